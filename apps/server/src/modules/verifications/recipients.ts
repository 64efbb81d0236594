import { type Email, maskEmail, maskPhone, type Phone } from '@vitrina/contract'
import type { Proof } from '#identity'
import type { Verification } from './model.ts'

/** Where its code goes; nothing while no chat is known. */
export type Recipient =
  | { channel: 'telegram'; chatId: number }
  | { channel: 'email'; email: Email }
  | { channel: 'sms'; phone: Phone }

export type Channel = Recipient['channel']

export function recipientOf({ method, claim, telegram }: Verification): Recipient | undefined {
  if (method === 'email') return claim.email === null ? undefined : { channel: 'email', email: claim.email }
  if (method === 'sms') return claim.phone === null ? undefined : { channel: 'sms', phone: claim.phone }
  return telegram ? { channel: 'telegram', chatId: telegram.id } : undefined
}

/** What the person who has the code has proven; nothing while there is no one who could have it. */
export function proofOf({ method, claim, telegram, contactPhone }: Verification): Proof | undefined {
  const nothing = { telegramId: null, telegramUsername: null, phone: null, email: null }
  if (method === 'email') return claim.email === null ? undefined : { ...nothing, email: claim.email }
  if (method === 'sms') return claim.phone === null ? undefined : { ...nothing, phone: claim.phone }
  return telegram
    ? { ...nothing, telegramId: telegram.id, telegramUsername: telegram.username, phone: contactPhone }
    : undefined
}

/** One of several with different passwords: without them and the login names typed beside what is proven (C4, S12). */
export function withProvenOnly(verification: Verification): Verification {
  const { method, claim } = verification
  const phone = method === 'sms' ? claim.phone : null
  const email = method === 'email' ? claim.email : null
  return { ...verification, claim: { ...claim, passwordHash: null, isPasswordWithheld: true, phone, email } }
}

/** The identifier under which guesses and sends are counted, whoever started it and how often (S15, S16). */
export function countedAs({ method, claim, contactPhone, telegram }: Verification): string {
  if (method === 'email') return `${claim.email}`
  if (method === 'telegram_code') return `@${claim.telegramUsername}`
  // Those who share an anonymous number have no other name in common than their own.
  return contactPhone ?? claim.phone ?? `telegram ${telegram?.id}`
}

/** The same for the eye of the person, who knows it. */
export function maskedRecipient({ method, claim, contactPhone, telegram }: Verification): string | undefined {
  if (method === 'email') return claim.email ? maskEmail(claim.email) : undefined
  if (method === 'telegram_code') return `@${claim.telegramUsername}`
  const phone = contactPhone ?? claim.phone
  if (phone) return maskPhone(phone)
  return telegram?.username ? `@${telegram.username}` : undefined
}

/** The link to the bot is of use: a person, not a mailbox, is asked. */
export function asksInTelegram({ method }: Pick<Verification, 'method'>): boolean {
  return method !== 'email' && method !== 'sms'
}
