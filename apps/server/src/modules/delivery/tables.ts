import { sql } from 'drizzle-orm'
import { bigint, boolean, check, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import type { LocalText, Source } from '#catalog'
import type { Zone } from './model.ts'
import type { Charge, ClassCosts, Condition } from './price.ts'

export const deliveryMethods = pgTable(
  'delivery_methods',
  {
    id: text().primaryKey(),
    source: text().notNull().$type<Source>(),
    title: jsonb().notNull().$type<LocalText>(),
    priceMinor: bigint('price_minor', { mode: 'number' }).notNull(),
    freeFromMinor: bigint('free_from_minor', { mode: 'number' }),
    needsAddress: boolean('needs_address').notNull(),
    charges: jsonb().notNull().default([]).$type<readonly Charge[]>(),
    classCosts: jsonb('class_costs').$type<ClassCosts>(),
    condition: jsonb().$type<Condition>(),
    zones: jsonb().notNull().$type<Zone[]>(),
    unless: jsonb().notNull().default([]).$type<Zone[]>(),
    position: integer().notNull().default(0),
    isActive: boolean('is_active').notNull().default(true),
  },
  (table) => [check('delivery_methods_price', sql`${table.priceMinor} >= 0`)],
)
