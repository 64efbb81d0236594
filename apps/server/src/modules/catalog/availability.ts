import { type SQL, sql } from 'drizzle-orm'

const sumOf = (which: SQL) =>
  sql`(select coalesce(sum(hold.quantity), 0) from stock_holds hold where hold.sku = offers.sku${which})`

/**
 * What is held of a row of `offers` for orders. What has ended by the clock counts here until it is swept: lists and
 * caches change by what happens, and the end of a minute is nothing that happens. A cart looks at the clock itself.
 */
export const held = sumOf(sql``)
/** The same without what was handed over to its source, which has told of its stock by now. */
export const heldStill = sumOf(sql` and not hold.is_handed_over`)

/** Whether there is any of a row of `offers`, so much of its stock being free; null of what is not counted. */
export const toBeHad = (free: SQL, inStock: SQL = sql`offers.in_stock`) => sql`coalesce(${free} > 0, ${inStock})`

/** The same of what it has now. */
export const isToBeHadNow = toBeHad(sql`offers.stock - ${held}`)
