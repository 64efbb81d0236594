import type { CustomerId } from '#identity'
import type { Ctx } from '#platform'
import { lockLiveSession, type SessionId, sessionEnded } from '#sessions'

/**
 * Holds the session that asks for something dangerous, after the rows of the customers. Refuses with
 * `identity.session_ended` one that was ended at this very moment, by «it was not me» perhaps: what it
 * began must not be finished.
 */
export async function lockAsking(
  ctx: Ctx,
  { customerId, sessionId }: { customerId: CustomerId; sessionId: SessionId },
): Promise<void> {
  const session = await lockLiveSession(ctx.db, sessionId, ctx.now())
  if (session?.customerId !== customerId) throw sessionEnded()
}
