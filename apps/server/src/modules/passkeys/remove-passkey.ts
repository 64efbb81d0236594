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
    const removedAt = ctx.now().toISOString()
    await publish(ctx, passkeyRemoved, { customerId, sessionId, removedAt, name: removed.name, device })
  })
}

/**
 * Removes a passkey by which somebody came in who was not the owner, at the word of whoever may
 * speak for them. In the caller's transaction, after the account is locked. Done twice it is done once.
 */
export async function disownPasskey(
  ctx: Ctx,
  { customerId, id }: Pick<RemovePasskey, 'customerId' | 'id'>,
): Promise<void> {
  if (!(await deletePasskey(ctx.db, customerId, id))) return
  await record(ctx, { actor: { kind: 'stranger' }, customerId, act: 'passkey_disowned' })
}
