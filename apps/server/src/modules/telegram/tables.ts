import type { Locale } from '@vitrina/contract'
import { bigint, index, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import type { UserFromGetMe } from 'grammy/types'

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/** Private chats that the bot has met; the id is the person's Telegram id. */
export const chats = pgTable('telegram_chats', {
  id: bigint({ mode: 'number' }).primaryKey(),
  /** Chosen with /language; otherwise Telegram's own tells. */
  locale: text().$type<Locale>(),
  languageCode: text('language_code'),
  blockedAt: moment('blocked_at'),
  seenAt: moment('seen_at').notNull(),
})

/**
 * Updates already handled: Telegram delivers at least once, their words must go out once. Each bot
 * has numbers of its own: a shop that is given another bot must not take its updates for old ones.
 */
export const updates = pgTable(
  'telegram_updates',
  {
    botId: bigint('bot_id', { mode: 'number' }).notNull(),
    id: bigint({ mode: 'number' }).notNull(),
    handledAt: moment('handled_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.botId, table.id] }),
    index('telegram_updates_handled_at_idx').on(table.handledAt),
  ],
)

/** What Telegram said of our own bots, so that one can start while Telegram is away. */
export const bots = pgTable('telegram_bots', {
  id: bigint({ mode: 'number' }).primaryKey(),
  me: jsonb().notNull().$type<UserFromGetMe>(),
})
