import { type Ctx, enqueue } from '#platform'
import { deliver } from './jobs.ts'
import type { Outgoing } from './model.ts'

/** Puts words on their way to a chat, in the caller's transaction: said if it commits, unsaid if not. */
export async function tell(ctx: Ctx, outgoing: Outgoing): Promise<void> {
  if (outgoing.calls.length > 0 || outgoing.followUp) await enqueue(ctx, deliver, outgoing)
}
