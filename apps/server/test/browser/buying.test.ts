import { words as ru } from '@vitrina/contract/words/site/ru'
import { expect } from 'vitest'
import {
  arrivedAt,
  basketWords,
  cartAtServer,
  countOrders,
  fillAddress,
  orderButton,
  orderWords,
  peonies,
  placeOrder,
  putInCart,
  putOnSale,
  reachCheckout,
  setPrice,
  setStock,
  signInToOrder,
} from './buying.ts'
import { keepScreen, screens } from './chromium.ts'
import { heading } from './registering.ts'
import { describe, test } from './visit.ts'

const { cart: cartWords, checkout: checkoutWords } = basketWords.ru
const amount = (roubles: string) => new RegExp(roubles.replace(' ', '[\\s\u00a0]?'))

describe('a guest', () => {
  test('fills the cart, signs in through Telegram on the way and orders, on a phone (E6)', async ({ open, shop }) => {
    const { context, complaints } = await open({ ...screens.phone, locale: 'ru' })
    const site = await context.newPage()
    const { sku } = await putOnSale(shop)
    await putInCart({ context, shop }, sku, 2)
    await site.goto(`${shop.url}/cart`)
    await site.getByRole('link', { name: peonies.ru }).waitFor()
    await keepScreen(site, 'phone-ru-cart')
    await site.getByRole('link', { name: cartWords.checkout }).click()
    await heading(site, ru.login.heading).waitFor()
    const person = await signInToOrder({ site, shop })
    expect(await site.getByLabel(ru.field.name, { exact: true }).inputValue()).toBe(person.name)
    await site.getByRole('button', { name: amount('2 300') }).waitFor()
    await fillAddress(site)
    await keepScreen(site, 'phone-ru-checkout')
    await orderButton(site).click()
    const number = await arrivedAt(site)
    await heading(site, orderWords.ru.lately).waitFor()
    await keepScreen(site, 'phone-ru-order')
    await site.goto(`${shop.url}/orders`)
    await site.getByRole('link', { name: orderWords.ru.number(number) }).waitFor()
    await site.goto(`${shop.url}/cart`)
    await heading(site, cartWords.emptyHeading).waitFor()
    expect(complaints).toEqual([])
  })

  test('is told what is missing where it is missing, and nothing is ordered', async ({ site, shop, context }) => {
    const { sku } = await putOnSale(shop)
    const before = await countOrders(shop)
    await reachCheckout({ site, shop, context }, { [sku]: 1 })
    await site.getByRole('button', { name: amount('1 300') }).waitFor()
    await site.getByLabel(ru.field.name, { exact: true }).fill('')
    await orderButton(site).click()
    await site.getByText(checkoutWords.cityRequired).waitFor()
    await site.getByText(ru.field.errors.name_required).waitFor()
    await expect.poll(() => site.evaluate('document.activeElement.name')).toBe('name')
    expect(await countOrders(shop)).toBe(before)
  })

  test('finds what was typed at the checkout after a reload', async ({ site, shop, context }) => {
    const { sku } = await putOnSale(shop)
    await reachCheckout({ site, shop, context }, { [sku]: 1 })
    await fillAddress(site)
    await site.getByRole('radio', { name: /почт/i }).check()
    await site.reload()
    await expect.poll(() => site.getByLabel(checkoutWords.city, { exact: true }).inputValue()).toBe('Москва')
    expect(await site.getByRole('radio', { name: /почт/i }).isChecked()).toBe(true)
  })
})

