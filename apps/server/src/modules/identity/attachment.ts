import type { CustomerId } from './model.ts'
import { type Held, type Holder, mayOpen, type Proof } from './proof.ts'

/** What a proof does to an account and to those beside it. */
export interface Attachment {
  /** What of the proof the account has not yet, or has another of. */
  take: { telegram: boolean; phone: boolean; email: boolean }
  /** Accounts that the proof opens as well: they become part of this one. */
  join: CustomerId[]
  /** Who has to give an identifier up to whoever proved it now, and keeps the rest of the account (S11). */
  displaced: { phone: CustomerId | null; email: CustomerId | null }
}

/**
 * Decides what a proof does to the account of whoever is signed in where it was asked for: that
 * account stays. Another Telegram has to be removed first, for it is what the account is known by.
 */
export function decideAttachment(own: Holder, proof: Proof, held: Held): Attachment | 'telegram_present' {
  const isAnother = proof.telegramId !== null && own.telegramId !== null && own.telegramId !== proof.telegramId
  return isAnother ? 'telegram_present' : gather(own, proof, held)
}

/**
 * The rule of joining, for a sign-in and for somebody signed in alike (X1). A proof adds to an
 * account what is lacking, and takes the place of another phone or address. Another account that
 * holds some of it is joined when the proof alone would open it and no two Telegrams would meet;
 * else it loses the phone or the address, no more, and still has its Telegram to be found by.
 */
export function gather(own: Holder, proof: Proof, held: Held): Attachment {
  const join = new Set<CustomerId>()
  let telegramId = own.telegramId ?? proof.telegramId
  for (const other of [held.byTelegram, held.byPhone, held.byEmail]) {
    if (!other || other.id === own.id || !mayOpen(other, proof)) continue
    // Each that joins may bring a Telegram, and the next must go with that.
    if (other.telegramId !== null && telegramId !== null && other.telegramId !== telegramId) continue
    telegramId ??= other.telegramId
    join.add(other.id)
  }
  const losing = (other: Holder | undefined) => (other && other.id !== own.id && !join.has(other.id) ? other.id : null)
  return {
    take: {
      telegram: proof.telegramId !== null && own.telegramId !== proof.telegramId,
      phone: proof.phone !== null && own.phone !== proof.phone,
      email: proof.email !== null && own.email !== proof.email,
    },
    join: [...join],
    displaced: { phone: losing(held.byPhone), email: losing(held.byEmail) },
  }
}

/** From whom an account takes what it lacks and the proof did not bring: the first that has it. */
export function inherit<Row extends Holder>(own: Holder, taken: Attachment['take'], joined: readonly Row[]) {
  const from = (kind: 'telegramId' | 'phone' | 'email', isTaken: boolean) =>
    own[kind] === null && !isTaken ? joined.find((row) => row[kind] !== null) : undefined
  return {
    telegram: from('telegramId', taken.telegram),
    phone: from('phone', taken.phone),
    email: from('email', taken.email),
  }
}
