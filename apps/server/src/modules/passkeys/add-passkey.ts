import type { AddPasskey as Add } from '@vitrina/contract'
import { record } from '#audit'
import { type CustomerId, type DeviceInfo, lockCustomer, signInRequired } from '#identity'
import { type Ctx, publish, transact } from '#platform'
import { lockLiveSession, type SessionId } from '#sessions'
import { checkMade } from './ceremony.ts'
import { takeChallenge } from './challenges.ts'
import { passkeyNotAdded, tooManyPasskeys } from './errors.ts'
import { passkeyAdded } from './events.ts'
import { defaultName, MAX_PASSKEYS, type PasskeyRow } from './model.ts'
import type { PasskeyPorts } from './ports.ts'
import type { Making } from './request-passkey.ts'
import { insertPasskey, listPasskeys } from './store.ts'

export interface AddPasskey extends Add {
  customerId: CustomerId
  sessionId: SessionId
  device: DeviceInfo
}

/**
 * Adds the passkey that a device made on a challenge of this session, and says so to the owner.
 *
 * Refuses with `passkeys.not_added` when any of it does not hold or the passkey is known, and
 * with `passkeys.too_many` past the tenth, however many are added at once. That the person
 * signed in a moment ago was checked when the challenge was drawn.
 */
export async function addPasskey(
  ctx: Ctx,
  { customerId, sessionId, response, name, device }: AddPasskey,
  { ephemeral, party }: Pick<PasskeyPorts, 'ephemeral' | 'party'>,
): Promise<PasskeyRow> {
  const purpose = { act: 'add', holder: sessionId } as const
  const { clientDataJSON } = response.response
  const issued = await takeChallenge<Making>(ctx, { purpose, clientDataJSON }, ephemeral)
  const made = issued && (await checkMade(response, issued.challenge, party))
  if (!made) throw passkeyNotAdded()

  return transact(ctx, async (ctx) => {
    // Locked, so that of two added at once the second sees the first; and «not me» ends the session first or finds the key.
    const isOwner = (await lockCustomer(ctx.db, customerId)) && (await lockLiveSession(ctx.db, sessionId, ctx.now()))
    if (!isOwner) throw signInRequired()
    if ((await listPasskeys(ctx.db, customerId)).length >= MAX_PASSKEYS) throw tooManyPasskeys()
    const passkey: PasskeyRow = {
      ...made,
      customerId,
      userHandle: issued.value.userHandle,
      name: name ?? defaultName(made.aaguid, device),
      createdAt: ctx.now(),
      lastUsedAt: null,
    }
    if (!(await insertPasskey(ctx.db, passkey))) throw passkeyNotAdded()
    const actor = { kind: 'customer', id: String(customerId) } as const
    await record(ctx, { actor, customerId, act: 'passkey_added', device })
    const addedAt = passkey.createdAt.toISOString()
    await publish(ctx, passkeyAdded, { customerId, sessionId, addedAt, name: passkey.name, device })
    return passkey
  })
}
