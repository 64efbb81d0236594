import type { Cart, Locale, ProductCard } from '@vitrina/contract'
import { words as enBasket } from '@vitrina/contract/words/site/en-basket'
import { words as enOrders } from '@vitrina/contract/words/site/en-orders'
import { words as ruBasket } from '@vitrina/contract/words/site/ru-basket'
import { words as ruOrders } from '@vitrina/contract/words/site/ru-orders'
import { words as uzBasket } from '@vitrina/contract/words/site/uz-basket'
import { words as uzOrders } from '@vitrina/contract/words/site/uz-orders'
import { sql } from 'drizzle-orm'
import type { BrowserContext, Frame, Page } from 'playwright-core'
import { moveOrder, type OrderId } from '#orders'
import { testCtx } from '../ctx.ts'
import type { Shop } from '../harness.ts'
import { sell } from '../selling.ts'
import { confirmInTelegram, fillForm, heading, type Registering, sendForm, siteWords, somebody } from './registering.ts'

export const basketWords = { ru: ruBasket, uz: uzBasket, en: enBasket }
export const orderWords = { ru: ruOrders, uz: uzOrders, en: enOrders }

interface Stage {
  site: Page
  shop: Shop
  context: BrowserContext
}

/** What is to be told of it afterwards is nobody's business here. */
const untold = { send: async () => {}, publish: async () => {} }

/** For doing what the merchant does. */
export const backstage = (shop: Shop) => ({
  ctx: { ...testCtx(shop.database.db), now: () => new Date(), jobs: untold },
})

export const peonies = { ru: 'Пионы «Рассвет», 15 шт.', uz: 'Pionlar, 15 dona', en: 'Peonies, 15 stems' }

export const putOnSale = (shop: Shop, on: Parameters<typeof sell>[1] = {}) =>
  sell(backstage(shop), { name: peonies, ...on })

/** Puts it into the cart of a guest with this browser, as the button of a product does. */
export async function putInCart({ context, shop }: Omit<Stage, 'site'>, sku: string, quantity = 1): Promise<void> {
  const path = `${shop.url}/api/cart/items/${encodeURIComponent(sku)}`
  const answer = await context.request.put(path, { data: { quantity } })
  if (!answer.ok()) throw new Error(`nothing was put into the cart: ${answer.status()} ${await answer.text()}`)
}

/** The cart of this browser as the server has it: the page counts what is still on its way. */
export async function cartAtServer({ context, shop }: Omit<Stage, 'site'>): Promise<Cart> {
  return (await context.request.get(`${shop.url}/api/cart`)).json()
}

/** The slugs of what is liked in this browser as the server has it. */
export async function likedAtServer({ context, shop }: Omit<Stage, 'site'>): Promise<string[]> {
  const { items } = await (await context.request.get(`${shop.url}/api/favorites`)).json()
  return items.map(({ slug }: ProductCard) => slug)
}

/** From the sign-in that the checkout leads to, through Telegram, back to the checkout. */
export async function signInToOrder(stage: Omit<Stage, 'context'>, locale: Locale = 'ru'): Promise<Registering> {
  const person = await signInOnTheWay(stage, locale)
  await heading(stage.site, basketWords[locale].checkout.heading).waitFor()
  return person
}

/** From the sign-in that a page led to, as somebody new, through Telegram. */
export async function signInOnTheWay(
  { site, shop }: Omit<Stage, 'context'>,
  locale: Locale = 'ru',
): Promise<Registering> {
  const person = somebody({ locale })
  const words = siteWords[locale]
  await site.getByRole('link', { name: words.login.register, exact: true }).click()
  await fillForm(site, person)
  await sendForm(site, person)
  const { code } = await confirmInTelegram({ site, shop }, person)
  await site.getByLabel(words.field.code).pressSequentially(code)
  return person
}

/** Somebody new at the checkout, signed in, with this in the cart. */
export async function reachCheckout(stage: Stage, lines: Record<string, number>, locale: Locale = 'ru') {
  for (const [sku, quantity] of Object.entries(lines)) await putInCart(stage, sku, quantity)
  await stage.site.goto(`${stage.shop.url}/checkout`)
  return signInToOrder(stage, locale)
}

const STREET = 'Арбат, 1, кв. 7'

/** Says where to, and waits for the total of that: the page asks for it when the typing rests. */
export async function fillAddress(site: Page | Frame, locale: Locale = 'ru'): Promise<void> {
  const { checkout } = basketWords[locale]
  const street = site.getByLabel(checkout.street, { exact: true })
  // What is there already would be asked about no more.
  await street.fill('')
  const page = 'page' in site ? site.page() : site
  const told = page.waitForResponse(
    (answer) =>
      answer.url().endsWith('/api/checkout/quote') && answer.request().postDataJSON()?.address?.street === STREET,
  )
  await site.getByLabel(checkout.city, { exact: true }).fill('Москва')
  await street.fill(STREET)
  await told
}

/** The button that orders, with the sum on it. */
export const orderButton = (site: Page) => site.locator('.checkout-way button:visible, .act-bar button:visible').first()

/** Orders it and comes to its page. */
export async function placeOrder(site: Page): Promise<string> {
  await site
    .getByRole('button', { name: /1[\s\u00a0]?300/ })
    .first()
    .waitFor()
  await orderButton(site).click()
  return arrivedAt(site)
}

/** The number of the order whose page is open. */
export async function arrivedAt(site: Page): Promise<string> {
  await site.waitForURL(/\/orders\/\d+$/)
  await site.locator('.timeline').waitFor()
  return new URL(site.url()).pathname.split('/').at(-1) ?? ''
}

export async function move(shop: Shop, number: string, to: 'processing' | 'completed' | 'cancelled'): Promise<void> {
  const { rows } = await shop.database.db.execute<{ id: OrderId }>(
    sql`select id from orders where number = ${Number(number)}`,
  )
  const id = rows[0]?.id
  if (!id) throw new Error(`there is no order ${number}`)
  await moveOrder(backstage(shop).ctx, id, { to, actor: { kind: 'staff', id: '1' } })
}

export async function countOrders(shop: Shop): Promise<number> {
  const { rows } = await shop.database.db.execute<{ count: string }>(sql`select count(*) from orders`)
  return Number(rows[0]?.count)
}

export async function setPrice(shop: Shop, sku: string, priceMinor: number): Promise<void> {
  await shop.database.db.execute(sql`update offers set price_minor = ${priceMinor} where sku = ${sku}`)
}

export async function setStock(shop: Shop, sku: string, stock: number): Promise<void> {
  await shop.database.db.execute(sql`update offers set stock = ${stock}, in_stock = ${stock > 0} where sku = ${sku}`)
}
