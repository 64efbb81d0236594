import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cancelOverdue } from '#checkout'
import type { CustomerId } from '#identity'
import { findOrder, type OrderId, type WholeOrder } from '#orders'
import {
  exportPayments,
  findPayment,
  forgetPayments,
  type IncomingPayment,
  listRefundsDue,
  markRefunded,
  takePayment,
  telegramPayment,
} from '#payments'
import { transact } from '#platform'
import type { InvoiceDesk, InvoiceToPay } from '#telegram'
import { cancelOrder } from '../src/modules/checkout/end-order.ts'
import { customers } from '../src/modules/identity/tables.ts'
import { judgeCheckout } from '../src/modules/payments/judge-checkout.ts'
import { composeInvoice } from '../src/modules/payments/model.ts'
import { byMail } from './accounts.ts'
import { asking, buyerOf, counted, held, openSelling, place, type Selling, sell } from './selling.ts'

let on: Selling
beforeAll(async () => {
  on = await openSelling()
})
afterAll(() => on.close())

const MINUTE = 60_000
const charge = () => randomBytes(12).toString('hex')

/** An order for 1,300 roubles that waits for its money in Telegram. */
async function unpaid(stock = 1) {
  const { sku } = await sell(on, { stock })
  const customerId = await buyerOf(on, { [sku]: 1 })
  const placed = await place(on, customerId, asking(130_000, { payment: { methodId: 'telegram' } }))
  const orderId = placed.id as OrderId
  const order = async () => (await findOrder(on.ctx.db, orderId)) as WholeOrder
  return { sku, customerId, orderId, order }
}

const money = (orderId: string, overrides: Partial<IncomingPayment> = {}): IncomingPayment => ({
  method: 'telegram',
  chargeId: charge(),
  providerChargeId: charge(),
  reference: orderId,
  amountMinor: 130_000,
  currency: 'RUB',
  payerId: 7_000_000_001,
  at: on.ctx.now(),
  ...overrides,
})

const question = (orderId: string, overrides = {}) => ({
  payload: orderId,
  amountMinor: 130_000,
  currency: 'RUB',
  ...overrides,
})

const stateOf = async ({ method, chargeId }: IncomingPayment) => {
  const payment = await findPayment(on.ctx.db, { method, chargeId })
  return payment && [payment.state, payment.reason]
}

