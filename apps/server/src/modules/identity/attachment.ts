import { type Admission, type Held, type Holder, mayOpen, type Proof } from './admission.ts'
import type { CustomerId } from './model.ts'

/** What becomes of the accounts when somebody who is signed in proves one more identifier. */
export interface Attachment {
  /** What of the proof the own account has not yet, or has another of. */
  take: Admission['take']
  /** Accounts that the proof would have opened by itself: they become part of the own one. */
  join: CustomerId[]
  /** Who has to give an identifier up, and keeps the rest of the account (S11). */
  displaced: Admission['displaced']
}

/**
 * Decides what a proof does to the account it is brought to (X1). It adds what is lacking and takes
 * the place of another phone or address; another Telegram has to be removed first, for it is what
 * the account is known by. Another account that holds the identifier is joined when the proof alone
 * would open it and no two Telegrams would meet; else it loses the phone or the address, no more.
 */
export function decideAttachment(own: Holder, proof: Proof, held: Held): Attachment | 'telegram_present' {
  if (proof.telegramId !== null && own.telegramId !== null && own.telegramId !== proof.telegramId)
    return 'telegram_present'

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
export function inherit<Row extends Holder>(own: Holder, taken: Admission['take'], joined: readonly Row[]) {
  const from = (kind: 'telegramId' | 'phone' | 'email', isTaken: boolean) =>
    own[kind] === null && !isTaken ? joined.find((row) => row[kind] !== null) : undefined
  return {
    telegram: from('telegramId', taken.telegram),
    phone: from('phone', taken.phone),
    email: from('email', taken.email),
  }
}
