import { sql } from 'drizzle-orm'
import { index, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { customerIdColumn } from '#identity'
import type { AuthenticationMethod, SessionId } from './model.ts'

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

export const sessions = pgTable(
  'sessions',
  {
    id: text().primaryKey().$type<SessionId>(),
    customerId: customerIdColumn().notNull(),
    amr: text().notNull().$type<AuthenticationMethod>(),
    /** Which key opened it, where an account may have several: the id of a passkey. */
    keyId: text('key_id'),
    browser: text(),
    system: text(),
    network: text(),
    createdAt: moment('created_at').notNull(),
    /** When its owner last proved to be there; the dangerous is done within minutes of it. */
    provenAt: moment('proven_at').notNull(),
    lastSeenAt: moment('last_seen_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    endedAt: moment('ended_at'),
  },
  (table) => [
    index('sessions_customer_id_idx').on(table.customerId),
    index('sessions_expires_at_idx').on(table.expiresAt),
    // For the sweep alone, and most sessions end by themselves.
    index('sessions_ended_at_idx').on(table.endedAt).where(sql`${table.endedAt} is not null`),
  ],
)

export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    hash: text().primaryKey(),
    sessionId: text('session_id')
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' })
      .$type<SessionId>(),
    issuedAt: moment('issued_at').notNull(),
    replacedAt: moment('replaced_at'),
    /** Which pepper the next token was derived with, so that a repeat within the grace gets the same one. */
    nextKeyId: text('next_key_id'),
  },
  (table) => [
    index('refresh_tokens_session_id_idx').on(table.sessionId),
    index('refresh_tokens_replaced_at_idx').on(table.replacedAt).where(sql`${table.replacedAt} is not null`),
  ],
)
