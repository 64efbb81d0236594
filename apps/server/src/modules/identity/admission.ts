import type { Email, Phone } from '@vitrina/contract'
import type { CustomerId, CustomerRow } from './model.ts'

/** What somebody proved at one time; nothing that was merely typed. At least one of it is there. */
export interface Proof {
  telegramId: number | null
  telegramUsername: string | null
  /** Nothing for an anonymous number of Telegram. */
  phone: Phone | null
  email: Email | null
}

export type Holder = Pick<CustomerRow, 'id' | 'telegramId' | 'phone' | 'email'>

/** The accounts that hold a proven identifier now; one account may hold several. */
export interface Held {
  byTelegram: Holder | undefined
  byPhone: Holder | undefined
  byEmail: Holder | undefined
}

export interface Admission {
  /** Whose account the proof opens; nothing when one is made, which takes all that was proven. */
  open: CustomerId | null
  /** What this account has not yet, or has another of. */
  take: { telegram: boolean; phone: boolean; email: boolean }
  /** Who has to give an identifier up, because somebody else has proven it now. */
  displaced: { phone: CustomerId | null; email: CustomerId | null }
}

/**
 * Decides whose account a proof opens (X1). The Telegram id leads, then the phone, then the
 * address. A phone or an address leads to an account of another Telegram id only when no Telegram
 * was proven with it: a number that its network handed on must not open its former owner's
 * account (S11), while its owner, signing in by SMS, must find their own.
 */
export function decideAdmission(proof: Proof, held: Held): Admission {
  const leader = [held.byTelegram, held.byPhone, held.byEmail].find((holder) => holder && mayOpen(holder, proof))
  const losing = (holder: Holder | undefined) => (holder && holder.id !== leader?.id ? holder.id : null)
  return {
    open: leader?.id ?? null,
    take: {
      telegram: proof.telegramId !== null && leader?.telegramId !== proof.telegramId,
      phone: proof.phone !== null && leader?.phone !== proof.phone,
      email: proof.email !== null && leader?.email !== proof.email,
    },
    displaced: { phone: losing(held.byPhone), email: losing(held.byEmail) },
  }
}

/** Whether whoever brings this proof may be let into the account of the holder. */
export function mayOpen(holder: Holder, { telegramId }: Proof): boolean {
  return telegramId === null || holder.telegramId === null || holder.telegramId === telegramId
}

/** The accounts, of those found by a proof, by what they hold of it. */
export function sortHolders<Row extends Holder>(proof: Proof, rows: readonly Row[]) {
  return {
    byTelegram: rows.find(({ telegramId }) => telegramId !== null && telegramId === proof.telegramId),
    byPhone: rows.find(({ phone }) => phone !== null && phone === proof.phone),
    byEmail: rows.find(({ email }) => email !== null && email === proof.email),
  }
}
