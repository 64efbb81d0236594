import type { OrderStatus } from '@vitrina/contract'
import { words as shelves } from '@vitrina/contract/words/site/ru-shop'
import { sql } from 'drizzle-orm'
import type { Frame, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { CustomerId } from '#identity'
import { moveOrder, type OrderId } from '#orders'
import type { Database } from '#platform'
import { testCtx } from '../ctx.ts'
import { fillAll } from '../selling.ts'
import { basketWords, fillAddress, orderWords } from './buying.ts'

/** Where somebody who is signed in looks at the shop: a page of its own, or the frame of the Mini App. */
export interface Stage {
  page: Page
  frame: Frame
  customerId: CustomerId
  database: Database
  url: string
}

export interface State {
  state: string
  /** Only what is narrow has it. */
  isNarrow?: true
  reach: (stage: Stage) => Promise<unknown>
}

/** For doing what the merchant does; what is to be told of it afterwards is nobody's business here. */
const backstage = ({ database }: Pick<Stage, 'database'>) => ({
  ctx: { ...testCtx(database.db), now: () => new Date(), jobs: { send: async () => {}, publish: async () => {} } },
})

/** Not until the last picture has come: each has its place before. */
const open = ({ frame, url }: Stage, path: string) => frame.goto(`${url}${path}`, { waitUntil: 'domcontentloaded' })

const go = (path: string, seen: string) => async (stage: Stage) => {
  await open(stage, path)
  await stage.frame.locator(seen).first().waitFor()
  await stage.frame.locator('.card-shape').first().waitFor({ state: 'detached' })
}

/** The page at a path while whatever it has to show does not come. */
const awaitShapes = (path: string, seen: string) => async (stage: Stage) => {
  await stage.page.route(/\/api\/(?:products|categories|banners|cart|favorites|orders)/, () => {})
  await open(stage, path)
  await stage.frame.locator(seen).first().waitFor()
}

const ROSES = 'RED-ROSES-25'
const VASE = 'ALOE'

/** Just these in the cart, seen at the prices of now. */
async function fillCart(stage: Stage, lines: Record<string, number>): Promise<void> {
  const { customerId, database } = stage
  await database.db.execute(sql`delete from cart_lines using carts
    where carts.id = cart_lines.cart_id and carts.customer_id = ${customerId}`)
  await database.db.execute(sql`update carts set coupon_code = null where customer_id = ${customerId}`)
  if (Object.keys(lines).length > 0) await fillAll(backstage(stage), [{ customerId, lines }])
}

const openCart = async (stage: Stage, lines: Record<string, number>) => {
  await fillCart(stage, lines)
  await go('/cart', '.cart-lines:not(.ghost) .line-name')(stage)
}

async function openEmptyCart(stage: Stage): Promise<void> {
  await fillCart(stage, {})
  await go('/cart', '.dead-end')(stage)
}

/** Too few, a price of before, nothing left, gone from the shop, and a coupon that nobody gave out. */
async function openTroubledCart(stage: Stage): Promise<void> {
  const { customerId, database } = stage
  await fillCart(stage, { [ROSES]: 500, [VASE]: 1, 'PEONIES-PINK': 1 })
  await database.db.execute(sql`update cart_lines set seen_price_minor = 100 where sku = ${VASE}`)
  await database.db.execute(sql`update carts set coupon_code = 'NOTHING' where customer_id = ${customerId}`)
  await database.db.execute(sql`insert into cart_lines select cart_id, 'GONE', 1, 100, added_at from cart_lines
    where sku = 'PEONIES-PINK'`)
  await database.db.execute(sql`update cart_lines set sku = 'PEONIES-WHITE' where sku = 'PEONIES-PINK'`)
  await go('/cart', '.line-problem.bad')(stage)
}

async function takeOut(stage: Stage): Promise<void> {
  await openCart(stage, { [ROSES]: 1, [VASE]: 1 })
  await stage.frame
    .locator('.line')
    .first()
    .getByRole('button', { name: /Убрать|Удалить/ })
    .click()
  await stage.frame.locator('.line.removed').waitFor()
}

/** With something in the cart; where to and how it is paid are still to be said. */
async function openCheckout(stage: Stage): Promise<void> {
  await fillCart(stage, { [VASE]: 2 })
  await go('/checkout', '.totals-whole')(stage)
}

/** The page's own button, or Telegram's below it. */
async function pressOrder({ page, frame }: Stage): Promise<void> {
  const button =
    frame === page.mainFrame()
      ? page.locator('.checkout-way button:visible, .act-bar button:visible').first()
      : page.locator('.mini-app-main')
  await button.click()
}

async function fillContact({ frame }: Stage): Promise<void> {
  // The form keeps what was typed, and an earlier state leaves it empty.
  await frame.locator('[name=name]').fill('Анна')
  await frame.locator('[name=phone]').fill('+79161234567')
  await fillAddress(frame)
}

async function refuseForm(stage: Stage): Promise<void> {
  await openCheckout(stage)
  for (const field of await stage.frame.getByRole('textbox').all()) await field.fill('')
  await pressOrder(stage)
  await stage.frame.locator('.field-said.bad').first().waitFor()
}

const change =
  (change: ReturnType<typeof sql>) =>
  ({ database }: Stage) =>
    database.db.execute(change)

/** An order that something came between, after the total was shown. */
const orderAfter = (happens: (stage: Stage) => unknown, seen: string) => async (stage: Stage) => {
  await openCheckout(stage)
  await fillContact(stage)
  await happens(stage)
  await pressOrder(stage)
  await stage.frame.locator(seen).first().waitFor()
  // A total that is being asked for anew is pale until it has come.
  await stage.frame.locator('.totals.stale').waitFor({ state: 'detached' })
}

const loseAnswers = ({ page }: Stage) =>
  page.route('**/api/orders', (route) => (route.request().method() === 'POST' ? route.abort() : route.fallback()))

async function order(stage: Stage): Promise<void> {
  await openCheckout(stage)
  await fillContact(stage)
  await stage.frame.getByLabel(basketWords.ru.checkout.comment).fill('Позвоните за час')
  await pressOrder(stage)
  await stage.frame.locator('.timeline').waitFor()
}

async function lastOrder({ database, customerId }: Stage): Promise<{ id: OrderId; number: number }> {
  const { rows } = await database.db.execute<{ id: OrderId; number: number }>(
    sql`select id, number from orders where customer_id = ${customerId} order by number desc limit 1`,
  )
  if (!rows[0]) throw new Error('nothing was ordered')
  return rows[0]
}

const openOrder = (to?: OrderStatus) => async (stage: Stage) => {
  const { id, number } = await lastOrder(stage)
  // Whose news are taken as they are.
  if (to) await moveOrder(backstage(stage).ctx, id, { to, actor: { kind: 'woocommerce', id: null } })
  await go(`/orders/${number}`, '.timeline .now')(stage)
}

/** The goods wait for its money. */
async function openUnpaid(stage: Stage): Promise<void> {
  const { id } = await lastOrder(stage)
  await stage.database.db.execute(
    sql`update orders set status = 'placed', payment_method_id = 'telegram', pay_by = now() + interval '1 hour' where id = ${id}`,
  )
  await openOrder()(stage)
}

async function askToCancel(stage: Stage): Promise<void> {
  await order(stage)
  await stage.frame.getByRole('button', { name: orderWords.ru.cancel, exact: true }).click()
  await stage.frame.getByRole('dialog').waitFor()
}

async function keepAside(stage: Stage): Promise<void> {
  await go('/catalog', '.product-card')(stage)
  // The page shows at once what the server only hears of.
  const heard = () => stage.page.waitForResponse(/\/api\/favorites\//)
  for (const nth of [0, 1, 2]) await Promise.all([heard(), stage.frame.locator('.heart').nth(nth).click()])
  await stage.frame.locator('.header .count, .tabs .count').first().waitFor({ state: 'attached' })
  await go('/favorites', '.product-card')(stage)
}

async function loseConnection(stage: Stage): Promise<void> {
  await go('/catalog', '.product-card')(stage)
  await stage.page.context().setOffline(true)
  await stage.frame.locator('.offline p').waitFor()
}

async function followWithout(stage: Stage): Promise<void> {
  await loseConnection(stage)
  await stage.frame.locator('.product-card a').first().click()
  await stage.frame.locator('.dead-end').waitFor()
}

async function openFilters(stage: Stage): Promise<void> {
  await go('/category/roses?onSale=true', '.product-card')(stage)
  await stage.frame.locator('.filter-open').click()
  await stage.frame.getByRole('dialog').waitFor()
}

async function typeSearch(stage: Stage): Promise<void> {
  await go('/catalog', '.product-card')(stage)
  await stage.frame.getByRole('combobox').first().pressSequentially('роз')
  await stage.frame.getByRole('option').first().waitFor()
}

async function turnGallery(stage: Stage): Promise<void> {
  await go('/product/red-roses', '.gallery')(stage)
  // Until the page has drawn its first picture it goes back to it.
  await expect
    .poll(async () => {
      await stage.frame.locator('.gallery-strip').evaluate((strip: any) => strip.scrollTo({ left: strip.clientWidth }))
      return stage.frame.getByText(shelves.product.picture(2, 2)).count()
    })
    .toBe(1)
}

/** Everything that the shop shows to a customer; in this order, for some begin where another ends. */
export const states: State[] = [
  { state: 'the front', reach: go('/', '.card-shelf .product-card') },
  { state: 'the front on its way', reach: awaitShapes('/', '.card-shape') },
  { state: 'a list', reach: go('/catalog', '.product-card') },
  { state: 'a list that is narrowed', reach: go('/category/roses?onSale=true&inStock=true', '.filter-chosen') },
  { state: 'the filters', isNarrow: true, reach: openFilters },
  { state: 'a list with nothing left', reach: go('/category/roses?maxPrice=1', '.listing-nothing') },
  { state: 'a list on its way', reach: awaitShapes('/catalog', '.card-shape') },
  { state: 'a search with hints', reach: typeSearch },
  { state: 'what was found', reach: go('/catalog?q=roz', '.product-card') },
  { state: 'nothing found', reach: go('/catalog?q=qwxzjkq', '.listing-nothing') },
  { state: 'a category that is not there', reach: go('/category/none', '.dead-end') },
  { state: 'a product with variations', reach: go('/product/red-roses', '.options') },
  { state: 'a variation that is sold out', reach: go('/product/peonies?sku=PEONIES-WHITE', '.options') },
  { state: 'a product that is sold out', reach: go('/product/kitten', '.buying') },
  { state: 'another picture of a product', reach: turnGallery },
  { state: 'a product on its way', reach: awaitShapes('/product/aloe', '.gallery-shape') },
  { state: 'a product that is not there', reach: go('/product/none', '.dead-end') },
  { state: 'no favourites', reach: go('/favorites', '.favorites-empty') },
  { state: 'favourites', reach: keepAside },
  { state: 'favourites on their way', reach: awaitShapes('/favorites', '.card-shape') },
  { state: 'an empty cart', reach: openEmptyCart },
  { state: 'a cart', reach: (stage) => openCart(stage, { [ROSES]: 2, [VASE]: 1 }) },
  { state: 'a cart with everything wrong', reach: openTroubledCart },
  { state: 'a cart that something was taken out of', reach: takeOut },
  { state: 'a cart on its way', reach: awaitShapes('/cart', '.line.ghost') },
  { state: 'no orders', reach: go('/orders', '.dead-end') },
  { state: 'the checkout', reach: openCheckout },
  { state: 'a checkout that lacks everything', reach: refuseForm },
  {
    state: 'a total that changed',
    reach: orderAfter(
      change(sql`update offers set price_minor = price_minor + 100 where sku = ${VASE}`),
      '.obstacles .notice',
    ),
  },
  {
    state: 'goods that ran out at the checkout',
    reach: orderAfter(change(sql`update offers set stock = 1 where sku = ${VASE}`), '.obstacles .notice'),
  },
  {
    state: 'an order whose answer was lost',
    reach: async (stage) => {
      await change(sql`update offers set stock = 1000 where sku = ${VASE}`)(stage)
      await orderAfter(loseAnswers, '.obstacles .notice')(stage)
    },
  },
  { state: 'an order that was just placed', reach: order },
  { state: 'an order about to be cancelled', reach: askToCancel },
  { state: 'an order that waits for its money', reach: openUnpaid },
  ...(['on_hold', 'processing', 'completed', 'refunded', 'cancelled', 'failed'] as const).map((status) => ({
    state: `an order that is ${status}`,
    reach: openOrder(status),
  })),
  { state: 'an order that is not there', reach: go('/orders/999999998', '.dead-end') },
  { state: 'all orders', reach: go('/orders', '.order-row') },
  { state: 'orders on their way', reach: awaitShapes('/orders', '.skeleton') },
  { state: 'the cabinet', reach: go('/account', '.device') },
  { state: 'a page of the merchant', reach: go('/pages/delivery', '.html-text') },
  { state: 'a page that is not there', reach: go('/pages/none', '.dead-end') },
  { state: 'an address that is not there', reach: go('/no-such-page', '.dead-end') },
  { state: 'a shop without a connection', reach: loseConnection },
  { state: 'what cannot be had without a connection', reach: followWithout },
]
