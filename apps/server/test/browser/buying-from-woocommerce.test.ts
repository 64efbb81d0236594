import { checkoutWords as payments } from '@vitrina/contract/words/checkout'
import { orderWords as told } from '@vitrina/contract/words/orders'
import { words as ru } from '@vitrina/contract/words/site/ru'
import { words as shelves } from '@vitrina/contract/words/site/ru-shop'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { arrivedAt, basketWords, fillAddress, orderButton, orderWords } from './buying.ts'
import { keepScreen } from './chromium.ts'
import { orderThere, payThere, reachCheckout, signInByHand, sums, test } from './over-woocommerce.ts'
import { heading } from './registering.ts'
import { describe } from './visit.ts'

const QUICK = { timeout: 10_000 }
const { cart, coupon } = basketWords.ru
const say = orderWords.ru
const PEONIES = { sku: 'BQ-002', name: 'Букет «Пионовый вечер»' }

/** What the chat is told of an order, whatever it cost. */
const toldOf = (state: keyof typeof told.ru.states, facts = { number: '', total: '', until: '', shop: 'Vitrina' }) =>
  told.ru.states[state](facts).split(' на ')[0] ?? ''

/** Looks at a product again and again, as a visitor does. */
async function seesStock(shelf: Page, stock: string): Promise<void> {
  const look = async () => {
    await shelf.reload()
    return shelf.locator('.stock').textContent()
  }
  await expect.poll(look, QUICK).toBe(stock)
}

describe('a shop over a WooCommerce, in a browser', { timeout: 120_000 }, () => {
  test('is bought from, and the merchant works there (E1, E2, E4, E5, E6, E9, E10)', async ({ site, both, visit }) => {
    const { woo, url } = both
    await site.goto(url)
    await site.getByRole('heading', { name: 'Пионы уже здесь' }).waitFor()
    await site.locator('.category-list').getByRole('link', { name: 'Свечи & ароматы' }).waitFor()
    await keepScreen(site, 'woo-1-home')
    await site
      .getByRole('navigation', { name: ru.footer.pages })
      .getByRole('link', { name: 'Доставка и оплата' })
      .click()
    await heading(site, 'Доставка и оплата').waitFor()
    await site.getByText('Курьером: 25 000 сум').waitFor()

    await site.getByRole('combobox', { name: ru.header.search }).fill('пеоновый вечир')
    await site.keyboard.press('Enter')
    const card = site.locator('.product-card', { hasText: PEONIES.name })
    await card.getByRole('button', { name: shelves.favorites.add(PEONIES.name) }).click()
    await card.getByRole('link', { name: PEONIES.name }).click()
    await heading(site, PEONIES.name).waitFor()
    await keepScreen(site, 'woo-2-product')
    const shelf = await site.context().newPage()
    await shelf.goto(site.url())
    await site.getByRole('button', { name: shelves.cart.add, exact: true }).click()
    await site
      .locator('.header')
      .getByRole('link', { name: ru.header.cartOf(1) })
      .click()
    await site.getByLabel(coupon.label).fill('minus50')
    await site.getByRole('button', { name: coupon.apply }).click()
    await expect.poll(() => site.locator('.totals-whole dd').textContent()).toMatch(sums('409 000'))
    await keepScreen(site, 'woo-3-cart')

    await site.getByRole('link', { name: cart.checkout }).first().click()
    const chat = await signInByHand(site, both)
    await fillAddress(site)
    await site.getByRole('radio', { name: 'Курьером' }).check()
    await site
      .getByRole('button', { name: sums('434 000') })
      .first()
      .waitFor()
    await keepScreen(site, 'woo-4-checkout')
    await orderButton(site).click()
    const number = await arrivedAt(site)
    await chat.getByText(toldOf('placed')).waitFor()
    const there = await orderThere(both, number)
    expect(there).toMatchObject({ status: 'on-hold', total: 434_000, shipping_lines: [{ method_title: 'Курьером' }] })
    expect(woo.world.product(PEONIES.sku).stock_quantity).toBe(4)
    await keepScreen(site, 'woo-5-order')

    woo.world.setStock(PEONIES.sku, 0)
    await seesStock(shelf, shelves.product.outOfStock)
    await keepScreen(shelf, 'woo-6-sold-out')
    woo.world.setStock(PEONIES.sku, 3)
    await seesStock(shelf, shelves.product.inStock)
    woo.world.setOrderStatus(there.id, 'processing')
    await site.getByText(say.lead.processing).waitFor()
    await chat.getByText(toldOf('processing')).waitFor()
    woo.world.setOrderStatus(there.id, 'completed')
    await site.getByText(say.lead.completed).waitFor()
    await chat.getByText(toldOf('completed')).waitFor()
    await keepScreen(site, 'woo-7-completed')
    await keepScreen(chat, 'woo-8-chat')
    await site.locator('.header').getByRole('link', { name: ru.header.favorites }).click()
    await site.getByRole('link', { name: PEONIES.name, exact: true }).waitFor()
    expect(visit.complaints).toEqual([])
  })

  test('an order is paid at its own page, and the way back shows it paid (Y3)', async ({ site, both, visit }) => {
    const { woo } = both
    const chat = await reachCheckout(site, both, 'CN-003')
    await site.getByRole('radio', { name: payments.ru.payment.woocommerce }).check()
    await keepScreen(site, 'woo-pay-1-checkout')
    await orderButton(site).click()
    const number = await arrivedAt(site)
    await keepScreen(site, 'woo-pay-2-order')
    const there = await orderThere(both, number)
    expect(there).toMatchObject({ status: 'pending', paid: null })
    await site.getByRole('button', { name: say.pay, exact: true }).click()
    await site.getByRole('radio', { name: 'Payme' }).waitFor()
    await keepScreen(site, 'woo-pay-3-page')
    await payThere(site)
    await chat.getByText(/Оплата .* получена/).waitFor()
    await site.goBack()
    await site.goBack()
    await site.getByText(say.paid.paid, { exact: true }).waitFor()
    await site.getByText(say.lead.processing).waitFor()
    await keepScreen(site, 'woo-pay-5-paid')
    expect(woo.world.order(there.id)).toMatchObject({ status: 'processing', payment_method: 'payme' })
    expect(await site.getByRole('button', { name: say.pay, exact: true }).count()).toBe(0)
    expect(visit.complaints).toEqual([])
  })

  test('an order is called off and made again, and both are known there (E6)', async ({ site, both, visit }) => {
    const { woo } = both
    const stock = () => woo.world.product('CN-005').stock_quantity
    await reachCheckout(site, both, 'CN-005')
    await orderButton(site).click()
    const first = await orderThere(both, await arrivedAt(site))
    expect(stock()).toBe(59)
    await site.getByRole('button', { name: say.cancel, exact: true }).click()
    await site.getByRole('dialog').getByRole('button', { name: say.cancelConfirm }).click()
    await site.getByText(say.lead.cancelled).waitFor()
    await expect.poll(() => woo.world.order(first.id).status, QUICK).toBe('cancelled')
    expect(stock()).toBe(60)
    await keepScreen(site, 'woo-again-1-cancelled')
    await site.getByRole('button', { name: say.repeat }).click()
    await site.getByRole('link', { name: cart.checkout }).first().click()
    await orderButton(site).click()
    await site.waitForURL((address) => /\/orders\/\d+$/.test(address.pathname))
    const second = await orderThere(both, await arrivedAt(site))
    expect(second).toMatchObject({ status: 'on-hold', total: first.total })
    expect(stock()).toBe(59)
    expect(visit.complaints).toEqual([])
  })
})
