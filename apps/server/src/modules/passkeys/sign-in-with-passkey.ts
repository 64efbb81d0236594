import type { SignInWithPasskey as SignIn } from '@vitrina/contract'
import { type CustomerRow, type DeviceInfo, findLiveId, isLive, lockCustomer } from '#identity'
import { type Ctx, transact } from '#platform'
import { beginSession, handOut, type OpenedSession } from '#sessions'
import { checkUsed } from './ceremony.ts'
import { takeChallenge } from './challenges.ts'
import { passkeyRejected } from './errors.ts'
import type { PasskeyRow } from './model.ts'
import type { PasskeyPorts } from './ports.ts'
import { findPasskey, markUsed } from './store.ts'

export interface SignInWithPasskey extends SignIn {
  /** The secret of the browser that asked for the challenge. */
  browser: string | undefined
  device: DeviceInfo
}

/**
 * Opens a session for whoever holds the passkey; of an account that became part of another, in that.
 *
 * Refuses with `passkeys.rejected` whatever does not hold: the challenge, the passkey, the
 * signature, where it was made or its count. A challenge is spent by the first who shows it,
 * right or wrong, so that of two who show it at once one is signed in.
 */
export async function signInWithPasskey(
  ctx: Ctx,
  { response, browser, device }: SignInWithPasskey,
  { tokens, ephemeral, party }: Pick<PasskeyPorts, 'tokens' | 'ephemeral' | 'party'>,
): Promise<OpenedSession> {
  const purpose = { act: 'sign-in', holder: browser ?? '' } as const
  const { clientDataJSON } = response.response
  const issued = browser && (await takeChallenge(ctx, { purpose, clientDataJSON }, ephemeral))
  const passkey = issued && (await findPasskey(ctx.db, response.id))
  if (!passkey) throw passkeyRejected()
  const used = await checkUsed(passkey, { response, challenge: issued.challenge }, party)
  if (!used) throw passkeyRejected()

  const begun = await transact(ctx, async (ctx) => {
    // The account before the passkey, as whoever deletes an account locks them.
    const customer = await lockOpened(ctx, passkey)
    // Removed, or used by a copy of it, while its signature was being checked.
    const counted = customer && (await markUsed(ctx.db, { id: passkey.id, ...used }, ctx.now()))
    if (!counted) throw passkeyRejected()
    return beginSession(ctx, { customer, device, amr: 'hwk', keyId: passkey.id })
  })
  return handOut(ctx, begun, tokens)
}

async function lockOpened(ctx: Ctx, { customerId }: PasskeyRow): Promise<CustomerRow | undefined> {
  const customer = await lockCustomer(ctx.db, await findLiveId(ctx.db, customerId))
  return customer && isLive(customer) ? customer : undefined
}
