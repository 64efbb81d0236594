import { index, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import type { ProviderName } from './model.ts'

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/**
 * `sending` and `doubtful` may have gone out; `refused` and `not_done` surely have not;
 * `delivered` and `undelivered` are what a report said.
 */
export type SendStatus = 'sending' | 'accepted' | 'doubtful' | 'refused' | 'not_done' | 'delivered' | 'undelivered'

/** Every try to send a code by SMS: neither the code nor the number, of which the prefix is kept for S16. */
export const smsSends = pgTable(
  'sms_sends',
  {
    /** Random; providers repeat it in their reports. */
    id: text().primaryKey(),
    prefix: text().notNull(),
    /** Keyed hashes: of the number, and of whose code it was. */
    phoneHash: text('phone_hash').notNull(),
    keyHash: text('key_hash').notNull(),
    provider: text().notNull().$type<ProviderName>(),
    /** Theirs, for the operator who asks them. */
    messageId: text('message_id'),
    status: text().notNull().$type<SendStatus>(),
    sentAt: moment('sent_at').notNull(),
    reportedAt: moment('reported_at'),
    /** When the code was typed in. */
    cameBackAt: moment('came_back_at'),
  },
  (table) => [
    index('sms_sends_prefix_idx').on(table.prefix, table.sentAt),
    index('sms_sends_key_hash_idx').on(table.keyHash),
    index('sms_sends_sent_at_idx').on(table.sentAt),
  ],
)
