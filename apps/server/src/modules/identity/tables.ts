import type { Email, Locale, Phone } from '@vitrina/contract'
import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core'
import type { ContactKind, CustomerId, IdentifierKind } from './model.ts'

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

export const customers = pgTable(
  'customers',
  {
    id: integer().primaryKey().generatedByDefaultAsIdentity().$type<CustomerId>(),
    name: text().notNull(),
    locale: text().notNull().$type<Locale>(),
    // Proven identifiers only: an unproven one on this row would let a stranger squat on it (S12).
    email: text().unique('customers_email_key').$type<Email>(),
    emailVerifiedAt: moment('email_verified_at'),
    phone: text().unique('customers_phone_key').$type<Phone>(),
    phoneVerifiedAt: moment('phone_verified_at'),
    telegramId: bigint('telegram_id', { mode: 'number' }).unique('customers_telegram_id_key'),
    telegramUsername: text('telegram_username'),
    passwordHash: text('password_hash'),
    passwordSetAt: moment('password_set_at'),
    marketing: boolean().notNull().default(false),
    cartReminders: boolean('cart_reminders').notNull().default(false),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
    /** Became part of another account; the row stays for what points at it. */
    joinedInto: integer('joined_into')
      .references((): AnyPgColumn => customers.id)
      .$type<CustomerId>(),
    /** Erased at its owner's wish; nothing of them is left on the row. */
    erasedAt: moment('erased_at'),
  },
  (table) => [
    check(
      'customers_gone_holds_nothing',
      sql`(${table.joinedInto} is null and ${table.erasedAt} is null)
        or (${table.email} is null and ${table.phone} is null and ${table.telegramId} is null)`,
    ),
    // One that was joined keeps its password for when it is parted; nobody can sign in by it.
    check('customers_erased_has_no_password', sql`${table.erasedAt} is null or ${table.passwordHash} is null`),
    // Of nearly all it would hold a null, and be read whole for «not joined».
    index('customers_joined_into_idx').on(table.joinedInto).where(sql`${table.joinedInto} is not null`),
    // Whoever reminds looks through these, and they are few.
    index('customers_cart_reminders_idx').on(table.id).where(sql`${table.cartReminders}`),
    check('customers_email_proven', sql`(${table.email} is null) = (${table.emailVerifiedAt} is null)`),
    check('customers_phone_proven', sql`(${table.phone} is null) = (${table.phoneVerifiedAt} is null)`),
    check('customers_password_dated', sql`(${table.passwordHash} is null) = (${table.passwordSetAt} is null)`),
  ],
)

/**
 * What a customer typed and never proved: a login name beside the password, shown as unproven.
 * Several may claim the same; whoever proves it ends all claims to it (C4, S12).
 */
export const contactClaims = pgTable(
  'contact_claims',
  {
    customerId: integer('customer_id')
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' })
      .$type<CustomerId>(),
    kind: text().notNull().$type<ContactKind>(),
    value: text().notNull().$type<Email | Phone>(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    primaryKey({ name: 'contact_claims_pkey', columns: [table.customerId, table.kind] }),
    index('contact_claims_value_idx').on(table.kind, table.value),
  ],
)

/**
 * Identifiers as they were before they were added, changed or removed, so that a change that was
 * not its owner's can be taken back. What one act changed, on however many accounts, goes together.
 */
export const identifierChanges = pgTable(
  'identifier_changes',
  {
    actId: text('act_id').notNull(),
    customerId: integer('customer_id')
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' })
      .$type<CustomerId>(),
    kind: text().notNull().$type<IdentifierKind>(),
    before: text(),
    beforeProvenAt: moment('before_proven_at'),
    after: text(),
    at: moment('at').notNull(),
  },
  (table) => [
    primaryKey({ name: 'identifier_changes_pkey', columns: [table.actId, table.customerId, table.kind] }),
    index('identifier_changes_customer_id_idx').on(table.customerId),
    index('identifier_changes_at_idx').on(table.at),
  ],
)

/** For other modules' foreign keys: the column's type and reference in one. */
export function customerIdColumn(name = 'customer_id') {
  return integer(name)
    .references(() => customers.id, { onDelete: 'cascade' })
    .$type<CustomerId>()
}
