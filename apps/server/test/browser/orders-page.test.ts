import { type Locale, locales } from '@vitrina/contract'
import { words as ways } from '@vitrina/contract/words/site/ru-ways'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { bringAxe, findFaults } from './axe.ts'
import {
  arrivedAt,
  basketWords,
  fillAddress,
  move,
  orderButton,
  orderWords,
  peonies,
  placeOrder,
  putInCart,
  putOnSale,
  reachCheckout,
  setPrice,
  setStock,
  signInOnTheWay,
} from './buying.ts'
import { keepScreen, screens } from './chromium.ts'
import { heading } from './registering.ts'
import { describe, test } from './visit.ts'

const say = orderWords.ru

/** As when somebody comes back to the tab. */
const comeBack = 'document.dispatchEvent(new Event("visibilitychange"))'

/** Orders one thing as somebody new; out: its number. The page of it is open. */
async function orderOne(stage: Parameters<typeof reachCheckout>[0]): Promise<string> {
  const { sku } = await putOnSale(stage.shop)
  await reachCheckout(stage, { [sku]: 1 })
  await fillAddress(stage.site)
  return placeOrder(stage.site)
}

describe('an order', () => {
  test('is followed live, from another process’s doing, to its end (Y2)', async ({ site, shop, context, visit }) => {
    const number = await orderOne({ site, shop, context })
    const asked: string[] = []
    site.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await move(shop, number, 'processing')
    await site.getByText(say.lead.processing).waitFor()
    await expect.poll(() => site.locator('.timeline .now').textContent()).toContain(say.status.processing)
    await move(shop, number, 'completed')
    await site.getByText(say.lead.completed).waitFor()
    expect(asked.filter((path) => /^\/api\/orders(?!.*\/events$)/.test(path))).toEqual([])
    expect(visit.complaints).toEqual([])
  })

  test('is asked about where streams do not come through', async ({ site, shop, context }) => {
    const { sku } = await putOnSale(shop)
    await reachCheckout({ site, shop, context }, { [sku]: 1 })
    await site.route('**/api/orders/*/events', (route) => route.abort())
    await fillAddress(site)
    const number = await placeOrder(site)
    await move(shop, number, 'processing')
    await site.getByText(say.lead.processing).waitFor()
  })

  test('is looked at again when its page is come back to, also when it was over, and followed on', async ({
    site,
    shop,
    context,
  }) => {
    const number = await orderOne({ site, shop, context })
    await move(shop, number, 'completed')
    await site.getByText(say.lead.completed).waitFor()
    await move(shop, number, 'processing')
    await site.evaluate(comeBack)
    await site.getByText(say.lead.processing).waitFor()
    await move(shop, number, 'cancelled')
    await site.getByText(say.lead.cancelled).waitFor()
  })

  test('that is cancelled in another tab is so in this one, and in the list when that is come back to', async ({
    site,
    shop,
    context,
  }) => {
    await orderOne({ site, shop, context })
    const [list, other] = [await context.newPage(), await context.newPage()]
    await list.goto(`${shop.url}/orders`)
    await list.getByText(say.status.placed, { exact: true }).waitFor()
    await other.goto(site.url())
    await other.getByRole('button', { name: say.cancel, exact: true }).click()
    await other.getByRole('dialog').getByRole('button', { name: say.cancelConfirm }).click()
    await site.getByText(say.lead.cancelled).waitFor()
    await list.evaluate(comeBack)
    await list.getByText(say.status.cancelled, { exact: true }).waitFor()
  })

  test('is cancelled after a question, and not afterwards', async ({ site, shop, context }) => {
    await orderOne({ site, shop, context })
    await site.getByRole('button', { name: say.cancel, exact: true }).click()
    await site.getByRole('dialog').getByRole('button', { name: say.keep }).click()
    await site.getByRole('button', { name: say.cancel, exact: true }).click()
    await site.getByRole('dialog').getByRole('button', { name: say.cancelConfirm }).click()
    await site.getByText(say.lead.cancelled).waitFor()
    // The page hears of it as everybody does, maybe before the answer closes the question.
    await site.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await site.getByRole('button', { name: say.cancel, exact: true }).count()).toBe(0)
    await expect.poll(() => site.locator('.timeline .now').textContent()).toContain(say.status.cancelled)
  })

  test('is repeated with what there still is, line by line', async ({ site, shop, context }) => {
    const { sku } = await putOnSale(shop)
    const vase = await putOnSale(shop, { name: { ru: 'Ваза' } })
    await reachCheckout({ site, shop, context }, { [sku]: 4, [vase.sku]: 1 })
    await fillAddress(site)
    await site
      .getByRole('button', { name: /5[\s\u00a0]000/ })
      .first()
      .waitFor()
    await orderButton(site).click()
    await arrivedAt(site)
    await setStock(shop, vase.sku, 0)
    await setStock(shop, sku, 6)
    await setPrice(shop, sku, 110_000)
    await site.getByRole('button', { name: say.repeat }).click()
    const { cart } = basketWords.ru
    await site.getByText(cart.repeatedOut('Ваза')).waitFor()
    await site.getByText(cart.repeatedShort(peonies.ru, 2)).waitFor()
    expect(await site.getByLabel(cart.quantity(peonies.ru)).inputValue()).toBe('2')
    await site.getByRole('button', { name: cart.priceSeenLabel(peonies.ru) }).waitFor()
  })

  test('is for whoever is signed in: a guest is told why to sign in, and comes back (E6)', async ({ site, shop }) => {
    await site.goto(`${shop.url}/orders`)
    await site.getByText(ways.login.toOrders).waitFor()
    await signInOnTheWay({ site, shop })
    await heading(site, say.emptyHeading).waitFor()
  })

  test('of somebody else, or of nobody, is not there (S9)', async ({ site, shop, context, open }) => {
    const { sku } = await putOnSale(shop)
    await reachCheckout({ site, shop, context }, { [sku]: 1 })
    await fillAddress(site)
    const number = await placeOrder(site)
    const stranger = await open({ ...screens.desktop, locale: 'ru' })
    const page = await stranger.context.newPage()
    await reachCheckout({ site: page, shop, context: stranger.context }, { [sku]: 1 })
    for (const path of [number, '999999998', 'x']) {
      await page.goto(`${shop.url}/orders/${path}`)
      await heading(page, say.missingHeading).waitFor()
    }
    await page.goto(`${shop.url}/orders`)
    await heading(page, say.emptyHeading).waitFor()
  })
})

