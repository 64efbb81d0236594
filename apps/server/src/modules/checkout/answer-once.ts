import { createHash } from 'node:crypto'
import { type CustomerId, findFamily } from '#identity'
import { type Ctx, transact } from '#platform'
import { inProgress, keyReused } from './errors.ts'
import { deleteKeys, deleteKeysBefore, findKey, type KeyScope, takeKey, updateAnswer } from './store.ts'

const KEPT_MS = 48 * 3600_000

export interface Once extends KeyScope {
  /** What is asked; the same key is good for nothing else. */
  body: unknown
}

/**
 * Does `work` once for a key, in one transaction with the claim of it, and gives every later call with
 * the same body the answer that the first one got, word for word (G1), for two days. Work that is
 * refused has used nothing up: the key is free again with all else that is rolled back.
 *
 * Refuses with `checkout.key_reused` when the key has another body, and with `checkout.in_progress`
 * while another call is at it.
 */
export function answerOnce<Answer>(
  ctx: Ctx,
  { body, ...scope }: Once,
  work: (ctx: Ctx) => Promise<Answer>,
): Promise<Answer> {
  const bodyHash = createHash('sha256').update(canonical(body)).digest('base64url')
  return transact(ctx, async (ctx) => {
    if (await takeKey(ctx.db, scope, { bodyHash, now: ctx.now() })) {
      const answer = await work(ctx)
      await updateAnswer(ctx.db, scope, JSON.stringify(answer))
      return answer
    }
    const earlier = await findKey(ctx.db, scope)
    if (!earlier) throw inProgress({ retryAfter: 1 })
    if (earlier.bodyHash !== bodyHash) throw keyReused()
    return JSON.parse(earlier.answer) as Answer
  })
}

/** One text for one content, in whichever order it was written. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

/** Removes the answers that are kept long enough; says how many. For a scheduled job. */
export function sweepAnswers(ctx: Ctx): Promise<number> {
  return deleteKeysBefore(ctx.db, new Date(ctx.now().getTime() - KEPT_MS))
}

/** Forgets what somebody who was erased was answered: it names where to deliver. */
export async function forgetAnswers(ctx: Ctx, customerId: CustomerId): Promise<void> {
  await deleteKeys(ctx.db, await findFamily(ctx.db, customerId))
}
