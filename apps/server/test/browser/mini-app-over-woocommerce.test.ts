import { checkoutWords as payments } from '@vitrina/contract/words/checkout'
import { words as shelves } from '@vitrina/contract/words/site/uz-shop'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { basketWords, orderWords } from './buying.ts'
import { keepScreen, screens } from './chromium.ts'
import { appHeading, frameOf, mainButton, openMiniApp, takePhone } from './mini-app-steps.ts'
import { type Both, orderThere, payThere, sums, test } from './over-woocommerce.ts'
import { siteWords } from './registering.ts'
import { describe } from './visit.ts'

const { checkout } = basketWords.uz
const { account, field, header, home } = siteWords.uz
const say = orderWords.uz

/** Somebody new opens the Mini App, chooses a candle, and orders it. Out: its page, and the order there. */
async function orderInApp(site: Page, both: Both, payment: 'telegram' | 'woocommerce') {
  await takePhone(site, both.telegramUrl, { firstName: 'Dilnoza', languageCode: 'uz' })
  const app = await openMiniApp(site, 'uz')
  await appHeading(app, home.welcome('Dilnoza Соколова')).waitFor()
  await keepScreen(site, 'woo-mini-1-home')
  await app.locator('.category-list').getByRole('link', { name: 'Свечи & ароматы' }).click()
  await app.getByRole('link', { name: 'Свеча ароматическая «Инжир & кедр»', exact: true }).click()
  await app.locator('.option', { hasText: '220 мл' }).click()
  await keepScreen(site, 'woo-mini-2-product')
  await app.getByRole('button', { name: shelves.cart.add, exact: true }).click()
  await app.locator('.tabs').getByRole('link', { name: header.cart }).click()
  await mainButton(site).getByText(sums('129 000')).waitFor()
  await keepScreen(site, 'woo-mini-3-cart')
  await mainButton(site).click()
  await appHeading(app, checkout.heading).waitFor()
  await app.getByRole('button', { name: account.addPhone }).click()
  await site.getByRole('button', { name: 'Ulashish', exact: true }).click()
  await expect.poll(() => app.getByLabel(field.phone, { exact: true }).inputValue()).toMatch(/^\+/)
  await app.getByLabel(checkout.city, { exact: true }).fill('Toshkent')
  await app.getByLabel(checkout.street, { exact: true }).fill('Navoiy koʻchasi, 1')
  await app.getByRole('radio', { name: payments.uz.payment[payment] }).check()
  await mainButton(site).getByText(sums('154 000')).waitFor()
  await keepScreen(site, 'woo-mini-4-checkout')
  await mainButton(site).click()
  await appHeading(app, say.lately).waitFor()
  await app.getByText(say.leadUnpaid).waitFor()
  await keepScreen(site, 'woo-mini-5-order')
  const number = new URL(frameOf(site, both.url)?.url() ?? '').pathname.split('/').at(-1) ?? ''
  return { app, number, pay: app.getByRole('button', { name: say.pay, exact: true }) }
}

describe('the Mini App of a shop over a WooCommerce, on a phone', { timeout: 120_000 }, () => {
  test.override('look', { ...screens.phone, locale: 'uz', colorScheme: 'dark' })

  test('sells for a Telegram invoice, and the order arrives there paid (E3, E6, Y3)', async ({ site, both, visit }) => {
    const { woo } = both
    const { app, number, pay } = await orderInApp(site, both, 'telegram')
    const sheet = site.getByRole('dialog')
    await pay.click()
    await sheet.getByRole('button', { name: 'Rad etiladigan karta bilan' }).click()
    await app.getByText(say.payFailed).waitFor()
    await pay.click()
    // As the simulated Telegram writes sums.
    await sheet.getByRole('button', { name: /154.000/ }).waitFor()
    await keepScreen(site, 'woo-mini-6-invoice')
    await sheet.getByRole('button', { name: /154.000/ }).click()
    await app.getByText(say.paid.paid, { exact: true }).waitFor()
    await app.getByText(say.lead.processing).waitFor()
    await keepScreen(site, 'woo-mini-7-paid')
    const { id } = await orderThere(both, number)
    const expected = { status: 'processing', total: 154_000, payment_method: 'telegram', billing: { city: 'Toshkent' } }
    // It is told what came to pass here.
    await expect.poll(() => woo.world.order(id)).toMatchObject(expected)
    const there = woo.world.order(id)
    expect([there.paid, there.transaction_id]).not.toContain(null)
    expect(there.transaction_id).not.toBe('')
    expect(woo.world.product('CN-001-2').stock_quantity).toBe(11)
    expect(visit.complaints).toEqual([])
  })

  test('opens the page of the WooCommerce beside itself, and sees the money come (E3, Y3)', async ({ site, both }) => {
    const { app, number, pay } = await orderInApp(site, both, 'woocommerce')
    const there = await orderThere(both, number)
    const opening = site.context().waitForEvent('page')
    await pay.click()
    const page = await opening
    await page.getByRole('radio', { name: 'Payme' }).waitFor()
    await keepScreen(page, 'woo-mini-8-pay-page')
    await payThere(page)
    await page.close()
    await app.getByText(say.paid.paid, { exact: true }).waitFor()
    expect(both.woo.world.order(there.id)).toMatchObject({ status: 'processing', payment_method: 'payme' })
  })
})