describe('money that has come (Y3)', () => {
  test('pays its order, once, however often it is told of', async () => {
    const { sku, orderId, order } = await unpaid()
    const paid = money(orderId)
    expect(await takePayment(on.ctx, paid)).toBe('kept')
    expect(await takePayment(on.ctx, paid)).toBe('known')
    expect(await order()).toMatchObject({ status: 'processing', paymentStatus: 'paid', payBy: null })
    expect(await held(on, sku)).toBe(1)
    expect(await on.takeJobs('orders.paid')).toEqual([{ orderId }])
    expect(await stateOf(paid)).toEqual(['kept', null])
  })

  test('told of by eight processes at once is one payment', async () => {
    const { orderId, order } = await unpaid()
    const paid = money(orderId)
    const told = await Promise.all(Array.from({ length: 8 }, () => takePayment(on.ctx, paid)))
    expect(told.sort()).toEqual(['kept', ...Array(7).fill('known')])
    expect((await order()).moves.map(({ to }) => to)).toEqual(['placed', 'processing'])
    expect(await on.takeJobs('payments.refund_due')).toEqual([])
  })

  test('noted by a process that dies before its transaction ends leaves nothing, and is noted by the next', async () => {
    const { orderId, order } = await unpaid()
    const paid = money(orderId)
    await on.takeJobs('orders.paid')
    const dying = transact(on.ctx, async (ctx) => {
      expect(await takePayment(ctx, paid)).toBe('kept')
      throw new Error('killed')
    })
    await expect(dying).rejects.toThrow('killed')
    expect(await stateOf(paid)).toBeUndefined()
    expect((await order()).paymentStatus).toBe('unpaid')
    expect(await on.takeJobs('orders.paid')).toEqual([])
    expect(await takePayment(on.ctx, paid)).toBe('kept')
    expect(await on.takeJobs('orders.paid')).toEqual([{ orderId }])
  })

  test('for an order paid at the same moment by other money: one is kept, the other goes back', async () => {
    const { orderId } = await unpaid()
    const both = [money(orderId), money(orderId)]
    const told = await Promise.all(both.map((one) => takePayment(on.ctx, one)))
    expect(told.sort()).toEqual(['already', 'kept'])
    expect(await on.takeJobs('payments.refund_due')).toHaveLength(1)
    await on.takeJobs('orders.paid')
  })

  test.each([
    [{ amountMinor: 1 }, 'wrong_amount'],
    [{ amountMinor: 130_001 }, 'wrong_amount'],
    [{ currency: 'UZS' }, 'wrong_amount'],
    [{ reference: 'x'.repeat(22) }, 'unknown_order'],
    [{ reference: "'; drop table orders --" }, 'unknown_order'],
  ] as const)('that is not what the order costs (%j) buys nothing and goes back', async (odd, reason) => {
    const { orderId, order } = await unpaid()
    const paid = money(orderId, odd)
    expect(await takePayment(on.ctx, paid)).toBe(reason)
    expect(await order()).toMatchObject({ status: 'placed', paymentStatus: 'unpaid' })
    expect(await stateOf(paid)).toEqual(['refund_due', reason])
    expect(await on.takeJobs('payments.refund_due')).toEqual([{ method: 'telegram', chargeId: paid.chargeId }])
  })

  test('after its time buys the goods while they are there, and goes back when they are not', async () => {
    const [lucky, late] = [await unpaid(), await unpaid()]
    on.ctx.advance(31 * MINUTE)
    for (const { orderId } of [lucky, late]) await cancelOverdue(on.ctx, orderId)
    const other = await buyerOf(on, { [late.sku]: 1 })
    await place(on, other, asking(130_000))
    expect(await takePayment(on.ctx, money(lucky.orderId))).toBe('kept')
    expect(await lucky.order()).toMatchObject({ status: 'processing', paymentStatus: 'paid' })
    const paid = money(late.orderId)
    expect(await takePayment(on.ctx, paid)).toBe('too_late')
    expect(await late.order()).toMatchObject({ status: 'cancelled', paymentStatus: 'paid' })
    expect(await held(on, late.sku)).toBe(1)
    expect((await listRefundsDue(on.ctx.db, 100)).map(({ chargeId }) => chargeId)).toContain(paid.chargeId)
    expect(await markRefunded(on.ctx, paid)).toBe(true)
    expect(await markRefunded(on.ctx, paid)).toBe(false)
    expect(await stateOf(paid)).toEqual(['refunded', 'too_late'])
  })

  test('is still there for the export, and says nothing of who paid once they are erased (Y7)', async () => {
    const { orderId, customerId } = await unpaid()
    const paid = money(orderId)
    await takePayment(on.ctx, paid)
    expect(await exportPayments(on.ctx, customerId)).toMatchObject([{ orderId, amountMinor: 130_000, state: 'kept' }])
    await forgetPayments(on.ctx, customerId)
    expect((await findPayment(on.ctx.db, paid))?.payerId).toBeNull()
  })

  test('goes with its account into the one that this became part of: into the export, and when that is erased (Y7)', async () => {
    const { orderId, customerId } = await unpaid()
    const paid = money(orderId)
    await takePayment(on.ctx, paid)
    const into = await byMail(on)
    await on.ctx.db.update(customers).set({ joinedInto: into.customerId }).where(eq(customers.id, customerId))
    expect(await exportPayments(on.ctx, into.customerId)).toMatchObject([{ orderId }])
    expect((await findPayment(on.ctx.db, paid))?.payerId).not.toBeNull()
    await forgetPayments(on.ctx, into.customerId)
    expect((await findPayment(on.ctx.db, paid))?.payerId).toBeNull()
  })
})