describe('the cart', () => {
  test('takes other numbers at once, and what was taken out back in (E5)', async ({ site, shop, context }) => {
    const { sku } = await putOnSale(shop)
    const other = await putOnSale(shop, { name: { ru: 'Ваза' } })
    await putInCart({ shop, context }, sku)
    await putInCart({ shop, context }, other.sku)
    await site.goto(`${shop.url}/cart`)
    const total = site.locator('.totals-whole dd')
    const kept = async () => (await cartAtServer({ context, shop })).totals.goods.amountMinor
    await site.getByRole('button', { name: cartWords.more(peonies.ru) }).click()
    await expect.poll(() => total.textContent()).toMatch(amount('3 000'))
    await site.getByRole('button', { name: cartWords.removeLabel(peonies.ru) }).click()
    const undo = site.getByRole('button', { name: cartWords.undoLabel(peonies.ru) })
    await site.locator('.line.removed :focus').waitFor()
    await expect.poll(() => total.textContent()).toMatch(amount('1 000'))
    await expect.poll(kept).toBe(100_000)
    await undo.click()
    await expect.poll(() => total.textContent()).toMatch(amount('3 000'))
    expect(await site.locator('.line-name').allTextContents()).toEqual([peonies.ru, 'Ваза'])
    await expect.poll(kept).toBe(300_000)
    await site.reload()
    await expect.poll(() => total.textContent()).toMatch(amount('3 000'))
  })

  test('puts a change back that the shop did not hear, and says so', async ({ site, shop, context }) => {
    const { sku } = await putOnSale(shop)
    await putInCart({ shop, context }, sku, 2)
    await site.goto(`${shop.url}/cart`)
    const quantity = site.getByLabel(cartWords.quantity(peonies.ru))
    await quantity.waitFor()
    await site.route('**/api/cart/items/**', (route) => route.abort())
    await site.getByRole('button', { name: cartWords.more(peonies.ru) }).click()
    await site.getByText(cartWords.failed).waitFor()
    expect(await quantity.inputValue()).toBe('2')
  })

  test('shows what changed and changes nothing by itself (G11)', async ({ site, shop, context }) => {
    const { sku } = await putOnSale(shop)
    await putInCart({ shop, context }, sku, 5)
    await setPrice(shop, sku, 120_000)
    await setStock(shop, sku, 3)
    await site.goto(`${shop.url}/cart`)
    await site.getByText(cartWords.short(3)).waitFor()
    expect(await site.getByLabel(cartWords.quantity(peonies.ru)).inputValue()).toBe('5')
    await site.getByRole('link', { name: cartWords.checkout }).first().click()
    await site.getByText(cartWords.blocked).waitFor()
    await site.getByRole('button', { name: cartWords.priceSeenLabel(peonies.ru) }).click()
    await site.getByRole('button', { name: cartWords.keep(3) }).click()
    await site.locator('.line-problem').first().waitFor({ state: 'detached' })
    await expect.poll(() => site.locator('.totals-whole dd').textContent()).toMatch(amount('3 600'))
    await site.getByRole('link', { name: cartWords.checkout }).first().click()
    await heading(site, ru.login.heading).waitFor()
  })

  test('says why a coupon takes nothing off, and leaves what was typed to be corrected (E6)', async ({
    site,
    shop,
    context,
  }) => {
    const { sku } = await putOnSale(shop)
    await putInCart({ shop, context }, sku)
    await site.goto(`${shop.url}/cart`)
    await site.getByLabel(basketWords.ru.coupon.label).fill('nothing')
    await site.getByRole('button', { name: basketWords.ru.coupon.apply }).click()
    await site.getByText(basketWords.ru.coupon.rejected('NOTHING')).waitFor()
    const field = site.getByLabel(basketWords.ru.coupon.label)
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(await field.inputValue()).toMatch(/^nothing$/i)
    // Emptied and sent it is taken off.
    await field.fill('')
    await site.getByRole('button', { name: basketWords.ru.coupon.apply }).click()
    await site.getByText(basketWords.ru.coupon.rejected('NOTHING')).waitFor({ state: 'detached' })
    // What was wrong with it goes as soon as it is no longer there; the answer may be still on its way.
    await expect.poll(() => cartAtServer({ context, shop })).not.toHaveProperty('coupon')
  })
})

