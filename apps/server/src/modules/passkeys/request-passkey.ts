import type { PasskeyCreation } from '@vitrina/contract'
import { type CustomerId, type CustomerRow, findCustomer, signInRequired } from '#identity'
import { type Ctx, newToken } from '#platform'
import { ensureFresh, type SessionId } from '#sessions'
import { issueChallenge } from './challenges.ts'
import { tooManyPasskeys } from './errors.ts'
import { ALGORITHMS, CHALLENGE_MS, MAX_PASSKEYS } from './model.ts'
import type { PasskeyPorts } from './ports.ts'
import { listPasskeys } from './store.ts'

/** What is kept with the challenge of a passkey that is being made. */
export interface Making {
  userHandle: string
}

/**
 * Draws what a browser needs to make one more passkey for the account.
 *
 * Refuses with `identity.step_up_required` unless the person signed in a moment ago, and with
 * `passkeys.too_many` past the tenth; both before a finger is asked for, not after. Whoever gets
 * the challenge has passed, for the session it is bound to and the five minutes it lives.
 */
export async function requestPasskey(
  ctx: Ctx,
  { customerId, sessionId }: { customerId: CustomerId; sessionId: SessionId },
  { ephemeral, party }: Pick<PasskeyPorts, 'ephemeral' | 'party'>,
): Promise<PasskeyCreation> {
  await ensureFresh(ctx, sessionId)
  const customer = await findCustomer(ctx.db, customerId)
  if (!customer) throw signInRequired()
  const known = await listPasskeys(ctx.db, customerId)
  if (known.length >= MAX_PASSKEYS) throw tooManyPasskeys()
  // One for all of an account, and random: an authenticator keeps one passkey a handle, and on
  // `localhost` it knows every shop that was ever tried there. Not that of a joined account: a
  // device would let the new one take the place of the other, which is missing once they are parted.
  const own = known.find((passkey) => passkey.customerId === customerId)
  const userHandle = own?.userHandle ?? newToken(ctx.random)
  const making: Making = { userHandle }
  const purpose = { act: 'add', holder: sessionId } as const
  return {
    challenge: await issueChallenge(ctx, { purpose, value: making }, ephemeral),
    rp: { id: party.id, name: party.name },
    user: { id: userHandle, name: accountName(customer), displayName: customer.name },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    timeout: CHALLENGE_MS,
    attestation: 'none',
    excludeCredentials: known.map(({ id, transports }) => ({ type: 'public-key', id, transports })),
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
  }
}

/** By what a person tells two accounts apart in the list of their password manager. */
function accountName({ email, phone, telegramUsername, name }: CustomerRow): string {
  return email ?? phone ?? (telegramUsername ? `@${telegramUsername}` : name)
}
