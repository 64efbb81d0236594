import type { CustomerId } from '#identity'
import { deny, leavingTimeToType, type SharedContact, type Verification } from './model.ts'

/**
 * The first Telegram id to come is bound; the same one may come again. A second one ends the
 * verification: the link has been passed on, and neither of the two can be trusted (S7).
 */
export function claimBy(verification: Verification, telegramId: number, username: string | null): Verification {
  if (verification.telegram === null) {
    return {
      ...verification,
      status: 'claimed',
      telegram: { id: telegramId, username, acknowledged: false },
    }
  }
  return verification.telegram.id === telegramId ? verification : { ...deny(verification), passedOn: true }
}

/** Binds it to a chat that has not opened it; whoever opened it before is asked in their own time. */
export function offerTo(verification: Verification, telegramId: number): Verification {
  if (verification.telegram !== null) return verification
  const { telegramUsername: username } = verification.claim
  const telegram = { id: telegramId, username, acknowledged: false, unasked: true } as const
  return { ...verification, status: 'claimed', telegram }
}

/** «It was me»: from here the contact may be asked for. */
export function acknowledge(verification: Verification): Verification {
  if (!verification.telegram) return verification
  return { ...verification, telegram: { ...verification.telegram, acknowledged: true } }
}

/**
 * Whether Telegram is asked for the person's number, and not only for a code to be taken. Who is
 * signed in already and named no number is asked for the Telegram alone.
 */
export function needsContact({ method, subject }: Verification): boolean {
  return method === 'telegram_contact' || (method === 'telegram_name' && subject === null)
}

/** Whether a contact may be taken now; contract A asks for it together with the question. */
export function awaitsContact(verification: Verification): boolean {
  if (!needsContact(verification)) return false
  if (verification.flow === 'contract_a') return verification.telegram !== null
  return verification.telegram?.acknowledged === true
}

/** Another number than the one typed: it goes on, and the page may say what it waits for (A6). */
export function noteMismatch(verification: Verification): Verification {
  const isNew = verification.status === 'claimed' && !verification.mismatched
  return isNew ? { ...verification, mismatched: true } : verification
}

/** Contract A waits for no code, and promises its 300 seconds. */
export function receiveContact(verification: Verification, contact: SharedContact, now: Date): Verification {
  if (verification.status !== 'claimed') return verification
  const expiresAt = verification.flow === 'contract_a' ? verification.expiresAt : leavingTimeToType(verification, now)
  const { phone: contactPhone, anonymous: contactAnonymous } = contact
  return { ...verification, status: 'contact_received', contactPhone, contactAnonymous, expiresAt }
}

/** Promises an id to the account, if one is made; a promise once made stands (C6). */
export function promise(verification: Verification, customerId: CustomerId | null): Verification {
  const { claim } = verification
  if (customerId === null || claim.customerId !== null) return verification
  return { ...verification, claim: { ...claim, customerId } }
}
