import { and, eq, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '#platform'
import { held, heldStill, isToBeHadNow, toBeHad } from './availability.ts'
import type { ProductId, Source } from './model.ts'
import { offers, products, stockHolds } from './tables.ts'

/** An offer as its source names it, with what there is of it. */
export interface StockNews {
  productExternalId: string
  /** Null: the only offer of a product without variations. */
  externalId: string | null
  /** Null: not counted. */
  stock: number | null
  /** Of what is not counted: whether it is to be had. */
  inStock: boolean
}

export interface ChangedStock {
  sku: string
  productId: ProductId
  /** Whether it could be bought before, or can be now. */
  was: boolean
  is: boolean
}

const buyable = sql`offers.gone_at is null and offers.price_minor is not null`

/** Offers of a source by what it calls them, kept to the transaction in the order of their skus (G4). */
export async function lockOffersOf(db: Db, source: Source, news: readonly StockNews[]): Promise<void> {
  const ids = sql.param([...new Set(news.map(({ productExternalId }) => productExternalId))])
  await db
    .select({ sku: offers.sku })
    .from(offers)
    .innerJoin(products, eq(products.id, offers.productId))
    .where(and(eq(products.source, source), sql`${products.externalId} = any(${ids}::text[])`))
    .orderBy(offers.sku)
    .for('no key update', { of: offers })
}

/** Another stock than was known has in it what was handed over: it is held here no more. */
export async function updateStock(db: Db, source: Source, news: readonly StockNews[]): Promise<ChangedStock[]> {
  const { rows } = await db.execute<ChangedStock & Record<string, unknown>>(sql`
    with before as (
      select offers.sku, offers.stock, offers.in_stock, news.stock as "newStock", news."inStock"
      from jsonb_to_recordset(${JSON.stringify(news)}) as news (
        "productExternalId" text, "externalId" text, stock int, "inStock" bool)
      join products on products.source = ${source} and products.external_id = news."productExternalId"
      join offers on offers.product_id = products.id and offers.external_id is not distinct from news."externalId"
      where (offers.stock, offers.in_stock) is distinct from (news.stock, news."inStock") and offers.gone_at is null),
    told as (
      delete from stock_holds using before where stock_holds.sku = before.sku and stock_holds.is_handed_over)
    update offers set stock = before."newStock", in_stock = before."inStock"
    from before where offers.sku = before.sku
    returning offers.sku, offers.product_id as "productId",
      ${buyable} and ${toBeHad(sql`before.stock - ${held}`, sql`before.in_stock`)} as was,
      ${buyable} and ${toBeHad(sql`offers.stock - ${heldStill}`)} as is`)
  return rows
}

/** Adds to what is counted of our own, or takes off it, by sku; the caller has locked them. */
export async function addToStock(
  db: Db,
  changes: readonly { sku: string; quantity: number }[],
): Promise<ChangedStock[]> {
  const { rows } = await db.execute<ChangedStock & Record<string, unknown>>(sql`
    update offers set stock = offers.stock + change.quantity
    from products, jsonb_to_recordset(${JSON.stringify(changes)}) as change (sku text, quantity int)
    where offers.sku = change.sku and products.id = offers.product_id and products.source = 'file'
      and offers.stock is not null
    returning offers.sku, offers.product_id as "productId",
      ${buyable} and ${toBeHad(sql`offers.stock - change.quantity - ${held}`)} as was,
      ${buyable} and ${isToBeHadNow} as is`)
  return rows
}

/** Keeps the offers of which something is held for an order to the transaction, in the order of their skus (G4). */
export async function lockHeldFor(db: Db, orderId: string): Promise<void> {
  await db.execute(sql`
    select from offers where sku in (select sku from stock_holds where order_id = ${orderId})
    order by sku for no key update`)
}

/** Ends what is held for an order; the caller has locked the offers. */
export function freeHolds(db: Db, orderId: string): Promise<ChangedStock[]> {
  return free(db, eq(stockHolds.orderId, orderId))
}

async function free(db: Db, which: SQL | undefined): Promise<ChangedStock[]> {
  // What a statement deletes it still sees: `held` is with it.
  const { rows } = await db.execute<ChangedStock & Record<string, unknown>>(sql`
    with deleted as (delete from stock_holds where ${which} returning sku, quantity),
    freed as (select sku, sum(quantity) as quantity from deleted group by sku)
    select offers.sku, offers.product_id as "productId", ${buyable} and ${isToBeHadNow} as was,
      ${buyable} and ${toBeHad(sql`offers.stock - ${held} + freed.quantity`)} as is
    from freed join offers on offers.sku = freed.sku`)
  return rows
}

/** Of these products, those of which something is held. */
export async function listHeldProducts(db: Db, productIds: readonly ProductId[]): Promise<ProductId[]> {
  const { rows } = await db.execute<{ id: ProductId }>(sql`
    select distinct offers.product_id as id from stock_holds join offers on offers.sku = stock_holds.sku
    where offers.product_id = any(${sql.param([...productIds])}::int[])`)
  return rows.map(({ id }) => id)
}

/** Notes for the lists what these products cost and whether anything of them is to be had, as `sumUp` has it. */
export async function updateSums(db: Db, productIds: readonly ProductId[]): Promise<void> {
  const those = sql`any(${sql.param([...new Set(productIds)])}::int[])`
  // A statement of its own, so that the next one sees what another has sold meanwhile: of two who buy the last of
  // two variations each would leave the other's in the list. In the order in which news of products are written.
  await db.execute(sql`
    select from products where id = ${those} order by external_id collate "C" for no key update`)
  await db.execute(sql`
    with sums as (
      select distinct on (product_id) product_id, price_minor, regular_price_minor, ${isToBeHadNow} as is_had
      from offers where product_id = ${those} and ${buyable}
      order by product_id, is_had desc, price_minor, position, sku)
    update products set
      price_minor = sums.price_minor, regular_price_minor = sums.regular_price_minor, in_stock = sums.is_had
    from sums where products.id = sums.product_id
      and (products.price_minor, products.regular_price_minor, products.in_stock)
        is distinct from (sums.price_minor, sums.regular_price_minor, sums.is_had)`)
}

/** Which of these products are shown to buyers. */
export async function findShown(db: Db, productIds: readonly ProductId[]): Promise<Set<ProductId>> {
  const rows = await db
    .select({ id: products.id })
    .from(products)
    .where(
      and(
        sql`${products.id} = any(${sql.param([...productIds])}::int[])`,
        eq(products.isShown, true),
        sql`${products.goneAt} is null`,
      ),
    )
  return new Set(rows.map(({ id }) => id))
}

/** What is held of our own for an order, in the order of skus. */
export function listOwnHolds(db: Db, orderId: string): Promise<{ sku: string; quantity: number }[]> {
  return db
    .select({ sku: stockHolds.sku, quantity: stockHolds.quantity })
    .from(stockHolds)
    .innerJoin(offers, eq(offers.sku, stockHolds.sku))
    .innerJoin(products, eq(products.id, offers.productId))
    .where(and(eq(stockHolds.orderId, orderId), eq(products.source, 'file')))
    .orderBy(stockHolds.sku)
}

export async function deleteHoldsOf(db: Db, orderId: string, skus: readonly string[]): Promise<void> {
  const those = sql`${stockHolds.sku} = any(${sql.param([...skus])}::text[])`
  await db.delete(stockHolds).where(and(eq(stockHolds.orderId, orderId), those))
}

// What waits for money is given back by whoever ends its order, and that is told of; a day later nobody will.
const FORGOTTEN_MS = 24 * 3600_000

const ended = (now: Date) =>
  or(
    and(stockHolds.isHandedOver, lt(stockHolds.expiresAt, now)),
    lt(stockHolds.expiresAt, new Date(now.getTime() - FORGOTTEN_MS)),
  )

/** Of which offers something is held that has ended. */
export async function listEndedHolds(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db.selectDistinct({ sku: stockHolds.sku }).from(stockHolds).where(ended(now)).limit(limit)
  return rows.map(({ sku }) => sku)
}

/** Ends that of these offers, which the caller has locked. */
export function freeEndedHolds(db: Db, now: Date, skus: readonly string[]): Promise<ChangedStock[]> {
  return free(db, and(ended(now), sql`${stockHolds.sku} = any(${sql.param([...skus])}::text[])`))
}

/** Ends what was handed over of these offers: their source has told of another stock, which has that in it. */
export async function deleteHandedOver(db: Db, skus: readonly string[]): Promise<void> {
  const those = sql`${stockHolds.sku} = any(${sql.param([...skus])}::text[])`
  await db.delete(stockHolds).where(and(stockHolds.isHandedOver, those))
}