describe('one order', () => {
  test('at the sum that was agreed to: a price that changed is shown and asked about again (G3)', async ({
    site,
    shop,
    context,
  }) => {
    const { sku } = await putOnSale(shop)
    await reachCheckout({ site, shop, context }, { [sku]: 1 })
    await fillAddress(site)
    await site.getByRole('button', { name: amount('1 300') }).waitFor()
    const before = await countOrders(shop)
    await setPrice(shop, sku, 150_000)
    await orderButton(site).click()
    await site.getByText(/сумма изменилась/).waitFor()
    expect(await countOrders(shop)).toBe(before)
    await site.getByRole('button', { name: amount('Подтвердить за 1[\\s\u00a0]800') }).waitFor()
    await orderButton(site).click()
    await arrivedAt(site)
    await expect.poll(() => site.locator('.totals-whole dd').textContent()).toMatch(amount('1 800'))
    expect(await countOrders(shop)).toBe(before + 1)
  })

  test('is not placed for what has run out, and the cart is one press away (G11)', async ({ site, shop, context }) => {
    const { sku } = await putOnSale(shop)
    await reachCheckout({ site, shop, context }, { [sku]: 3 })
    await fillAddress(site)
    await site.getByRole('button', { name: amount('3 300') }).waitFor()
    await setStock(shop, sku, 1)
    await orderButton(site).click()
    await site.getByText(checkoutWords.line(peonies.ru, 1)).waitFor()
    await site.getByRole('link', { name: checkoutWords.backToCart }).click()
    await site.getByText(cartWords.short(1)).waitFor()
  })

  test('for a double press (M4)', async ({ site, shop, context }) => {
    const { sku } = await putOnSale(shop)
    await reachCheckout({ site, shop, context }, { [sku]: 1 })
    await fillAddress(site)
    await site.getByRole('button', { name: amount('1 300') }).waitFor()
    const before = await countOrders(shop)
    const keys = new Set<string | undefined>()
    site.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/api/orders'))
        keys.add(request.headers()['idempotency-key'])
    })
    await orderButton(site).evaluate((node: any) => {
      node.click()
      node.click()
    })
    await arrivedAt(site)
    expect(await countOrders(shop)).toBe(before + 1)
    expect(keys.size).toBe(1)
  })

  test('when the answer was lost: pressed again, or after a reload (S23)', async ({ site, shop, context }) => {
    const { sku } = await putOnSale(shop)
    await reachCheckout({ site, shop, context }, { [sku]: 1 })
    await fillAddress(site)
    await site.getByRole('button', { name: amount('1 300') }).waitFor()
    const before = await countOrders(shop)
    await site.route('**/api/orders', async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      await route.fetch()
      await route.abort()
    })
    await orderButton(site).click()
    await site.getByText(checkoutWords.unheard).waitFor()
    expect(await countOrders(shop)).toBe(before + 1)
    await site.unroute('**/api/orders')
    await site.reload()
    const number = await arrivedAt(site)
    await site.getByText(orderWords.ru.number(number)).first().waitFor()
    expect(await countOrders(shop)).toBe(before + 1)
  })

  test('can be filled in and sent by the keyboard alone', async ({ site, shop, context }) => {
    const { sku } = await putOnSale(shop)
    await reachCheckout({ site, shop, context }, { [sku]: 1 })
    await fillAddress(site)
    await site.getByRole('button', { name: amount('1 300') }).waitFor()
    // Enter in a field orders nothing: browsers press the button of a form for it.
    await orderButton(site).evaluate((button: any) => {
      button.addEventListener('click', () => {
        button.dataset.pressed = 'yes'
      })
    })
    await site.getByLabel(checkoutWords.street, { exact: true }).press('Enter')
    expect(await orderButton(site).getAttribute('data-pressed')).toBeNull()
    await orderButton(site).focus()
    await site.keyboard.press('Enter')
    await arrivedAt(site)
  })
})

test('the next order goes to the address of the last', async ({ site, shop, context }) => {
  const { sku } = await putOnSale(shop)
  await reachCheckout({ site, shop, context }, { [sku]: 1 })
  await fillAddress(site)
  await placeOrder(site)
  await putInCart({ shop, context }, sku)
  await site.goto(`${shop.url}/checkout`)
  await expect.poll(() => site.getByLabel(checkoutWords.city, { exact: true }).inputValue()).toBe('Москва')
})
