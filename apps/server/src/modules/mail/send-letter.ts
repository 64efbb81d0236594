import { type Ctx, enqueue } from '#platform'
import { deliverMail } from './jobs.ts'
import type { Letter } from './model.ts'

/**
 * Puts a letter on its way, in the caller's transaction: sent if it commits, unsent if not; a second
 * one of the same address and key is the same letter and is not sent again. It rests in the queue
 * as it is, so it must not hold a secret: a code is sent by the job that makes it (S18).
 */
export async function sendLetter(ctx: Ctx, letter: Letter, when: { notBefore?: Date; until: Date }): Promise<void> {
  const outgoing = { letter, until: when.until.toISOString() }
  await enqueue(ctx, deliverMail, outgoing, { startAfter: when.notBefore })
}