/** What a person sees that cannot have been meant. */
function findBroken(site: Page, width: number): Promise<string[]> {
  return site.evaluate(`[
    ...(document.documentElement.scrollWidth > ${width} ? ['wider than the screen'] : []),
    ...[...document.querySelectorAll('main *')]
      .filter((node) => node.getBoundingClientRect().right > ${width + 1} && !node.closest('.unseen'))
      .map((node) => 'stands out: ' + node.className),
    ...(/undefined|NaN|\\[object|=>/.test(document.body.innerText) ? ['a word is missing'] : []),
    ...[...document.querySelectorAll('h1, h2, button, a, label')]
      .filter((node) => !(node.innerText.trim() || node.getAttribute('aria-label')))
      .map((node) => 'says nothing: ' + node.outerHTML.slice(0, 80)),
  ]`)
}

const looks: { locale: Locale; scheme: 'light' | 'dark' }[] = [
  ...locales.map((locale) => ({ locale, scheme: 'light' as const })),
  { locale: 'ru', scheme: 'dark' },
]

describe('the pages of a purchase, on a phone', () => {
  for (const { locale, scheme } of looks) {
    test(`are whole and open to everybody, in ${locale}, ${scheme} (X2)`, async ({ open, shop }) => {
      const { context } = await open({ ...screens.phone, locale, colorScheme: scheme, bypassCSP: true })
      const site = await context.newPage()
      const { sku } = await putOnSale(shop)
      const look = async (name: string) => {
        await keepScreen(site, `phone-${locale}-${name}${scheme === 'dark' ? '-dark' : ''}`)
        expect(await findBroken(site, screens.phone.viewport.width), name).toEqual([])
        await bringAxe(site)
        expect(await findFaults(site), name).toEqual([])
      }
      await site.goto(`${shop.url}/cart`)
      await heading(site, basketWords[locale].cart.emptyHeading).waitFor()
      await look('cart-empty')
      await putInCart({ context, shop }, sku, 5)
      await setPrice(shop, sku, 120_000)
      await setStock(shop, sku, 3)
      await site.goto(`${shop.url}/cart`)
      await site.getByText(basketWords[locale].cart.short(3)).waitFor()
      await look('cart-problems')
      await setStock(shop, sku, 9)
      await setPrice(shop, sku, 100_000)
      await reachCheckout({ site, shop, context }, { [sku]: 1 }, locale)
      await site
        .getByRole('button', { name: /1[\s\u00a0,]?300/ })
        .first()
        .waitFor()
      await look('checkout')
      await orderButton(site).click()
      await site.locator('.field-said.bad').first().waitFor()
      await look('checkout-refused')
      await fillAddress(site, locale)
      await orderButton(site).click()
      await arrivedAt(site)
      await look('order')
      await site.goto(`${shop.url}/orders`)
      await heading(site, orderWords[locale].heading).waitFor()
      await site.locator('.order-row').waitFor()
      await look('orders')
    })
  }
})
