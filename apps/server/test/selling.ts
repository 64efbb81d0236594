import { randomUUID } from 'node:crypto'
import type { Order, Phone, PlaceOrder } from '@vitrina/contract'
import { sql } from 'drizzle-orm'
import type { LocalText } from '#catalog'
import { type CheckoutPorts, openLine, type PaymentMethod, payOnDelivery } from '#checkout'
import { seedDeliveryMethods } from '#delivery'
import type { CustomerId } from '#identity'
import { Cookies, type Limits, type Pepper, Refusal, transact } from '#platform'
import { openCustomersCart } from '../src/modules/cart/open-cart.ts'
import { updateCoupon } from '../src/modules/cart/store.ts'
import { cartLines, carts } from '../src/modules/cart/tables.ts'
import { offers, productCategories, products } from '../src/modules/catalog/tables.ts'
import { placeOrder } from '../src/modules/checkout/place-order.ts'
import { type UseCases, useCases } from './use-cases.ts'

export interface Selling extends UseCases {
  selling: CheckoutPorts
}

/** Paid before the goods come. */
export const inTelegram: PaymentMethod = {
  id: 'telegram',
  isPrepaid: true,
  isConfigured: () => true,
  start: async (_, { id }) => ({ invoiceLink: `https://t.me/$${id}` }),
}

/** A shop with a courier for 300 roubles, free from 5,000, a pick-up and the post; cash and prepaid. */
export async function openSelling(): Promise<Selling> {
  const on = await useCases()
  await seedDeliveryMethods(on.ctx, { currency: 'RUB' })
  return { ...on, selling: sellingBy(on.ports) }
}

/** What orders are placed with. */
export function sellingBy({ flood, pepper }: { flood: Limits; pepper: Pepper }): CheckoutPorts {
  return {
    currency: 'RUB',
    defaultLocale: 'ru',
    pictureUrl: ({ pictureId }) => `/pictures/${pictureId}`,
    deliverySource: 'file',
    paymentMethods: [payOnDelivery, inTelegram],
    cookies: new Cookies('http://127.0.0.1:3000'),
    ...{ flood, pepper },
    line: openLine(),
  }
}

type OnSale = { sku?: string; name?: LocalText; priceMinor?: number; stock?: number | null; categoryIds?: number[] }

/** Something that can be bought: ten bunches of roses for 1,000 roubles each. */
export async function sell(
  { ctx }: Pick<UseCases, 'ctx'>,
  { sku = randomUUID(), name = { ru: 'Розы' }, priceMinor = 100_000, stock = 10, categoryIds = [] }: OnSale = {},
): Promise<{ sku: string; productId: number }> {
  const texts = { name, description: {}, shortDescription: {} }
  const prices = { priceMinor, regularPriceMinor: null }
  const now = ctx.now()
  const [product] = await ctx.db
    .insert(products)
    .values({
      ...texts,
      ...prices,
      ...{ source: 'file', externalId: sku, slug: sku, attributes: [], pictures: [], hasVariations: false },
      ...{ isShown: true, inStock: true, searchText: '', createdAt: now, modifiedAt: now },
    })
    .returning({ id: products.id })
  if (!product) throw new Error('nothing was put on sale')
  await ctx.db.insert(offers).values({ sku, productId: product.id, attributes: [], ...prices, stock, inStock: true })
  for (const categoryId of categoryIds) {
    await ctx.db.insert(productCategories).values({ productId: product.id, categoryId: categoryId as never })
  }
  return { sku, productId: product.id }
}

/** New customers, as many as are asked for. */
export async function newCustomers({ ctx }: Pick<UseCases, 'ctx'>, count: number): Promise<CustomerId[]> {
  const { rows } = await ctx.db.execute<{ id: CustomerId }>(
    sql`insert into customers (name, locale, created_at, updated_at)
      select 'Анна', 'ru', now(), now() from generate_series(1, ${count}) returning id`,
  )
  return rows.map(({ id }) => id)
}

type Lines = Record<string, number>

/** A customer with these in the cart, seen at the price of now. */
export async function buyerOf(on: Selling, lines: Lines): Promise<CustomerId> {
  const [customerId] = await newCustomers(on, 1)
  if (!customerId) throw new Error('nobody came')
  await fill(on, customerId, lines)
  return customerId
}

export const fill = (on: Selling, customerId: CustomerId, lines: Lines) => fillAll(on, [{ customerId, lines }])

export async function fillAll(
  { ctx }: Pick<UseCases, 'ctx'>,
  filled: { customerId: CustomerId; lines: Lines }[],
): Promise<void> {
  const rows = filled.flatMap(({ customerId, lines }) =>
    Object.entries(lines).map(([sku, quantity]) => ({ customerId, sku, quantity })),
  )
  const owners = [...new Set(filled.map(({ customerId }) => customerId))]
  const now = ctx.now()
  await ctx.db
    .insert(carts)
    .values(owners.map((customerId) => ({ customerId, updatedAt: now })))
    .onConflictDoUpdate({ target: carts.customerId, set: { version: sql`${carts.version} + 1` } })
  await ctx.db.execute(sql`insert into ${cartLines} (cart_id, sku, quantity, seen_price_minor, added_at)
    select carts.id, sku, quantity, price_minor, ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as line("customerId" int, sku text, quantity int)
    join offers using (sku) join carts on carts.customer_id = "customerId"`)
}

export async function putCoupon({ ctx }: Pick<UseCases, 'ctx'>, customerId: CustomerId, code: string): Promise<void> {
  await transact(ctx, async (ctx) => {
    const { id } = await openCustomersCart(ctx, customerId)
    await updateCoupon(ctx.db, id, code)
  })
}

/** What is asked for by default: to the door, for cash. */
export function asking(expectedMinor: number, overrides: Partial<PlaceOrder> = {}): PlaceOrder {
  return {
    contact: { name: 'Анна', phone: '+79161234567' as Phone },
    delivery: { methodId: 'courier' },
    address: { city: 'Москва', street: 'Арбат, 1' },
    payment: { methodId: 'cash' },
    expectedTotal: { amountMinor: expectedMinor, currency: 'RUB' },
    ...overrides,
  }
}

export const place = (
  on: Pick<Selling, 'ctx' | 'selling'>,
  customerId: CustomerId,
  asked: PlaceOrder,
  key: string = randomUUID(),
) => placeOrder(on.ctx, { customerId, key, locale: 'ru', asked }, on.selling)

/** The order, or why there is none. */
export async function tryToPlace(...args: Parameters<typeof place>): Promise<{ order?: Order; refused?: Refusal }> {
  try {
    return { order: await place(...args) }
  } catch (error) {
    if (error instanceof Refusal) return { refused: error }
    throw error
  }
}

export const counted = async ({ ctx }: Pick<UseCases, 'ctx'>, table: string, where = 'true') =>
  Number(
    (await ctx.db.execute<{ count: string }>(sql.raw(`select count(*) from ${table} where ${where}`))).rows[0]?.count,
  )

/** How many of something are promised to orders. */
export async function held({ ctx }: Pick<UseCases, 'ctx'>, sku: string): Promise<number> {
  const { rows } = await ctx.db.execute<{ held: string | null }>(
    sql`select sum(quantity) as held from stock_holds where sku = ${sku}
      and (expires_at is null or expires_at > ${ctx.now()})`,
  )
  return Number(rows[0]?.held ?? 0)
}