describe('money and something else at the same moment (G9, G10)', () => {
  const rounds = Array.from({ length: 12 }, (_, round) => round)

  test.each(rounds)('the sweep of those not paid in time: bought or given back, never lost (%d)', async () => {
    const { sku, orderId, order } = await unpaid()
    on.ctx.advance(31 * MINUTE)
    const paid = money(orderId)
    const [taken] = await Promise.all([takePayment(on.ctx, paid), cancelOverdue(on.ctx, orderId)])
    // The goods are there whoever is first, so the money buys them.
    expect(taken).toBe('kept')
    expect(await order()).toMatchObject({ status: 'processing', paymentStatus: 'paid' })
    expect(await held(on, sku)).toBe(1)
    expect(await stateOf(paid)).toEqual(['kept', null])
  })

  test.each(rounds)('its customer who cancels: paid or cancelled and given back, never both (%d)', async () => {
    const { sku, orderId, customerId, order } = await unpaid()
    const paid = money(orderId)
    const cancelled = cancelOrder(on.ctx, { orderId, customerId }).then(
      () => true,
      () => false,
    )
    const [taken, isCancelled] = await Promise.all([takePayment(on.ctx, paid), cancelled])
    expect(taken).toBe(isCancelled ? 'too_late' : 'kept')
    expect((await order()).status).toBe(isCancelled ? 'cancelled' : 'processing')
    expect(await held(on, sku)).toBe(isCancelled ? 0 : 1)
    expect(await stateOf(paid)).toEqual(isCancelled ? ['refund_due', 'too_late'] : ['kept', null])
  })

  test('another buyer of the last one: one has it, and nobody’s money is lost', async () => {
    const { sku, orderId } = await unpaid()
    on.ctx.advance(31 * MINUTE)
    const other = await buyerOf(on, { [sku]: 1 })
    const paid = money(orderId)
    const [taken, ordered] = await Promise.all([
      takePayment(on.ctx, paid),
      place(on, other, asking(130_000)).then(
        () => true,
        () => false,
      ),
    ])
    expect([taken, ordered]).toEqual(ordered ? ['too_late', true] : ['kept', false])
    expect(await held(on, sku)).toBe(1)
  })
})

describe('before it is paid Telegram asks (G9, S23)', () => {
  test('an order that waits for just this much may be paid', async () => {
    const { orderId } = await unpaid()
    expect(await judgeCheckout(on.ctx, question(orderId))).toBeUndefined()
  })

  test.each([
    [{ amountMinor: 1 }, 'changed'],
    [{ currency: 'USD' }, 'changed'],
    [{ payload: 'x'.repeat(22) }, 'unknown'],
    [{ payload: '1001' }, 'unknown'],
    [{ payload: '' }, 'unknown'],
  ])('what is not so may not (%j)', async (odd, verdict) => {
    const { orderId } = await unpaid()
    expect(await judgeCheckout(on.ctx, question(orderId, odd))).toBe(verdict)
  })

  test('nor what is paid, cancelled, over, or paid at the door', async () => {
    const [paid, cancelled, over] = [await unpaid(), await unpaid(), await unpaid()]
    await takePayment(on.ctx, money(paid.orderId))
    await cancelOrder(on.ctx, cancelled)
    const { sku } = await sell(on)
    const atTheDoor = await place(on, await buyerOf(on, { [sku]: 1 }), asking(130_000))
    expect(await judgeCheckout(on.ctx, question(paid.orderId))).toBe('paid')
    expect(await judgeCheckout(on.ctx, question(cancelled.orderId))).toBe('over')
    expect(await judgeCheckout(on.ctx, question(atTheDoor.id))).toBe('over')
    on.ctx.advance(30 * MINUTE)
    expect(await judgeCheckout(on.ctx, question(over.orderId))).toBe('over')
  })

  test('what is let through at the last moment keeps its goods until the money comes, and not for ever', async () => {
    const { sku, orderId, order } = await unpaid()
    await on.takeJobs('checkout.cancel-unpaid')
    on.ctx.advance(29 * MINUTE)
    expect(await judgeCheckout(on.ctx, question(orderId))).toBeUndefined()
    expect(await on.takeJobs('checkout.cancel-unpaid')).toEqual([{ orderId }])
    on.ctx.advance(4 * MINUTE)
    await cancelOverdue(on.ctx, orderId)
    expect((await order()).status).toBe('placed')
    expect(await held(on, sku)).toBe(1)
    let asked = 0
    while ((await judgeCheckout(on.ctx, question(orderId))) === undefined && asked++ < 20) on.ctx.advance(4 * MINUTE)
    const { payBy, placedAt } = await order()
    expect(Number(payBy) - Number(placedAt)).toBe(45 * MINUTE)
    await cancelOverdue(on.ctx, orderId)
    expect((await order()).status).toBe('cancelled')
    expect(await held(on, sku)).toBe(0)
  })
})

