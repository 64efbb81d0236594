import type { Locale, Phone } from '@vitrina/contract'
import { type DeviceInfo, findCustomerByPhone } from '#identity'
import { type Ctx, type Ephemeral, hashToken, type Limits, newToken, type PasswordHasher } from '#platform'
import { phoneTaken } from './errors.ts'
import { takenAnswers } from './limits.ts'
import {
  AFTERLIFE_MS,
  CONTRACT_A_SECONDS,
  type Flow,
  VERIFICATION_MS,
  type Verification,
  type VerificationId,
} from './model.ts'
import { insertVerification } from './store.ts'

export interface StartVerification {
  flow: Flow
  name: string
  phone: Phone
  password: string | undefined
  locale: Locale
  device: DeviceInfo
  /** Whom limits by network address count. */
  address: string
}

/** The two secrets of a verification, told once: `start` goes into the link, `txn` into the browser's cookie. */
export interface StartedVerification {
  id: VerificationId
  start: string
  txn: string
  verification: Verification
}

/**
 * Opens a verification that Telegram will have to confirm. The password is hashed before
 * anything is kept, and waits with the claim until the contact proves it (S2).
 *
 * On our own site an owned phone starts like any other, so that nobody learns who is a customer
 * (S17). Contract A promises its 409: refuses with `registration.phone_taken`, and no code
 * exists; so many a network address are told, and then none.
 */
export async function startVerification(
  ctx: Ctx,
  input: StartVerification,
  ports: { ephemeral: Ephemeral; hasher: PasswordHasher; flood: Limits },
): Promise<StartedVerification> {
  if (input.flow === 'contract_a') await refuseTaken(ctx, input, ports.flood)

  const passwordHash = input.password === undefined ? null : await ports.hasher.hash(input.password)
  const now = ctx.now()
  const start = newToken(ctx.random)
  const txn = newToken(ctx.random)
  const id = hashToken(start) as VerificationId
  const lifeMs = input.flow === 'contract_a' ? CONTRACT_A_SECONDS * 1000 : VERIFICATION_MS
  const expiresAt = new Date(now.getTime() + lifeMs)
  const verification: Verification = {
    flow: input.flow,
    status: 'pending',
    txnHash: input.flow === 'contract_a' ? null : hashToken(txn),
    claim: { name: input.name, phone: input.phone, passwordHash, locale: input.locale },
    origin: { ...input.device, at: now.toISOString() },
    expiresAt: expiresAt.toISOString(),
    telegram: null,
    code: null,
    sent: 0,
    delivered: 0,
    resendAt: null,
    customerId: null,
  }
  // Contract A promises that nothing is left after its 300 seconds; our own page wants to be told why.
  const keepUntil = input.flow === 'contract_a' ? expiresAt : new Date(expiresAt.getTime() + AFTERLIFE_MS)
  await insertVerification(ports.ephemeral, ctx, id, verification, keepUntil)
  return { id, start, txn, verification }
}

// Past the limit nothing is looked up: «taken» told by another answer would still be told.
async function refuseTaken(ctx: Ctx, { phone, address }: StartVerification, flood: Limits): Promise<void> {
  await flood.ensureAllowed(takenAnswers, address)
  if (!(await findCustomerByPhone(ctx.db, phone))) return
  await flood.penalize(takenAnswers, address)
  throw phoneTaken()
}
