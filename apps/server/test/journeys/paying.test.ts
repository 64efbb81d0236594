import { randomUUID } from 'node:crypto'
import { orderWords } from '@vitrina/contract/words/orders'
import type { SimulatedPerson } from '@vitrina/simulator'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CustomerId } from '#identity'
import type { Browser } from '../browser.ts'
import { testCtx } from '../ctx.ts'
import { openShop, receiveCode, type Shop, startRegistration } from '../harness.ts'
import { asking, counted, fillAll, sell } from '../selling.ts'

let shop: Shop
let on: { ctx: ReturnType<typeof testCtx> }
let staff: SimulatedPerson
beforeAll(async () => {
  const { startSimulator } = await import('@vitrina/simulator')
  const simulator = await startSimulator({ limits: false })
  staff = simulator.addPerson()
  staff.start()
  const paying = (config: Shop['config']) => ({
    telegram: config.telegram && { ...config.telegram, paymentToken: simulator.paymentToken },
    staffChatId: staff.id,
  })
  shop = await openShop(paying, simulator)
  on = { ctx: testCtx(shop.database.db) }
})
afterAll(() => shop.close())

interface Buyer {
  browser: Browser
  customerId: CustomerId
  person: SimulatedPerson
}

async function newBuyer(locale: 'ru' | 'uz' | 'en' = 'ru'): Promise<Buyer> {
  const registration = await startRegistration(shop, { locale })
  const code = await receiveCode(registration)
  const { body } = await registration.browser.post(`/api/auth/verifications/${registration.started.id}/code`, { code })
  const { accessToken, customer } = body
  return { browser: registration.browser.as(accessToken), customerId: customer.customerId, person: registration.person }
}

/** An order that is to be paid in Telegram, and where. */
async function order({ browser, customerId }: Buyer, stock = 1) {
  const { sku } = await sell(on, { stock })
  await fillAll(on, [{ customerId, lines: { [sku]: 1 } }])
  const body = asking(130_000, { payment: { methodId: 'telegram' } })
  const placed = await browser.post('/api/orders', body, { 'idempotency-key': randomUUID() })
  expect(placed.status).toBe(201)
  const { id } = placed.body
  const { body: payment } = await browser.post(`/api/orders/${id}/pay`)
  const read = async () => (await browser.get(`/api/orders/${id}`)).body
  return { id: id as string, number: placed.body.number as string, sku, link: payment.invoiceLink as string, read }
}

const expire = (id: string) =>
  shop.database.db.execute(sql`with late as (update orders set pay_by = now() - interval '1 second' where id = ${id})
    update stock_holds set expires_at = now() - interval '1 second' where order_id = ${id}`)

describe('paying in Telegram (Y3)', () => {
  test('from the Mini App: the invoice asks for what the order costs, and the order is paid when the money is', async () => {
    const buyer = await newBuyer()
    const quote = await buyer.browser.post('/api/checkout/quote', {})
    expect(quote.body.paymentMethods.map(({ id }: { id: string }) => id)).toEqual(['cash', 'telegram'])
    const { id, number, link, read } = await order(buyer)
    expect(buyer.person.openInvoice({ link })).toMatchObject({ totalAmount: 130_000, currency: 'RUB', payload: id })
    await buyer.person.waitFor(`Заказ ${number}`)
    expect((await buyer.person.pay({ link })).status).toBe('paid')
    await expect.poll(async () => (await read()).payment.status).toBe('paid')
    expect(await read()).toMatchObject({ status: 'processing', canCancel: false })
    await buyer.person.waitFor('Оплата')
    expect((await buyer.browser.post(`/api/orders/${id}/pay`)).body.code).toBe('checkout.nothing_to_pay')
  })

  test('the same link again is refused before any money is taken, in the language of the chat', async () => {
    const buyer = await newBuyer('uz')
    const { link, read } = await order(buyer)
    await buyer.person.pay({ link })
    await expect.poll(async () => (await read()).payment.status).toBe('paid')
    const again = await buyer.person.pay({ link })
    expect(again).toMatchObject({ status: 'failed', reason: orderWords.uz.paymentRefused.paid })
  })

  test('a card that is declined leaves the order as it was, to be paid by another', async () => {
    const buyer = await newBuyer()
    const { link, read } = await order(buyer)
    expect((await buyer.person.pay({ link }, 'decline')).status).toBe('failed')
    expect(await read()).toMatchObject({ status: 'placed', payment: { status: 'unpaid' } })
    expect((await buyer.person.pay({ link })).status).toBe('paid')
    await expect.poll(async () => (await read()).payment.status).toBe('paid')
  })

  test('told of three times it is paid once', async () => {
    const buyer = await newBuyer()
    const { id, link, read } = await order(buyer)
    await buyer.person.pay({ link })
    buyer.person.tellOfPaymentAgain()
    buyer.person.tellOfPaymentAgain()
    await expect.poll(async () => (await read()).payment.status).toBe('paid')
    const handled = await counted(on, 'telegram_updates')
    buyer.person.say('hello')
    await expect.poll(() => counted(on, 'telegram_updates')).toBeGreaterThan(handled)
    expect(await counted(on, 'payments', `order_id = '${id}'`)).toBe(1)
    expect(await counted(on, 'payments', "state = 'refund_due'")).toBe(0)
  })

  test('an order whose time is over, or that was cancelled, is not let through (G9)', async () => {
    const buyer = await newBuyer()
    const [over, cancelled] = [await order(buyer), await order(buyer)]
    await expire(over.id)
    await buyer.browser.post(`/api/orders/${cancelled.id}/cancel`)
    for (const { link } of [over, cancelled]) {
      const reason = orderWords.ru.paymentRefused.over
      expect(await buyer.person.pay({ link })).toMatchObject({ status: 'failed', reason })
    }
  })

  test('money that comes late for goods that are gone is written down, told to its owner and to staff', async () => {
    const [buyer, other] = [await newBuyer(), await newBuyer()]
    const { id, number, sku, link, read } = await order(buyer)
    expect((await buyer.person.pay({ link }, 'late')).status).toBe('pending')
    await expire(id)
    await fillAll(on, [{ customerId: other.customerId, lines: { [sku]: 1 } }])
    const bought = await other.browser.post('/api/orders', asking(130_000), { 'idempotency-key': randomUUID() })
    expect(bought.status).toBe(201)
    buyer.person.letMoneyArrive()
    await expect.poll(async () => (await read()).status).toBe('cancelled')
    expect((await read()).payment.status).toBe('paid')
    await buyer.person.waitFor(orderWords.ru.refund.title)
    await staff.waitFor(`заказ ${number}`)
    expect(await counted(on, 'payments', `order_id = '${id}' and state = 'refund_due' and reason = 'too_late'`)).toBe(1)
  })

  test('somebody else’s order cannot be paid by asking for its link', async () => {
    const [owner, stranger] = [await newBuyer(), await newBuyer()]
    const { id } = await order(owner)
    const { status, body } = await stranger.browser.post(`/api/orders/${id}/pay`)
    expect([status, body.code]).toEqual([404, 'orders.unknown'])
  })
})

