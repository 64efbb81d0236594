import type { Locale } from '@vitrina/contract'
import { bigint, boolean, index, integer, json, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import type { UserFromGetMe } from 'grammy/types'
import type { FollowUp, OutgoingMethod } from './model.ts'

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/** Private chats that the bot has met; the id is the person's Telegram id. */
export const chats = pgTable(
  'telegram_chats',
  {
    id: bigint({ mode: 'number' }).primaryKey(),
    /** Chosen with /language; otherwise Telegram's own tells. */
    locale: text().$type<Locale>(),
    languageCode: text('language_code'),
    /** In which the menu button of the chat is called; nothing as long as it has no name of its own. */
    menuLocale: text('menu_locale').$type<Locale>(),
    /** When they last wrote, in small letters: names are handed on, so it may be somebody else's by now (S10). */
    username: text(),
    blockedAt: moment('blocked_at'),
    /** The latest thing that was said in it, by them or by us. */
    lastMessageId: bigint('last_message_id', { mode: 'number' }),
    seenAt: moment('seen_at').notNull(),
  },
  (table) => [index('telegram_chats_username_idx').on(table.username)],
)

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

/** Calls to Telegram that wait to be made, those of a chat in the order of their ids. A row goes when its call is settled. */
export const outbox = pgTable('telegram_outbox', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  chatId: bigint('chat_id', { mode: 'number' }).notNull(),
  method: text().notNull().$type<OutgoingMethod>(),
  // Not jsonb, which refuses U+0000 and lone surrogates: what is said may quote what a stranger typed.
  payload: json().notNull().$type<Record<string, unknown>>(),
  followUp: json('follow_up').$type<FollowUp>(),
  isNews: boolean('is_news').notNull().default(false),
  topic: text(),
  rings: boolean().notNull().default(false),
  expiresAt: moment('expires_at').notNull(),
  /** Not to be said before, and until then the chat's others go ahead of it. Nothing: at once. */
  dueAt: moment('due_at'),
  /** Until then it is in hand, or waits to be tried again; the chat waits with it. */
  heldUntil: moment('held_until'),
  /** Which process has it in hand. */
  takenBy: text('taken_by'),
  tries: integer().notNull().default(0),
  /** Tries whose answer was lost, so that the message may already be there. */
  doubtful: integer().notNull().default(0),
})

/** Where in a chat something was last spoken of. */
export const topics = pgTable(
  'telegram_topics',
  {
    chatId: bigint('chat_id', { mode: 'number' }).notNull(),
    topic: text().notNull(),
    messageId: bigint('message_id', { mode: 'number' }).notNull(),
    saidAt: moment('said_at').notNull(),
  },
  (table) => [
    primaryKey({ name: 'telegram_topics_pkey', columns: [table.chatId, table.topic] }),
    index('telegram_topics_said_at_idx').on(table.saidAt),
  ],
)

/** What Telegram said of our own bots, so that one can start while Telegram is away. */
export const bots = pgTable('telegram_bots', {
  id: bigint({ mode: 'number' }).primaryKey(),
  me: jsonb().notNull().$type<UserFromGetMe>(),
})
