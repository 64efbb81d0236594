import type { BannerTarget } from '@vitrina/contract'
import { sql } from 'drizzle-orm'
import { check, integer, jsonb, pgTable, primaryKey, text, timestamp, unique } from 'drizzle-orm/pg-core'
import type { LocalText, Source } from '#catalog'
import type { PictureRef } from '#pictures'

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

export const contentPages = pgTable(
  'content_pages',
  {
    source: text().notNull().$type<Source>(),
    externalId: text('external_id').notNull(),
    slug: text().notNull(),
    title: jsonb().notNull().$type<LocalText>(),
    /** Sanitised HTML. */
    content: jsonb().notNull().$type<LocalText>(),
    /** Among those of its source. */
    position: integer().notNull(),
    modifiedAt: moment('modified_at').notNull(),
    /** Hash of all but that moment: the same again is written nowhere. */
    digest: text().notNull(),
  },
  (table) => [
    primaryKey({ name: 'content_pages_pkey', columns: [table.source, table.externalId] }),
    unique('content_pages_slug_key').on(table.slug, table.source),
  ],
)

export const contentBanners = pgTable(
  'content_banners',
  {
    source: text().notNull().$type<Source>(),
    externalId: text('external_id').notNull(),
    title: jsonb().notNull().$type<LocalText>(),
    text: jsonb().notNull().$type<LocalText>(),
    picture: jsonb().$type<PictureRef>(),
    target: jsonb().$type<BannerTarget>(),
    shownFrom: moment('shown_from'),
    shownUntil: moment('shown_until'),
    position: integer().notNull(),
    digest: text().notNull(),
  },
  (table) => [
    primaryKey({ name: 'content_banners_pkey', columns: [table.source, table.externalId] }),
    check('content_banners_shown', sql`${table.shownFrom} < ${table.shownUntil}`),
  ],
)
