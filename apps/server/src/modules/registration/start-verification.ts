import type { Email, Locale, Phone, VerificationMethod, VerificationPurpose } from '@vitrina/contract'
import { type CustomerId, type DeviceInfo, findCustomerByPhone } from '#identity'
import { type Ctx, type Ephemeral, enqueue, hashToken, type Limits, newToken, type PasswordHasher } from '#platform'
import type { Sms } from '#sms'
import { codeSendsByAddress, consumeSend, offerCode, sendCode } from '#verification-codes'
import {
  AFTERLIFE_MS,
  asksInTelegram,
  CONTRACT_A_SECONDS,
  type Flow,
  insertNames,
  insertVerification,
  VERIFICATION_MS,
  type Verification,
  type VerificationId,
} from '#verifications'
import { phoneTaken } from './errors.ts'
import { hashClaimedPassword } from './hash-claimed-password.ts'
import { takenAnswers } from './limits.ts'

export interface StartVerification {
  flow: Flow
  method: VerificationMethod
  purpose: VerificationPurpose
  subject: Verification['subject']
  name: string | null
  phone: Phone | null
  email: Email | null
  telegramUsername: string | null
  password: string | undefined
  locale: Locale
  /** The id promised to whom it is answered (C6). */
  customerId?: CustomerId | null
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

export interface StartPorts {
  ephemeral: Ephemeral
  hasher: PasswordHasher
  limits: Limits
  flood: Limits
  /** The way to phones, when one is configured. */
  sms?: Pick<Sms, 'ensureAllowed'> | undefined
}

/**
 * Opens a verification that Telegram, a mailbox or a phone will have to confirm. The password is
 * hashed before anything is kept, and waits with the claim until the proof (S2). A code by mail
 * or SMS is on its way when this returns, and counts against its recipient and its address (S16).
 *
 * On our own site an owned phone starts like any other, so that nobody learns who is a customer
 * (S17). Contract A promises its 409: refuses with `registration.phone_taken`, and no code
 * exists; so many a network address are told, and then none.
 */
export async function startVerification(
  ctx: Ctx,
  input: StartVerification,
  ports: StartPorts,
): Promise<StartedVerification> {
  if (input.flow === 'contract_a') await refuseTaken(ctx, input, ports.flood)
  // Refuses with `sms.country_not_served` or `sms.prefix_paused`, whoever it is (S16).
  if (input.method === 'sms' && input.phone) await ports.sms?.ensureAllowed(ctx, input.phone)

  const start = newStart(ctx, input.flow)
  const txn = newToken(ctx.random)
  const id = hashToken(start) as VerificationId
  const described = describe(ctx, input, txn)
  const passwordHash = await hashClaimedPassword(ctx, { password: input.password, verification: described }, ports)
  const verification = { ...described, claim: { ...described.claim, passwordHash } }
  const sendsNow = !asksInTelegram(verification)
  if (sendsNow) {
    await ports.limits.consume(codeSendsByAddress, input.address)
    await consumeSend(verification, ports.limits)
  }
  // Contract A promises that nothing is left after its 300 seconds; our own page wants to be told why.
  const end = new Date(verification.expiresAt).getTime()
  const keepUntil = new Date(input.flow === 'contract_a' ? end : end + AFTERLIFE_MS)
  await insertVerification(ports.ephemeral, ctx, id, verification, keepUntil)
  await insertNames(ctx, { id, verification }, ports)
  // Killed before this line there is a verification nobody was told of, which ends by itself.
  if (sendsNow) await enqueue(ctx, sendCode, { verificationId: id, nth: 1 })
  if (input.method === 'telegram_code') await offer(ctx, { id, address: input.address }, ports.limits)
  return { id, start, txn, verification }
}

/**
 * A chat that the bot knows gets the code without being opened (C9). Past the limit it is not
 * written to, and nobody is refused: its owner still finds the code by opening it.
 */
async function offer(
  ctx: Ctx,
  { id, address }: { id: VerificationId; address: string },
  limits: Limits,
): Promise<void> {
  if (!(await limits.allows(codeSendsByAddress, address))) return
  await limits.penalize(codeSendsByAddress, address)
  await enqueue(ctx, offerCode, { verificationId: id })
}

// Contract B's clients know its session ids by their first letters.
function newStart(ctx: Ctx, flow: Flow): string {
  return `${flow === 'contract_b' ? 'tg_' : ''}${newToken(ctx.random)}`
}

function describe(ctx: Ctx, input: StartVerification, txn: string): Verification {
  const { flow, method, purpose, subject, name, phone, email, telegramUsername, locale, device } = input
  const now = ctx.now()
  const lifeMs = flow === 'contract_a' ? CONTRACT_A_SECONDS * 1000 : VERIFICATION_MS
  return {
    flow,
    method,
    purpose,
    subject,
    status: 'pending',
    // The kept contracts have no secret of the browser: their own handle is all they know.
    txnHash: flow === 'native' ? hashToken(txn) : null,
    claim: { name, phone, email, telegramUsername, passwordHash: null, locale, customerId: input.customerId ?? null },
    origin: { ...device, at: now.toISOString() },
    expiresAt: new Date(now.getTime() + lifeMs).toISOString(),
    telegram: null,
    contactPhone: null,
    contactAnonymous: null,
    code: null,
    sent: 0,
    delivered: 0,
    resendAt: null,
    customerId: null,
  }
}

// Past the limit nothing is looked up: «taken» told by another answer would still be told.
async function refuseTaken(ctx: Ctx, { phone, address }: StartVerification, flood: Limits): Promise<void> {
  await flood.ensureAllowed(takenAnswers, address)
  if (!phone || !(await findCustomerByPhone(ctx.db, phone))) return
  await flood.penalize(takenAnswers, address)
  throw phoneTaken()
}
