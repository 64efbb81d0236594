import type { Customer, Email, Locale, Phone } from '@vitrina/contract'

export type CustomerId = number & { readonly __brand: 'CustomerId' }

export interface CustomerRow {
  id: CustomerId
  name: string
  locale: Locale
  email: Email | null
  emailVerifiedAt: Date | null
  phone: Phone | null
  phoneVerifiedAt: Date | null
  passwordHash: string | null
  passwordSetAt: Date | null
  telegramId: number | null
  telegramUsername: string | null
  /** Whether they asked for news. */
  marketing: boolean
  /** Whether they asked to be reminded of a cart that they left. */
  cartReminders: boolean
  createdAt: Date
  updatedAt: Date
  joinedInto: CustomerId | null
  erasedAt: Date | null
}

/** Whether the account is still one: neither erased nor part of another. */
export function isLive(customer: Pick<CustomerRow, 'joinedInto' | 'erasedAt'>): boolean {
  return customer.joinedInto === null && customer.erasedAt === null
}

/** Whether nothing proven is left by which it could be found. */
export function holdsNothing(customer: Pick<CustomerRow, 'telegramId' | 'phone' | 'email'>): boolean {
  return customer.telegramId === null && customer.phone === null && customer.email === null
}

/** What a session was opened from, in words a person recognises; never a full address. */
export interface DeviceInfo {
  browser: string | null
  system: string | null
  network: string | null
}

/** What a person can be written to by, besides Telegram. */
export type ContactKind = 'phone' | 'email'

/** What an account is found by. */
export const identifierKinds = ['phone', 'email', 'telegram'] as const
export type IdentifierKind = (typeof identifierKinds)[number]

/** What was typed and not proven. */
export interface Contacts {
  phone: Phone | null
  email: Email | null
}

export function toCustomer(row: CustomerRow): Customer {
  return {
    customerId: row.id,
    name: row.name,
    email: row.email,
    phone: row.phone,
    emailVerified: row.emailVerifiedAt !== null,
    phoneVerified: row.phoneVerifiedAt !== null,
    telegramUsername: row.telegramUsername,
    telegramLinked: row.telegramId !== null,
    locale: row.locale,
    marketing: row.marketing,
    cartReminders: row.cartReminders,
    hasPassword: row.passwordHash !== null,
    status: 'verified',
    createdAt: row.createdAt.toISOString(),
  }
}