describe('an invoice', () => {
  test('costs what the order costs, and fits Telegram however long names are (T11)', async () => {
    const { order } = await unpaid()
    const whole = await order()
    const lines = Array.from({ length: 30 }, () => ({ ...whole.lines[0], name: { ru: '🌹'.repeat(20) } }))
    const showing = { locale: 'uz', defaultLocale: 'ru', shop: 'Vitrina' } as const
    const discounted = { ...whole, lines, discountMinor: 5_000, totalMinor: 125_000 } as WholeOrder
    const { title, description, payload, prices } = composeInvoice(discounted, showing)
    expect(prices.reduce((sum, { amount }) => sum + amount, 0)).toBe(125_000)
    expect(prices.map(({ amount }) => amount)).toEqual([100_000, -5_000, 30_000])
    expect([...title].length).toBeLessThanOrEqual(32)
    expect([...description].length).toBe(255)
    expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(128)
  })

  test('says which of it was ordered, as the order does (Y3)', async () => {
    const { order } = await unpaid()
    const whole = await order()
    const lines = whole.lines.map((line) => ({
      ...line,
      attributes: [{ name: { ru: 'Объём' }, value: { ru: '220 мл' } }],
    }))
    const { description } = composeInvoice({ ...whole, lines }, { locale: 'uz', defaultLocale: 'ru', shop: 'Vitrina' })
    expect(description).toMatch(/, 220 мл × 1$/)
  })

  const desk = (answers: Awaited<ReturnType<InvoiceDesk['createLink']>>[]) => {
    const asked: InvoiceToPay[] = []
    const createLink = async (invoice: InvoiceToPay) => {
      asked.push(invoice)
      return answers[asked.length - 1] ?? 'away'
    }
    const ports = { desk: { isConfigured: true, createLink, answer: async () => {} }, shop: { name: 'Vitrina' } }
    return { asked, method: telegramPayment({ ...ports, defaultLocale: 'ru' }) }
  }

  test('has one link an order, however often its customer comes back', async () => {
    const { order } = await unpaid()
    const { asked, method } = desk([{ link: 'https://t.me/$first' }, { link: 'https://t.me/$second' }])
    for (const _ of [1, 2, 3])
      expect(await method.start(on.ctx, await order())).toEqual({ invoiceLink: 'https://t.me/$first' })
    expect(asked).toHaveLength(1)
  })

  test('is to be asked for again while Telegram is away, and in vain when it takes no such sum', async () => {
    const { order } = await unpaid()
    const { method } = desk(['away', { refused: 'Bad Request: CURRENCY_TOTAL_AMOUNT_INVALID' }])
    await expect(method.start(on.ctx, await order())).rejects.toMatchObject({ code: 'checkout.payment_not_ready' })
    await expect(method.start(on.ctx, await order())).rejects.toMatchObject({ code: 'payments.amount_not_taken' })
    expect(await counted(on, 'invoice_links', `order_id = '${(await order()).id}'`)).toBe(0)
  })
})

test('no money that came is ever taken out of the books', async () => {
  const { customerId } = await unpaid()
  await forgetPayments(on.ctx, customerId as CustomerId)
  expect(await counted(on, 'payments')).toBeGreaterThan(30)
})
