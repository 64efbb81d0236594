import type { Email, Phone } from '@vitrina/contract'
import type { CustomerRow } from './model.ts'

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

/**
 * Whether whoever brings this proof may be let into the account of the holder. A phone or an
 * address leads to an account of another Telegram id only when no Telegram was proven with it: a
 * number that its network handed on must not open its former owner's account (S11), while its
 * owner, signing in by SMS, must find their own.
 */
export function mayOpen(holder: Holder, { telegramId }: Proof): boolean {
  return telegramId === null || holder.telegramId === null || holder.telegramId === telegramId
}

/** The accounts, of those found by a proof, by what they hold of it. */
export function sortHolders<Row extends Holder>(proof: Proof, rows: readonly Row[]) {
  const [byTelegram, byPhone, byEmail] = identifiers.map((kind) => rows.find((row) => shares(kind, row, proof)))
  return { byTelegram, byPhone, byEmail }
}

/** Whether an account holds something of a proof. */
export function holds(holder: Holder, proof: Proof): boolean {
  return identifiers.some((kind) => shares(kind, holder, proof))
}

/** What an account holds of a proof; where there is no proof, nothing. */
export function sharedOf(holder: Holder, proof: Proof | undefined): Pick<Holder, 'telegramId' | 'phone' | 'email'> {
  const of = <Kind extends (typeof identifiers)[number]>(kind: Kind) =>
    proof && shares(kind, holder, proof) ? holder[kind] : null
  return { telegramId: of('telegramId'), phone: of('phone'), email: of('email') }
}

const identifiers = ['telegramId', 'phone', 'email'] as const

function shares(kind: (typeof identifiers)[number], holder: Holder, proof: Proof): boolean {
  return holder[kind] !== null && holder[kind] === proof[kind]
}
