import { type Ctx, enqueue, type Handler, inOrder, job } from '#platform'
import { doubtfulDelaySeconds, letterId, MAX_DOUBTFUL, type Mailer, type OutgoingLetter } from './model.ts'
import { returnTry, takeTry, updateSettled } from './store.ts'

/** Tried for as long as the letter is worth reading, which it says itself. */
export const deliverMail = job<OutgoingLetter>('mail.deliver', {
  retryLimit: 200_000,
  retryDelaySeconds: 2,
  // Mail servers put strangers off for minutes, and take it ill when they do not stay away.
  retryDelayMaxSeconds: 300,
  expireInSeconds: 180,
})

/**
 * Delivers letters. What was surely not done is tried until its time is over; what may have been
 * done a few times more, further and further apart; what was answered never again, not even when
 * the process died before the queue knew. Without a mail server letters come to nothing.
 */
export function makeDeliverMail(ctx: Ctx, mailer: Mailer | undefined): Handler<OutgoingLetter> {
  const ordered = inOrder()
  return async (outgoing, { signal }) => {
    if (mailer) await ordered(letterId(outgoing.letter), () => deliver(ctx, mailer, outgoing, signal))
  }
}

async function deliver(ctx: Ctx, mailer: Mailer, outgoing: OutgoingLetter, signal: AbortSignal): Promise<void> {
  const { letter, until } = outgoing
  if (new Date(until) < ctx.now()) return
  const id = letterId(letter)
  const doubtful = await takeTry(ctx.db, id, { most: MAX_DOUBTFUL, now: ctx.now() })
  if (doubtful === undefined) return

  const delivery = await mailer.send(letter, signal)
  if (delivery.outcome === 'doubtful') {
    if (doubtful === MAX_DOUBTFUL) return
    return enqueue(ctx, deliverMail, outgoing, { startAfter: inSeconds(ctx, doubtfulDelaySeconds(doubtful)) })
  }
  if (delivery.outcome === 'not_done') {
    await returnTry(ctx.db, id)
    // The queue repeats the job, with growing pauses.
    if (delivery.retryAfterSeconds === undefined) throw new Error('the mail server did not take a letter')
    return enqueue(ctx, deliverMail, outgoing, { startAfter: inSeconds(ctx, delivery.retryAfterSeconds) })
  }
  await updateSettled(ctx.db, id, ctx.now())
  if (delivery.outcome === 'refused') ctx.log.warn({ description: delivery.description }, 'a letter was refused')
}

function inSeconds(ctx: Ctx, seconds: number): Date {
  return new Date(ctx.now().getTime() + seconds * 1000)
}
