import type { NoticeKind } from '@vitrina/contract/words/notices'
import { index, jsonb, pgTable, text, timestamp, unique } from 'drizzle-orm/pg-core'
import { customerIdColumn } from '#identity'
import type { Details, NoticeId } from './model.ts'

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/** What owners were told, so that it is told once; most of it can be undone, by the button in the bot or the link in the letter. */
export const securityNotices = pgTable(
  'security_notices',
  {
    /** What the button carries: worth something only to those it was sent to. */
    id: text().primaryKey().$type<NoticeId>(),
    customerId: customerIdColumn().notNull(),
    kind: text().notNull().$type<NoticeKind>(),
    subject: text().notNull(),
    details: jsonb().notNull().$type<Details>(),
    /** Whose press counts (S22). */
    chatIds: jsonb('chat_ids').notNull().$type<number[]>(),
    /** Of the secret in the link, which is derived anew whenever it is sent and rests nowhere (S18). */
    tokenHash: text('token_hash').notNull().unique('security_notices_token_hash_key'),
    tokenKeyId: text('token_key_id').notNull(),
    at: moment('at').notNull(),
    usedAt: moment('used_at'),
  },
  (table) => [
    unique('security_notices_subject_key').on(table.customerId, table.kind, table.subject),
    index('security_notices_at_idx').on(table.at),
  ],
)
