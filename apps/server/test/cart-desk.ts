import type { Cart } from '@vitrina/contract'
import { sql } from 'drizzle-orm'
import { inLanguage, listOffers } from '#catalog'
import type { CartContents, CartDesk, CartLine } from '#checkout'
import type { CustomerId } from '#identity'
import type { Ctx, Db } from '#platform'

/** Carts in a table of their own: the least that a checkout needs of them, and that really. */
export async function createCarts(db: Db): Promise<void> {
  await db.execute(sql`create schema carts_of_tests`)
  await db.execute(sql`create table carts_of_tests.lines (
    customer_id int, sku text, quantity int, seen_price_minor bigint, primary key (customer_id, sku))`)
  await db.execute(sql`create table carts_of_tests.coupons (customer_id int primary key, code text)`)
  await db.execute(sql`create table carts_of_tests.versions (customer_id int primary key, version int)`)
}

export const cartDesk: CartDesk = {
  contentsOf: async ({ db }, customerId) => ({
    ...toContents(await linesOf(db, customerId), await couponOf(db, customerId)),
    version: await versionOf(db, customerId),
  }),
  take: async ({ db }, { customerId, version }) => {
    const { rowCount } = await db.execute(sql`insert into carts_of_tests.versions values (${customerId}, ${version + 1})
      on conflict (customer_id) do update set version = excluded.version where versions.version = ${version}`)
    if (rowCount !== 1) return false
    await db.execute(sql`delete from carts_of_tests.lines where customer_id = ${customerId}`)
    await db.execute(sql`delete from carts_of_tests.coupons where customer_id = ${customerId}`)
    return true
  },
  add: async ({ db }, customerId, lines) => {
    for (const line of lines) await put(db, customerId, line)
  },
  read: readCart,
}

const put = (db: Db, customerId: CustomerId, { sku, quantity, seenPriceMinor }: CartLine) =>
  db.execute(sql`insert into carts_of_tests.lines values (${customerId}, ${sku}, ${quantity}, ${seenPriceMinor})
    on conflict (customer_id, sku) do update set quantity = lines.quantity + excluded.quantity,
      seen_price_minor = excluded.seen_price_minor`)

export const putCoupon = (db: Db, customerId: CustomerId, code: string) =>
  db.execute(sql`insert into carts_of_tests.coupons values (${customerId}, ${code})
    on conflict (customer_id) do update set code = excluded.code`)

type LineRow = { sku: string; quantity: number; seen_price_minor: string }

async function linesOf(db: Db, customerId: CustomerId): Promise<LineRow[]> {
  const { rows } = await db.execute<LineRow>(
    sql`select * from carts_of_tests.lines where customer_id = ${customerId} order by sku`,
  )
  return rows
}

async function versionOf(db: Db, customerId: CustomerId): Promise<number> {
  const { rows } = await db.execute<{ version: number }>(
    sql`select version from carts_of_tests.versions where customer_id = ${customerId}`,
  )
  return rows[0]?.version ?? 0
}

async function couponOf(db: Db, customerId: CustomerId): Promise<string | null> {
  const { rows } = await db.execute<{ code: string }>(
    sql`select code from carts_of_tests.coupons where customer_id = ${customerId}`,
  )
  return rows[0]?.code ?? null
}

function toContents(rows: LineRow[], couponCode: string | null): Omit<CartContents, 'version'> {
  const lines = rows.map(({ sku, quantity, seen_price_minor }) => ({
    sku,
    quantity,
    seenPriceMinor: Number(seen_price_minor),
  }))
  return { lines, couponCode }
}

async function readCart(ctx: Ctx, customerId: CustomerId): Promise<Cart> {
  const { lines } = await cartDesk.contentsOf(ctx, customerId)
  const skus = lines.map(({ sku }) => sku)
  const offers = new Map((await listOffers(ctx.db, skus, ctx.now())).map((offer) => [offer.sku, offer]))
  const money = (amountMinor: number) => ({ amountMinor, currency: 'RUB' })
  const items = lines.flatMap(({ sku, quantity }) => {
    const offer = offers.get(sku)
    if (!offer) return []
    const { slug: productSlug, available, priceMinor } = offer
    const name = inLanguage(offer.name, 'ru', 'ru')
    const [unitPrice, lineTotal] = [money(priceMinor), money(priceMinor * quantity)]
    return [{ sku, productSlug, name, quantity, unitPrice, lineTotal, available }]
  })
  const goods = money(items.reduce((sum, { lineTotal }) => sum + lineTotal.amountMinor, 0))
  const problems = lines.flatMap(({ sku, seenPriceMinor }) => {
    const price = offers.get(sku)?.priceMinor
    return price !== undefined && price !== seenPriceMinor
      ? [{ code: 'price_changed' as const, sku, price: money(price) }]
      : []
  })
  return { items, totals: { goods, discount: money(0), total: goods }, problems }
}
