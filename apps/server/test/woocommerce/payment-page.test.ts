import { expect, onTestFinished, test } from 'vitest'
import { cancelOverdue } from '#checkout'
import { findOrder, type OrderId } from '#orders'
import { findPayment, listRefundsDue, wooCommercePaid, wooCommercePayment } from '#payments'
import { type Refusal, Signals } from '#platform'
import { KnownGateways } from '#woocommerce-shop'
import { cancelOrder } from '../../src/modules/checkout/end-order.ts'
import { payOrder } from '../../src/modules/checkout/pay-order.ts'
import { quoteCart } from '../../src/modules/checkout/quote-cart.ts'
import { refreshGateways } from '../../src/modules/woocommerce-shop/gateways.ts'
import { silentLog } from '../ctx.ts'
import { asking, buyerOf, held, place, sell } from '../selling.ts'
import { openSide } from './shop-source.ts'

const QUICK = { timeout: 20_000 }
const MINUTE = 60_000

/** A checkout where one may pay at the site's page; `urls` says where each order is paid. */
async function openPaying(isOpen: () => boolean = () => true) {
  const side = await openSide()
  const urls = new Map<string, string>()
  const method = wooCommercePayment({ isOpen, urlOf: async (_, orderId) => urls.get(orderId) })
  const selling = { ...side.on, selling: { ...side.on.selling, paymentMethods: [method] } }
  const order = async (stock = 1) => {
    const { sku } = await sell(side.on, { stock })
    const customerId = await buyerOf(selling, { [sku]: 1 })
    const asked = asking(100_000, { payment: { methodId: 'woocommerce' }, delivery: { methodId: 'pickup' } })
    const { id } = await place(selling, customerId, asked)
    const find = async () => {
      const found = await findOrder(side.ctx.db, id as OrderId)
      if (!found) throw new Error('there is no order')
      return found
    }
    return { sku, customerId, orderId: id as OrderId, find }
  }
  return { ...side, urls, method, selling, order }
}

const paid = ({ ctx }: Awaited<ReturnType<typeof openPaying>>, orderId: OrderId) =>
  wooCommercePaid(ctx, { orderId, at: ctx.now(), transactionId: 'bank-7' })

test('one can pay there while a way to pay online is switched on there, and every process knows at once (Y3)', async () => {
  const { ctx, woo, source, on } = await openSide()
  const signals = new Signals(on.connection, silentLog())
  await signals.start()
  onTestFinished(() => signals.close())
  const known = new KnownGateways(ctx, signals)
  onTestFinished(() => known.close())
  await refreshGateways(ctx, source)
  await known.read()
  expect(known.areThere).toBe(false)
  woo.world.setGateway('payme', { title: 'Payme' })
  await refreshGateways(ctx, source)
  await expect.poll(() => known.areThere, QUICK).toBe(true)
  woo.faults.always({ kind: 'garbage' })
  await expect(refreshGateways(ctx, source)).rejects.toThrow()
  const later = new KnownGateways(ctx, signals)
  await later.read()
  later.close()
  expect(later.areThere).toBe(true)
  woo.faults.clear()
  woo.world.setGateway('payme', { enabled: false })
  await refreshGateways(ctx, source)
  await expect.poll(() => known.areThere, QUICK).toBe(false)
})

test.each([
  ['can', true, ['woocommerce']],
  ['cannot', false, []],
])('where one %s pay there, it is offered or not', async (_, isOpen, expected) => {
  const side = await openSide()
  const method = wooCommercePayment({ isOpen: () => isOpen, urlOf: async () => undefined })
  const { sku } = await sell(side.on)
  const customerId = await buyerOf(side.on, { [sku]: 1 })
  const ports = { ...side.on.selling, paymentMethods: [method] }
  const { paymentMethods } = await quoteCart(side.ctx, { customerId, locale: 'ru' }, ports)
  expect(paymentMethods.map(({ id }) => id)).toEqual(expected)
})

test('where it is paid is said once the order is there; until then one is asked to come again in a moment (Y3)', async () => {
  const paying = await openPaying()
  const { orderId, find } = await paying.order()
  const refused = await payOrder(paying.ctx, await find(), [paying.method]).catch((error: Refusal) => error)
  expect(refused).toMatchObject({ code: 'checkout.payment_not_ready' })
  const url = 'https://wp.example/checkout/order-pay/7/?pay_for_order=true&key=wc_order_x'
  paying.urls.set(orderId, url)
  expect(await payOrder(paying.ctx, await find(), [paying.method])).toEqual({ url })
})

test('an order is paid by what the site says, once, however often it says so (Y3)', async () => {
  const paying = await openPaying()
  const { sku, orderId, find } = await paying.order()
  expect(await Promise.all([1, 2, 3].map(() => paid(paying, orderId)))).toEqual(
    expect.arrayContaining(['kept', 'known', 'known']),
  )
  expect(await find()).toMatchObject({ status: 'processing', paymentStatus: 'paid', payBy: null })
  expect(await held(paying.on, sku)).toBe(1)
  const payment = await findPayment(paying.ctx.db, { method: 'woocommerce', chargeId: orderId })
  expect(payment).toMatchObject({ state: 'kept', amountMinor: 100_000, providerChargeId: 'bank-7' })
})

test('money for an order given up for want of it buys the goods while they are there (Y3)', async () => {
  const paying = await openPaying()
  const { orderId, find } = await paying.order()
  paying.on.ctx.advance(31 * MINUTE)
  await cancelOverdue(paying.on.ctx, orderId)
  expect((await find()).status).toBe('cancelled')
  expect(await paid(paying, orderId)).toBe('kept')
  expect(await find()).toMatchObject({ status: 'processing', paymentStatus: 'paid' })
})

test('money for an order that was called off is not lost: it has to go back, and staff is told (Y3)', async () => {
  const paying = await openPaying()
  const { orderId, customerId, find } = await paying.order()
  await cancelOrder(paying.ctx, { orderId, customerId })
  expect([await paid(paying, orderId), await paid(paying, orderId)]).toEqual(['too_late', 'known'])
  expect((await find()).status).toBe('cancelled')
  expect(await listRefundsDue(paying.ctx.db, 10)).toMatchObject([{ orderId, reason: 'too_late' }])
  expect(await paying.on.takeJobs('payments.refund_due')).toEqual([{ method: 'woocommerce', chargeId: orderId }])
})

test('what the site calls paid is no money of an order that is paid at the door, nor of none', async () => {
  const paying = await openPaying()
  const { sku } = await sell(paying.on)
  const customerId = await buyerOf(paying.on, { [sku]: 1 })
  const { id } = await place(paying.on, customerId, asking(100_000, { delivery: { methodId: 'pickup' } }))
  expect(await paid(paying, id as OrderId)).toBe('elsewhere')
  expect(await paid(paying, 'nobody' as OrderId)).toBe('elsewhere')
  expect((await findOrder(paying.ctx.db, id as OrderId))?.paymentStatus).toBe('unpaid')
})
