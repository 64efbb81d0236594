import { type SimulatedWooCommerce, startWooCommerce } from '@vitrina/simulator'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { freePortForDemo } from '../free-port.ts'
import { openShop, type Shop } from '../harness.ts'
import { metaOf } from '../woocommerce/ordering.ts'
import { basketWords, fillAddress, putInCart } from './buying.ts'
import { fillForm, heading, sendForm, siteWords, somebody } from './registering.ts'
import { addPerson, confirmByHand, openTelegram } from './telegram-page.ts'
import { test as visiting } from './visit.ts'

const READY = { timeout: 20_000 }

export interface Both {
  woo: SimulatedWooCommerce
  shop: Shop
  url: string
  telegramUrl: string
}

/** The demo as it is, with `WOOCOMMERCE_*` set to a simulated one that has the sample shop. */
async function openBoth(): Promise<Both & { close(): Promise<void> }> {
  const woo = await startWooCommerce({ sample: true, webhookIntervalMs: 50 })
  const port = await freePortForDemo()
  const {
    woocommerce,
    wordpress,
    shop: sold,
  } = readConfig({
    ...{ WOOCOMMERCE_URL: woo.url, WOOCOMMERCE_KEY: woo.key, WOOCOMMERCE_SECRET: woo.secret },
    ...{ CURRENCY: woo.world.shop.settings.currency, TIME_ZONE: 'Asia/Tashkent' },
  })
  const place = { port, publicUrl: `http://127.0.0.1:${port}`, telegram: undefined }
  const shop = await openShop({ ...place, woocommerce, wordpress, shop: sold })
  const close = async () => {
    await shop.close()
    await woo.close()
  }
  return { woo, shop, url: shop.url, telegramUrl: shop.apps[0]?.demoUrl ?? '', close }
}

/** Everything that is sold there is sold here, and every change will be told. */
async function isLoaded({ woo, shop }: Both): Promise<boolean> {
  const browser = shop.browser()
  const read = async (path: string) => (await browser.get(path)).body
  const sold = woo.world.products().filter(({ type, status }) => type !== 'variation' && status === 'publish').length
  const [products, banners, pages] = await Promise.all(['/api/products', '/api/banners', '/api/pages'].map(read))
  // Hidden ones and those without a price are sold to nobody.
  return (
    products.total >= sold - 2 &&
    banners.items?.length === 2 &&
    pages.items?.length === 3 &&
    woo.world.webhooks().length === 12
  )
}

export const test = visiting
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads from the pattern which others are asked for
  .extend('both', { scope: 'file' }, async ({}, { onCleanup }): Promise<Both> => {
    const both = await openBoth()
    onCleanup(() => both.close())
    await expect.poll(() => isLoaded(both), READY).toBe(true)
    return both
  })
  .extend('site', async ({ context }) => {
    // What is tried are pages, not the making of pictures.
    if (!process.env.KEEP_SCREENS) await context.route(/\/pictures\//, (route) => route.fulfill(NO_PICTURE))
    return context.newPage()
  })

const NO_PICTURE = { contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' }

/** A sum as a page writes it, its digits in groups. */
export const sums = (digits: string) => new RegExp(digits.replaceAll(' ', '[\\s\u00a0]'))

/** From the checkout's sign-in, by hand: the form, the bot in the simulated Telegram, its code. Out: the chat. */
export async function signInByHand(site: Page, { telegramUrl }: Both): Promise<Page> {
  const person = somebody()
  const { login, field } = siteWords.ru
  await site.getByRole('link', { name: login.register, exact: true }).click()
  await fillForm(site, person)
  await sendForm(site, person)
  const shop = { person: (newcomer: Parameters<typeof addPerson>[1]) => addPerson(telegramUrl, newcomer) }
  const telegram = await openTelegram({ site, shop }, person)
  const { code } = await confirmByHand(telegram, person)
  await site.bringToFront()
  await site.getByLabel(field.code).pressSequentially(code)
  await heading(site, basketWords.ru.checkout.heading).waitFor()
  return telegram
}

/** Somebody new at the checkout with one of these, by the courier. Out: the chat. */
export async function reachCheckout(site: Page, both: Both, sku: string): Promise<Page> {
  await putInCart({ context: site.context(), shop: both.shop }, sku)
  await site.goto(`${both.url}/checkout`)
  const chat = await signInByHand(site, both)
  await fillAddress(site)
  return chat
}

/** Pays at the page of the WooCommerce that is open. */
export async function payThere(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Payme' }).check()
  await page.getByRole('button', { name: 'Pay for order' }).click()
  await page.getByText('Thank you. Your order has been received.').waitFor()
}

/** The only order there that says it is this one. */
export async function orderThere({ woo }: Both, number: string) {
  const found = () => woo.world.orders().filter((order) => metaOf(order).vitrina_number === number)
  await expect.poll(() => found().length, READY).toBe(1)
  const [order] = found()
  if (!order) throw new Error(`order ${number} is not there`)
  return order
}