test('the chat asks for money that did not come in the Mini App, and its invoice becomes a receipt (Y3)', async () => {
  const buyer = await newBuyer('en')
  const { id, number, read } = await order(buyer)
  // The job that was planned for later, now.
  await expect
    .poll(() => counted(on, 'jobs.job', `name = 'payments.ask-in-chat' and data ->> 'orderId' = '${id}'`))
    .toBe(1)
  await shop.database.db.execute(
    sql`update jobs.job set start_after = now() where name = 'payments.ask-in-chat' and data ->> 'orderId' = ${id}`,
  )
  const invoice = await buyer.person.waitFor(({ invoice }) => invoice?.title === `Order ${number}`, 10_000)
  expect(invoice.inlineKeyboard).toEqual([[{ text: 'Pay', pay: true }]])
  expect((await buyer.person.pay({ messageId: invoice.id })).status).toBe('paid')
  await expect.poll(async () => (await read()).status).toBe('processing')
  const { rows } = await shop.database.db.execute(sql`select * from telegram_outbox`)
  expect(JSON.stringify(rows)).not.toContain(shop.simulator.paymentToken)
})

test('a payment that somebody made up and sent to us is nothing (S14, S23)', async () => {
  const simulator = await (await import('@vitrina/simulator')).startSimulator({ limits: false })
  const byWebhook = await openShop(
    (config) => ({
      telegram: config.telegram && {
        ...config.telegram,
        mode: 'webhook' as const,
        paymentToken: simulator.paymentToken,
      },
    }),
    simulator,
  )
  const forged = {
    update_id: 1,
    message: {
      ...{ message_id: 1, date: 1, chat: { id: 5, type: 'private' }, from: { id: 5, is_bot: false, first_name: 'X' } },
      successful_payment: {
        ...{ currency: 'RUB', total_amount: 130_000, invoice_payload: 'x'.repeat(22) },
        ...{ telegram_payment_charge_id: 'made-up', provider_payment_charge_id: 'made-up' },
      },
    },
  }
  const browser = byWebhook.browser()
  const guesses = [{}, { 'x-telegram-bot-api-secret-token': 'guessed' }]
  for (const headers of guesses) expect((await browser.post('/webhooks/telegram', forged, headers)).status).toBe(403)
  expect(await counted({ ctx: testCtx(byWebhook.database.db) }, 'payments')).toBe(0)
  await byWebhook.close()
})

test('while Telegram is away an order waits for its invoice, and staff finds nothing lost', async () => {
  const buyer = await newBuyer()
  const { sku } = await sell(on, { stock: 1 })
  await fillAll(on, [{ customerId: buyer.customerId, lines: { [sku]: 1 } }])
  const body = asking(130_000, { payment: { methodId: 'telegram' } })
  const placed = await buyer.browser.post('/api/orders', body, { 'idempotency-key': randomUUID() })
  shop.simulator.faults.add({ kind: 'drop-before' }, { method: 'createInvoiceLink' })
  const first = await buyer.browser.post(`/api/orders/${placed.body.id}/pay`)
  expect([first.status, first.body.code]).toEqual([503, 'checkout.payment_not_ready'])
  const second = await buyer.browser.post(`/api/orders/${placed.body.id}/pay`)
  expect(second.body.invoiceLink).toMatch(/^https:\/\/t\.me\/\$/)
})

test('an answer about a payment that is lost is given again in time (G9)', async () => {
  const buyer = await newBuyer()
  const { link } = await order(buyer)
  shop.simulator.faults.add({ kind: 'drop-before' }, { method: 'answerPreCheckoutQuery', times: 2 })
  const from = performance.now()
  expect((await buyer.person.pay({ link })).status).toBe('paid')
  expect(performance.now() - from).toBeLessThan(9_500)
})
