import { record } from '#audit'
import type { CustomerId, DeviceInfo } from '#identity'
import { type Ctx, publish, transact } from '#platform'
import { ensureFresh, type SessionId } from '#sessions'
import { passkeyUnknown } from './errors.ts'
import { passkeyRemoved } from './events.ts'
import { deletePasskey } from './store.ts'

export interface RemovePasskey {
  customerId: CustomerId
  sessionId: SessionId
  id: string
  device: DeviceInfo
}

/**
 * Removes a passkey of the customer: it opens nothing from this moment on, not even for a sign-in under way.
 *
 * Refuses with `identity.step_up_required` unless the person signed in a moment ago, and with
 * `passkeys.unknown` when the passkey is not theirs.
 */
export async function removePasskey(ctx: Ctx, { customerId, sessionId, id, device }: RemovePasskey): Promise<void> {
  await ensureFresh(ctx, sessionId)
  await transact(ctx, async (ctx) => {
    const removed = await deletePasskey(ctx.db, customerId, id)
    if (!removed) throw passkeyUnknown()
    const actor = { kind: 'customer', id: String(customerId) } as const
    await record(ctx, { actor, customerId, act: 'passkey_removed', device })
    await publish(ctx, passkeyRemoved, { customerId, name: removed.name, device })
  })
}
