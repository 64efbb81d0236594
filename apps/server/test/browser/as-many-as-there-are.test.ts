import { words as ru } from '@vitrina/contract/words/site/ru'
import { words } from '@vitrina/contract/words/site/ru-shop'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Shop } from '../harness.ts'
import { cartAtServer, putInCart, setStock } from './buying.ts'
import { heading } from './registering.ts'
import { test } from './stocked.ts'
import { describe } from './visit.ts'

const SKU = 'RED-ROSES-51'
const THERE = 4

const buying = (site: Page) => site.locator('.buying-ways')
const add = (site: Page) => buying(site).getByRole('button', { name: words.cart.add, exact: true })
const more = (site: Page) => buying(site).getByRole('button', { name: words.cart.more })
const less = (site: Page) => buying(site).getByRole('button', { name: words.cart.less })
const shown = (site: Page) => expect.poll(() => buying(site).locator('output').innerText())
const kept = (site: Page, shop: Shop) =>
  expect.poll(async () => (await cartAtServer({ context: site.context(), shop })).items[0]?.quantity)

/** The page of roses of which there are so many. */
async function openRoses(site: Page, shop: Shop, there = THERE): Promise<void> {
  await setStock(shop, SKU, there)
  await site.goto(`${shop.url}/product/red-roses?sku=${SKU}`)
  await heading(site, 'Красные розы').waitFor()
}

describe('the page of a product', () => {
  test('says how many there are once all of them are in the cart, and takes no more', async ({ site, goods }) => {
    await openRoses(site, goods)
    await add(site).click()
    for (let quantity = 2; quantity <= THERE; quantity++) {
      await more(site).click()
      await shown(site).toBe(String(quantity))
    }
    await buying(site).getByText(words.cart.most(THERE)).waitFor()
    await more(site).press('Enter')
    await shown(site).toBe(String(THERE))
    await kept(site, goods).toBe(THERE)
    await less(site).click()
    await buying(site).getByText(words.cart.most(THERE)).waitFor({ state: 'detached' })
    await kept(site, goods).toBe(THERE - 1)
  })

  test('puts all that there are into the cart when more were asked for before it knew', async ({ site, goods }) => {
    await openRoses(site, goods)
    const pressed = Promise.withResolvers<void>()
    await site.route('**/api/cart/items/**', (route) => pressed.promise.then(() => route.continue()))
    await add(site).click()
    for (let presses = 0; presses < THERE + 2; presses++) await more(site).click()
    pressed.resolve()
    await buying(site).getByText(words.cart.most(THERE)).waitFor()
    await shown(site).toBe(String(THERE))
    await kept(site, goods).toBe(THERE)
    await site
      .locator('.header')
      .getByRole('link', { name: ru.header.cartOf(THERE) })
      .waitFor()
  })

  test('leaves more than there is as it was asked for, and goes down to what there is (G11)', async ({
    site,
    goods,
    context,
  }) => {
    await putInCart({ shop: goods, context }, SKU, THERE + 5)
    await setStock(goods, SKU, THERE)
    // Where this browser learns of it.
    await site.goto(`${goods.url}/cart`)
    await site.locator('.line-problem').waitFor()
    await openRoses(site, goods)
    await buying(site).getByText(words.cart.short(THERE)).waitFor()
    await shown(site).toBe(String(THERE + 5))
    await more(site).press('Enter')
    await kept(site, goods).toBe(THERE + 5)
    await less(site).click()
    await buying(site).getByText(words.cart.most(THERE)).waitFor()
    await kept(site, goods).toBe(THERE)
  })

  test('takes more once there are more', async ({ site, goods }) => {
    await openRoses(site, goods, 1)
    await add(site).click()
    await buying(site).getByText(words.cart.most(1)).waitFor()
    await setStock(goods, SKU, 2)
    await more(site).press('Enter')
    await buying(site).getByText(words.cart.most(1)).waitFor({ state: 'detached' })
    await more(site).click()
    await kept(site, goods).toBe(2)
  })
})
