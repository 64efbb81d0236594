import { type RemoveIdentifier, removeIdentifier } from '#identity'
import { type Ctx, transact } from '#platform'
import type { SessionId } from '#sessions'
import { lockAsking } from './lock-asking.ts'

/**
 * Takes an identifier from the account that is signed in. Refuses as `removeIdentifier` does, and with
 * `identity.session_ended` when the session that asks is over by now.
 */
export function removeOwnIdentifier(ctx: Ctx, input: RemoveIdentifier & { sessionId: SessionId }): Promise<void> {
  return transact(ctx, async (ctx) => {
    await removeIdentifier(ctx, input)
    // Last, for the customer's row is locked first; refused here, nothing of it is done.
    await lockAsking(ctx, input)
  })
}
