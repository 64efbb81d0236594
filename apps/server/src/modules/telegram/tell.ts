import { type Ctx, notify } from '#platform'
import type { Outgoing } from './model.ts'
import { insertOutgoing } from './store.ts'

/** The signal that something waits to be said. */
export const OUTBOX = 'telegram.outbox'

/** Puts words on their way to a chat, in the caller's transaction: said if it commits, unsaid if not. */
export async function tell(ctx: Ctx, outgoing: Outgoing, notBefore?: Date): Promise<void> {
  const { calls, followUp } = outgoing
  if (calls.length > 0) {
    await insertOutgoing(ctx.db, outgoing, notBefore)
    await notify(ctx, OUTBOX, '')
  } else if (followUp) await ctx.jobs.send(ctx.db, followUp.job, followUp.data, { startAfter: notBefore })
}
