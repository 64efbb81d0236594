import { type Ctx, enqueue } from '#platform'
import { deliver } from './jobs.ts'
import type { OutgoingCall } from './model.ts'

/** Puts words on their way to a chat, in the caller's transaction: said if it commits, unsaid if not. */
export function tell(ctx: Ctx, call: OutgoingCall): Promise<void> {
  return enqueue(ctx, deliver, call)
}
