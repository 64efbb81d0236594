import type { Email, Phone } from '@vitrina/contract'
import { type CustomerId, type CustomerRow, type DeviceInfo, findCustomer } from '#identity'
import { admitCustomer, attachIdentifier } from '#own-account'
import { openSession, readAccessToken, type SessionId } from '#sessions'
import { device, newClaim, newProof, type UseCases } from './use-cases.ts'

let mailboxes = 0
export const newEmail = () => `person${++mailboxes}@shop.example` as Email

export interface SignedIn {
  customer: CustomerRow
  customerId: CustomerId
  sessionId: SessionId
  device: DeviceInfo
  refreshToken: string
}

/** Somebody with an account, signed in by a code. */
export async function signedInAs(
  on: UseCases,
  proven: Parameters<typeof newProof>[0] = {},
  claimed: Parameters<typeof newClaim>[0] = {},
): Promise<SignedIn> {
  const customer = await admitCustomer(on.ctx, newProof(proven), newClaim(claimed))
  return signInOnceMore(on, customer)
}

export async function signInOnceMore(
  on: UseCases,
  customer: CustomerRow,
  opened: { amr?: 'otp' | 'pwd'; device?: DeviceInfo } = {},
): Promise<SignedIn> {
  const from = opened.device ?? device
  const { session, refreshToken } = await openSession(
    on.ctx,
    { customer, device: from, amr: opened.amr ?? 'otp' },
    on.ports.tokens,
  )
  const claims = await readAccessToken(on.ports.tokens, on.ctx.now(), session.accessToken)
  if (!claims) throw new Error('a token just signed cannot be read')
  return { customer, customerId: customer.id, sessionId: claims.sessionId, device: from, refreshToken }
}

/** Somebody with nothing but an address. */
export const byMail = (on: UseCases, email: Email = newEmail(), claimed = {}) =>
  signedInAs(on, { telegramId: null, phone: null, email }, claimed)

/** Somebody with nothing but a phone. */
export const byPhone = (on: UseCases, phone?: Phone, claimed = {}) =>
  signedInAs(on, { telegramId: null, ...(phone && { phone }) }, claimed)

export const attach = (on: UseCases, to: SignedIn, proven: Parameters<typeof newProof>[0]) =>
  attachIdentifier(on.ctx, { ...to, proof: newProof({ telegramId: null, phone: null, ...proven }) })

export async function rowOf(on: UseCases, id: CustomerId): Promise<CustomerRow> {
  const row = await findCustomer(on.ctx.db, id)
  if (!row) throw new Error('the customer is gone')
  return row
}
