import { expect, test } from 'vitest'
import { holdStock, listOffers } from '#catalog'
import { cancelOverdue, sweepOverdue } from '#checkout'
import { type MoveOrder, moveOrder, type WholeOrder } from '#orders'
import { findPayment } from '#payments'
import { noteHint } from '#woocommerce'
import { paymentUrlOf, planPush } from '#woocommerce-orders'
import { settleEnded } from '../../src/modules/checkout/end-order.ts'
import { compareOpen, followChanges, readHinted } from '../../src/modules/woocommerce-orders/follow-orders.ts'
import { meetOrder } from '../../src/modules/woocommerce-orders/meet-order.ts'
import { takeNews } from '../../src/modules/woocommerce-orders/take-news.ts'
import { bySystem } from '../orders.ts'
import { sell } from '../selling.ts'
import { metaOf, openOrdering, type TheirOrder } from './ordering.ts'

const byCustomer = { kind: 'customer', id: null } as const
const putCalls = (woo: { calls(): { method: string }[] }) => woo.calls().filter(({ method }) => method === 'PUT')

/** An order that is there already. */
async function openBrought(options: Parameters<typeof openOrdering>[0] = {}) {
  const ordering = await openOrdering(options)
  const { ctx, woo, site, place, push, theirs } = ordering
  const order = await place()
  await push()
  const externalId = theirs(order)[0]?.id as number
  woo.forgetCalls()
  return {
    ...ordering,
    ...{ order, externalId },
    there: () => woo.world.order(externalId),
    hint: async (id = externalId) => {
      await noteHint(ctx, { resource: 'order', externalId: String(id) })
      await readHinted(ctx, site)
    },
    move: async (move: Pick<MoveOrder, 'to' | 'actor'>, { id }: WholeOrder = order) => {
      const { outcome } = await moveOrder(ctx, id, move)
      await planPush(ctx, id)
      return outcome
    },
  }
}

test.each([
  ['processing', 'processing'],
  ['completed', 'completed'],
  ['cancelled', 'cancelled'],
  ['refunded', 'refunded'],
  ['failed', 'failed'],
] as const)('«%s» there moves the order here, by the hand of WooCommerce (E6, G12)', async (status, to) => {
  const { woo, order, externalId, hint, read } = await openBrought()
  woo.world.setOrderStatus(externalId, status)
  await hint()
  const moved = await read(order)
  expect(moved.status).toBe(to)
  expect(moved.moves.at(-1)).toMatchObject({ to, actorKind: 'woocommerce' })
})

test('«on hold» after work was begun is a step back; a status of a plugin is none, and what follows it is (E6)', async () => {
  const { woo, order, externalId, hint, read, known, push } = await openBrought()
  woo.world.setOrderStatus(externalId, 'processing')
  await hint()
  woo.world.setOrderStatus(externalId, 'on-hold')
  await hint()
  expect((await read(order)).status).toBe('on_hold')
  woo.world.setOrderStatus(externalId, 'packing-plugin')
  await hint()
  expect((await read(order)).status).toBe('on_hold')
  expect(await known(order)).toMatchObject({ status: 'packing-plugin' })
  await push()
  expect(putCalls(woo)).toEqual([])
  woo.world.setOrderStatus(externalId, 'completed')
  await hint()
  expect((await read(order)).status).toBe('completed')
})

test('webhooks that come twice, late and out of order say nothing that reading does not (H9, H10)', async () => {
  const { woo, order, externalId, hint, read } = await openBrought()
  woo.world.setOrderStatus(externalId, 'processing')
  woo.world.setOrderStatus(externalId, 'completed')
  await hint()
  await hint()
  await hint()
  const { moves, status } = await read(order)
  expect(status).toBe('completed')
  expect(moves).toHaveLength(2)
})

test('what we did ourselves comes back as an echo and moves nothing, here or there (H11)', async () => {
  const { woo, order, hint, read, move, push, waits, site, ctx } = await openBrought()
  await hint()
  await followChanges(ctx, site)
  await followChanges(ctx, site)
  expect((await read(order)).moves).toHaveLength(1)
  await move({ to: 'cancelled', actor: byCustomer })
  await push()
  await hint()
  await followChanges(ctx, site)
  expect((await read(order)).moves).toHaveLength(2)
  expect(await waits(order)).toBe(false)
  expect(putCalls(woo)).toHaveLength(1)
})

test('news that is older than what is known is none (H9)', async () => {
  const at = { ms: Date.parse('2030-01-01T00:00:00Z') }
  const { woo, order, externalId, read, ctx, hint, there, known } = await openBrought({ clock: () => at.ms })
  const old = structuredClone(there())
  at.ms += 60_000
  woo.world.setOrderStatus(externalId, 'completed')
  await hint()
  const seen = {
    ...{
      id: old.id,
      number: String(old.id),
      status: 'processing',
      currency: 'RUB',
      total: '3300.00',
      total_tax: '0.00',
    },
    ...{
      shipping_total: '300.00',
      order_key: old.order_key,
      payment_url: '',
      date_paid_gmt: null,
      transaction_id: '',
      payment_method: '',
      date_modified_gmt: '2030-01-01T00:00:00',
    },
    ...{ meta_data: [], line_items: [], fee_lines: [], coupon_lines: [] },
  }
  expect(await takeNews(ctx, { orderId: order.id, externalId: String(externalId), seen })).toBe('stale')
  expect((await read(order)).status).toBe('completed')
  expect(await known(order)).toMatchObject({ status: 'completed' })
})

test('without any webhook a change is seen by looking, by their clock (H4, S2)', async () => {
  const at = { ms: Date.parse('2026-03-01T00:00:00Z') }
  const { woo, order, externalId, read, ctx, site } = await openBrought({ clock: () => at.ms, gmtOffsetHours: -5 })
  await followChanges(ctx, site)
  at.ms += 3_600_000
  woo.world.setOrderStatus(externalId, 'processing')
  await followChanges(ctx, site)
  expect((await read(order)).status).toBe('processing')
  at.ms += 3_600_000
  woo.world.setOrderStatus(externalId, 'completed')
  woo.forgetCalls()
  await followChanges(ctx, site)
  expect((await read(order)).status).toBe('completed')
  expect(woo.calls()[0]?.path).toContain('modified_after=2026-03-01T00%3A5')
})

test('one that is thrown away or deleted there is cancelled here; one that was over stays as it was (E6)', async () => {
  const { woo, order, externalId, hint, read, place, push, theirs, ctx, site, known } = await openBrought()
  const other = await place()
  const done = await place()
  await push()
  woo.world.setOrderStatus(theirs(done)[0]?.id as number, 'completed')
  await hint(theirs(done)[0]?.id)
  woo.world.trashOrder(theirs(done)[0]?.id as number)
  await hint(theirs(done)[0]?.id)
  woo.world.trashOrder(externalId)
  await hint()
  // For good: nothing tells of it (H9).
  woo.world.deleteOrder(theirs(other)[0]?.id as number)
  expect(await compareOpen(ctx, site)).toBe(1)
  expect((await read(order)).moves.at(-1)).toMatchObject({ to: 'cancelled', reason: 'trash_there' })
  expect((await read(other)).moves.at(-1)).toMatchObject({ to: 'cancelled', reason: 'deleted_there' })
  expect((await read(done)).status).toBe('completed')
  expect(await known(other)).toMatchObject({ status: 'deleted' })
  expect(await compareOpen(ctx, site)).toBe(0)
})

test('what nothing told of is found by comparing all that is open (S9)', async () => {
  const { woo, order, externalId, read, ctx, site } = await openBrought()
  woo.world.order(externalId).status = 'completed'
  expect(await compareOpen(ctx, site)).toBe(1)
  expect((await read(order)).status).toBe('completed')
})

test('a customer’s cancellation is told there, once though its answer is lost (E6, G10)', async () => {
  const { woo, move, push, there, ctx, waits, order } = await openBrought()
  woo.faults.add({ kind: 'drop-after' }, { method: 'PUT' })
  await move({ to: 'cancelled', actor: byCustomer })
  await push()
  expect(await waits(order)).toBe(true)
  ctx.advance(60_000)
  await push()
  expect(there().status).toBe('cancelled')
  expect(putCalls(woo)).toHaveLength(1)
  expect(await waits(order)).toBe(false)
})

test('a change whose request was lost is told again (E6)', async () => {
  const { woo, move, push, there, ctx } = await openBrought()
  woo.faults.add({ kind: 'drop-before' }, { method: 'PUT' })
  await move({ to: 'cancelled', actor: byCustomer })
  await push()
  expect(there().status).toBe('on-hold')
  ctx.advance(60_000)
  await push()
  expect(there().status).toBe('cancelled')
})

test('cancelled while its making was in doubt: what is found there is called off (E6, O1)', async () => {
  const { woo, place, push, move, theirs, ctx, read } = await openBrought()
  woo.faults.add({ kind: 'drop-after' }, { method: 'POST', path: '/orders' })
  const order = await place()
  await push()
  await move({ to: 'cancelled', actor: byCustomer }, order)
  ctx.advance(60_000)
  await push()
  await push()
  expect(theirs(order)).toMatchObject([{ status: 'cancelled' }])
  expect((await read(order)).moves.map(({ to }) => to)).toEqual(['placed', 'cancelled'])
})

test('cancelled here while the merchant began there: whoever was told «cancelled» keeps it; what is done is done (G12)', async () => {
  const { woo, externalId, move, push, there, read, order, hint, place, theirs } = await openBrought()
  woo.world.setOrderStatus(externalId, 'processing')
  await move({ to: 'cancelled', actor: byCustomer })
  await hint()
  expect((await read(order)).status).toBe('cancelled')
  await push()
  expect(there().status).toBe('cancelled')

  const second = await place()
  await push()
  woo.world.setOrderStatus(theirs(second)[0]?.id as number, 'completed')
  await move({ to: 'cancelled', actor: byCustomer }, second)
  await push()
  expect(theirs(second)[0]?.status).toBe('completed')
  expect((await read(second)).status).toBe('completed')
})

test('one that cannot be shown keeps no other from being read, by webhook or by looking (S8)', async () => {
  const { woo, ctx, site, order, externalId, place, push, theirs, read, hint, alarms } = await openBrought()
  const other = await place()
  await push()
  await followChanges(ctx, site)
  await meetOrder(ctx, site, '424242')
  woo.faults.breakId(externalId)
  const id = theirs(other)[0]?.id as number
  woo.world.setOrderStatus(id, 'processing')
  await noteHint(ctx, { resource: 'order', externalId: String(externalId) })
  await hint(id)
  expect((await read(other)).status).toBe('processing')
  woo.world.setOrderStatus(id, 'completed')
  await followChanges(ctx, site)
  expect((await read(other)).status).toBe('completed')
  expect((await read(order)).status).toBe('placed')
  expect(await compareOpen(ctx, site)).toBe(1)
  expect(await alarms()).toEqual([])
})

test('money that came to its page pays the order here, once, however often it is read (Y3)', async () => {
  const { woo, ctx, place, push, theirs, read, hint } = await openBrought()
  const order = await place({ paymentMethodId: 'woocommerce', payBy: new Date(ctx.now().getTime() + 60_000) })
  await push()
  const id = theirs(order)[0]?.id as number
  woo.world.setOrderStatus(id, 'processing')
  expect(woo.world.order(id).paid).not.toBeNull()
  await hint(id)
  await hint(id)
  expect(await read(order)).toMatchObject({ status: 'processing', paymentStatus: 'paid', payBy: null })
  expect(await findPayment(ctx.db, { method: 'woocommerce', chargeId: order.id })).toMatchObject({ state: 'kept' })
  expect(putCalls(woo)).toEqual([])
})

test('cash on delivery chosen at its page is begun there and paid here only when it is money (Y3)', async () => {
  const { woo, ctx, place, push, theirs, read, hint } = await openBrought()
  const order = await place({ paymentMethodId: 'woocommerce', payBy: new Date(ctx.now().getTime() + 60_000) })
  await push()
  const [{ id } = { id: 0 }] = theirs(order)
  const body = new URLSearchParams({ payment_method: 'cod' })
  await fetch((await paymentUrlOf(ctx, order.id)) ?? '', { method: 'POST', body })
  expect(woo.world.order(id).paid).not.toBeNull()
  await hint(id)
  expect(await read(order)).toMatchObject({ status: 'processing', paymentStatus: 'unpaid' })
  woo.world.setOrderStatus(id, 'completed')
  await hint(id)
  expect(await read(order)).toMatchObject({ status: 'completed', paymentStatus: 'paid' })
})

/** An order of two bunches out of so many that is to be paid at its page within half an hour. */
async function openPaying(stock = 10) {
  const brought = await openBrought()
  const { ctx, woo, place, push, theirs, ofRoses, read, hint } = brought
  woo.world.setGateway('bacs', { enabled: true })
  const { sku } = await sell({ ctx }, { stock })
  const payBy = new Date(ctx.now().getTime() + HALF_HOUR_MS)
  const order = await place({ paymentMethodId: 'woocommerce', payBy, lines: [ofRoses({ sku })] })
  await holdStock(ctx, { orderId: order.id, lines: order.lines, until: payBy })
  await push()
  const [{ id } = { id: 0 }] = theirs(order)
  const choose = async (payment_method: string) => {
    const body = new URLSearchParams({ payment_method })
    await fetch((await paymentUrlOf(ctx, order.id)) ?? '', { method: 'POST', body })
  }
  return {
    ...{ ...brought, sku, order, choose, there: () => woo.world.order(id), hint: () => hint(id) },
    now: () => read(order),
    /** As a gateway does that takes a promise and no money. */
    promise: (payment_method: string) => {
      woo.world.order(id).payment_method = payment_method
      woo.world.setOrderStatus(id, 'on-hold')
    },
    cancelUnpaid: async () => {
      await cancelOverdue(ctx, order.id)
      await planPush(ctx, order.id)
    },
    available: async () => (await listOffers(ctx.db, [sku], ctx.now()))[0]?.available,
  }
}

const HALF_HOUR_MS = 30 * 60_000
const DAY_MS = 24 * 3600_000

test('a transfer chosen at its page is given days, and paid here once the merchant says that it came (Y3)', async () => {
  const { ctx, choose, hint, cancelUnpaid, now, there, woo } = await openPaying()
  await choose('bacs')
  await hint()
  ctx.advance(3 * DAY_MS)
  await cancelUnpaid()
  expect(await now()).toMatchObject({ status: 'on_hold', paymentStatus: 'unpaid' })
  woo.world.setOrderStatus(there().id, 'processing')
  await hint()
  expect(await now()).toMatchObject({ status: 'processing', paymentStatus: 'paid' })
})

test.each([
  ['a transfer', 'bacs'],
  ['cash for what is downloaded', 'cod'],
  ['a card that is charged later', 'payme'],
])('an order whose customer chose %s is not called off after half an hour (E6, G5)', async (_, method) => {
  const { ctx, promise, hint, cancelUnpaid, push, now, there } = await openPaying()
  promise(method)
  await hint()
  await hint()
  ctx.advance(HALF_HOUR_MS + DAY_MS)
  await cancelUnpaid()
  expect(await sweepOverdue(ctx)).toBe(0)
  await push()
  expect(await now()).toMatchObject({ status: 'on_hold', paymentStatus: 'unpaid' })
  expect(there().status).toBe('on-hold')
})

test('what did not come within seven days of the choice is called off, here and there (E6)', async () => {
  const { ctx, choose, hint, push, now, there, order } = await openPaying()
  ctx.advance(HALF_HOUR_MS / 2)
  await choose('bacs')
  await hint()
  ctx.advance(7 * DAY_MS)
  expect(await sweepOverdue(ctx)).toBe(0)
  ctx.advance(HALF_HOUR_MS)
  expect(await sweepOverdue(ctx)).toBe(1)
  await planPush(ctx, order.id)
  await push()
  expect((await now()).moves.at(-1)).toMatchObject({ to: 'cancelled', reason: 'not_paid_in_time' })
  expect(there().status).toBe('cancelled')
})

test('one chosen in the last moment, while it was given up here, takes the order up again with its goods (E6, G5)', async () => {
  const { ctx, choose, cancelUnpaid, push, now, there, available, waits, order } = await openPaying()
  ctx.advance(HALF_HOUR_MS)
  await choose('bacs')
  await cancelUnpaid()
  expect(await available()).toBe(10)
  await push()
  expect(there().status).toBe('on-hold')
  expect(await now()).toMatchObject({ status: 'on_hold', paymentStatus: 'unpaid' })
  // Until the catalogue has heard what they took off their own stock.
  expect(await available()).toBe(8)
  ctx.advance(DAY_MS)
  await cancelUnpaid()
  expect((await now()).status).toBe('on_hold')
  expect(await waits(order)).toBe(false)
})

test('but not when its goods are another’s by then, nor when its customer has called it off (E6, G4)', async () => {
  const sold = await openPaying(2)
  sold.ctx.advance(HALF_HOUR_MS)
  await sold.choose('bacs')
  await sold.cancelUnpaid()
  await holdStock(sold.ctx, { orderId: 'another', lines: [{ sku: sold.sku, quantity: 1 }], until: null })
  const left = await openPaying()
  await left.choose('bacs')
  await left.move({ to: 'cancelled', actor: byCustomer }, left.order)
  for (const { hint, push, now, there, order } of [sold, left]) {
    const { payBy } = order
    await hint()
    await push()
    expect(await now()).toMatchObject({ status: 'cancelled', payBy })
    expect(there().status).toBe('cancelled')
  }
})

test('money that came there while it was given up here for want of it is not turned away (Y3)', async () => {
  const { ctx, woo, cancelUnpaid, push, now, there, order, waits } = await openPaying()
  ctx.advance(HALF_HOUR_MS)
  woo.world.setOrderStatus(there().id, 'processing')
  await cancelUnpaid()
  await push()
  expect(there().status).toBe('processing')
  expect(await now()).toMatchObject({ status: 'processing', paymentStatus: 'paid' })
  expect(await waits(order)).toBe(false)
})

test('cash at the door, chosen in the last moment, takes it up again too (E6, G5)', async () => {
  const { ctx, choose, cancelUnpaid, push, now, there, available } = await openPaying()
  ctx.advance(HALF_HOUR_MS)
  await choose('cod')
  await cancelUnpaid()
  await push()
  expect(there().status).toBe('processing')
  expect(await now()).toMatchObject({ status: 'processing', paymentStatus: 'unpaid' })
  expect(await available()).toBe(8)
})

test.each(['cod', 'payme'])(
  'what its customer called off stays so, though %s was chosen there in the same moment (E6)',
  async (method) => {
    const { choose, move, order, hint, push, now, there } = await openPaying()
    await choose(method)
    await move({ to: 'cancelled', actor: byCustomer }, order)
    await hint()
    await push()
    expect((await now()).status).toBe('cancelled')
    expect(there().status).toBe('cancelled')
  },
)

test('what is paid at the door is not paid because work on it began there (Y3)', async () => {
  const { woo, order, externalId, hint, read } = await openBrought()
  woo.world.setOrderStatus(externalId, 'processing')
  await hint()
  expect((await read(order)).paymentStatus).not.toBe('paid')
})

/** A second order there with the number of the first, as a retry behind our back makes it. */
function double(woo: Awaited<ReturnType<typeof openBrought>>['woo'], externalId: number, id: number): TheirOrder {
  const copy = { ...structuredClone(woo.world.order(externalId)), id }
  woo.world.shop.state.orders.set(id, copy)
  return copy
}

test('of two orders there with one number the later is called off with a note, and staff is told (O1, O11)', async () => {
  const { woo, externalId, hint, there, alarms, order, read } = await openBrought()
  double(woo, externalId, externalId + 50)
  await hint(externalId + 50)
  expect(woo.world.order(externalId + 50)).toMatchObject({ status: 'cancelled' })
  expect(metaOf(woo.world.order(externalId + 50))).toMatchObject({ vitrina_note: `the same as ${externalId}` })
  expect(there().status).toBe('on-hold')
  expect(await alarms()).toMatchObject([
    { kind: 'duplicate', orderId: order.id, externalId: String(externalId + 50), details: String(externalId) },
  ])
  await hint(externalId + 50)
  expect(await read(order)).toMatchObject({ status: 'placed', externalId: String(externalId) })
})

test('when it is the earlier that we did not know, it is ours from then on (O1)', async () => {
  const { woo, externalId, hint, there, order, read, move, push } = await openBrought()
  double(woo, externalId, externalId - 1)
  await hint(externalId - 1)
  expect(there().status).toBe('cancelled')
  expect(await read(order)).toMatchObject({ status: 'placed', externalId: String(externalId - 1) })
  await hint()
  expect((await read(order)).status).toBe('placed')
  await move({ to: 'processing', actor: bySystem })
  await push()
  expect(woo.world.order(externalId - 1).status).toBe('processing')
})

test('one that says it is ours and is not known at all is told to staff and left alone (O11)', async () => {
  const { woo, externalId, alarms, site, ctx } = await openBrought()
  await followChanges(ctx, site)
  const stray = double(woo, externalId, externalId + 50)
  const meta = stray.meta_data.find(({ key }) => key === 'vitrina_order')
  if (meta) meta.value = 'A'.repeat(22)
  await followChanges(ctx, site)
  expect(await alarms()).toMatchObject([{ kind: 'orphan', orderId: null, externalId: String(externalId + 50) }])
  expect(stray.status).toBe('on-hold')
})

test('one that staff puts there by hand in place of what failed is taken for ours', async () => {
  const { woo, externalId, place, push, read, ofRoses, theirs, alarms, hint } = await openBrought()
  const order = await place({ lines: [ofRoses({ external: { productId: '999999', variationId: null } })] })
  await push()
  await alarms()
  const copy = double(woo, externalId, externalId + 50)
  const meta = copy.meta_data.find(({ key }) => key === 'vitrina_order')
  if (meta) meta.value = order.id
  await hint(externalId + 50)
  expect(await read(order)).toMatchObject({ externalId: String(externalId + 50) })
  expect(theirs(order).map(({ status }) => status)).toEqual(['cancelled', 'on-hold'])
})

/** Another order in the place of one there, as a site gives ids anew that was set back to an older copy. */
function replace({ woo, externalId }: Awaited<ReturnType<typeof openBrought>>, change: (other: TheirOrder) => void) {
  const other: TheirOrder = { ...structuredClone(woo.world.order(externalId)), order_key: 'wc_order_another' }
  change(other)
  woo.world.shop.state.orders.set(externalId, other)
}

test.each(['hint', 'changes', 'comparison', 'tell'] as const)(
  'of another order that has its id there now nothing is believed; staff is told once (%s)',
  async (way) => {
    const brought = await openBrought()
    const { ctx, site, hint, read, order, alarms, move, push, known, externalId, woo, waits } = brought
    await followChanges(ctx, site)
    replace(brought, (other) => {
      other.meta_data = []
      Object.assign(other, { status: 'completed', date_paid_gmt: '2031-01-01T00:00:00' })
    })
    if (way === 'tell') await move({ to: 'processing', actor: bySystem })
    const ways = {
      hint,
      changes: () => meetOrder(ctx, site, String(externalId)),
      comparison: () => compareOpen(ctx, site),
      tell: push,
    }
    await ways[way]()
    const status = way === 'tell' ? 'processing' : 'placed'
    expect(await read(order)).toMatchObject({ status, paymentStatus: 'unpaid', externalId: null })
    expect(await known(order)).toMatchObject({ trouble: 'replaced', externalId: null })
    expect(await alarms()).toMatchObject([{ kind: 'replaced', orderId: order.id, externalId: String(externalId) }])
    await hint()
    await push()
    expect(await alarms()).toEqual([])
    expect(putCalls(woo)).toEqual([])
    expect(await waits(order)).toBe(false)
  },
)

test('orders that an older copy of the site does not know stay as they are, and staff is told of each (S9)', async () => {
  const { woo, order, place, push, read, ctx, site, alarms, externalId } = await openBrought()
  const next = await place()
  await push()
  woo.world.shop.state.orders.clear()
  expect(await compareOpen(ctx, site)).toBe(2)
  for (const one of [order, next]) expect(await read(one)).toMatchObject({ status: 'placed', externalId: null })
  const told = (await alarms()).map((alarm) => `${alarm.kind} ${alarm.externalId}`)
  expect(told.sort()).toEqual([`replaced ${externalId}`, `replaced ${externalId + 1}`])
  expect(await compareOpen(ctx, site)).toBe(0)
})

test('the newest order, thrown away and then deleted for good, is cancelled', async () => {
  const { woo, order, externalId, hint, read, alarms } = await openBrought()
  woo.world.trashOrder(externalId)
  await hint()
  woo.world.deleteOrder(externalId)
  await hint()
  expect(await read(order)).toMatchObject({ status: 'cancelled', externalId: String(externalId) })
  expect(await alarms()).toEqual([])
})

test('an order that was over lets go of its id, and nobody is troubled; nor is it brought again', async () => {
  const brought = await openBrought()
  const { woo, order, externalId, hint, read, alarms, known, move, push, theirs } = brought
  woo.world.setOrderStatus(externalId, 'completed')
  await hint()
  replace(brought, (other) => {
    other.meta_data = []
  })
  await hint()
  expect(await read(order)).toMatchObject({ status: 'completed', externalId: null })
  expect(await known(order)).toMatchObject({ trouble: null })
  expect(await alarms()).toEqual([])
  await move({ to: 'processing', actor: { kind: 'staff', id: '1' } })
  await push()
  expect(theirs(order)).toEqual([])
})

test('of one that is called off here nothing is told to a site that knows it no more', async () => {
  const { woo, order, move, push, read, waits, alarms } = await openBrought()
  woo.world.shop.state.orders.clear()
  await move({ to: 'cancelled', actor: byCustomer })
  await push()
  expect(putCalls(woo)).toEqual([])
  expect(await waits(order)).toBe(false)
  expect(await read(order)).toMatchObject({ status: 'cancelled', externalId: null })
  expect(await alarms()).toEqual([])
})

test('what says neither whose it is nor by which key is taken for what it was', async () => {
  const brought = await openBrought()
  const { hint, read, order } = brought
  replace(brought, (bare) => {
    bare.meta_data = []
    Object.assign(bare, { order_key: '', status: 'processing' })
  })
  await hint()
  expect((await read(order)).status).toBe('processing')
})

test('one without its mark that staff took off is known by its key', async () => {
  const { woo, externalId, hint, read, order } = await openBrought()
  woo.world.order(externalId).meta_data = []
  woo.world.setOrderStatus(externalId, 'processing')
  await hint()
  expect((await read(order)).status).toBe('processing')
})

test('one that is made under the id of an older one has it, once, and the older waits for a person (O1)', async () => {
  const brought = await openBrought()
  const { woo, externalId, order, place, push, read, alarms, known, theirs, hint } = brought
  woo.world.shop.state.orders.clear()
  woo.world.shop.state.lastIds.post = externalId - 1
  const next = await place()
  await push()
  await push()
  expect(theirs(next)).toMatchObject([{ id: externalId }])
  expect(await read(next)).toMatchObject({ externalId: String(externalId) })
  expect(await read(order)).toMatchObject({ externalId: null, status: 'placed' })
  expect(await known(order)).toMatchObject({ trouble: 'replaced' })
  expect(await alarms()).toMatchObject([{ kind: 'replaced', orderId: order.id }])
  woo.world.setOrderStatus(externalId, 'completed')
  await hint()
  expect((await read(next)).status).toBe('completed')
  expect((await read(order)).status).toBe('placed')
})

test('of an order of ours in its place the news is that one’s', async () => {
  const brought = await openBrought()
  const { externalId, hint, place, read, order } = brought
  const next = await place()
  replace(brought, (other) => {
    const mark = other.meta_data.find(({ key }) => key === 'vitrina_order')
    if (mark) mark.value = next.id
    other.status = 'processing'
  })
  await hint()
  expect(await read(next)).toMatchObject({ status: 'processing', externalId: String(externalId) })
  expect(await read(order)).toMatchObject({ status: 'placed', externalId: null })
})

const stocks = {
  'one on delivery': async () => {},
  'one that the merchant takes up': async ({ woo, externalId, hint }: Awaited<ReturnType<typeof openSold>>) => {
    woo.world.setOrderStatus(externalId(), 'processing')
    await hint(externalId())
  },
  'one that is taken up here': async ({ ctx, order, push }: Awaited<ReturnType<typeof openSold>>) => {
    await moveOrder(ctx, order.id, { to: 'processing', actor: bySystem })
    await planPush(ctx, order.id)
    await push()
  },
}

/** An order of counted goods of theirs, held here, and brought. */
async function openSold(payBy: Date | null) {
  const brought = await openBrought()
  const { ctx, place, push, theirs, ofRoses } = brought
  const { sku } = await sell({ ctx }, { stock: 10 })
  const paying = payBy && ({ payBy, paymentMethodId: 'woocommerce' } as const)
  const order = await place({ lines: [ofRoses({ sku })], ...paying })
  await holdStock(ctx, { orderId: order.id, lines: [{ sku, quantity: 2 }], until: payBy })
  await push()
  const available = async () => (await listOffers(ctx.db, [sku], ctx.now()))[0]?.available
  return { ...brought, order, available, externalId: () => theirs(order)[0]?.id as number }
}

test.each(Object.keys(stocks) as (keyof typeof stocks)[])(
  'what they have taken off their stock is held here only until the catalogue knows it: %s (G4, O7)',
  async (kind) => {
    const sold = await openSold(kind === 'one on delivery' ? null : new Date('2030-01-01T00:30:00Z'))
    const { ctx, order, available } = sold
    await stocks[kind](sold)
    expect(await available()).toBe(8)
    // What follows on every move, after the site has told of it.
    await settleEnded(ctx, order.id)
    ctx.advance(121_000)
    expect(await available()).toBe(10)
  },
)

test('what cannot be told there again and again is told to staff, once, and tried on (G10)', async () => {
  const { woo, move, push, there, ctx, alarms, order } = await openBrought()
  woo.faults.always({ kind: 'garbage' }, { method: 'PUT' })
  await move({ to: 'cancelled', actor: byCustomer })
  for (let nth = 0; nth < 12; nth++) {
    await push().catch(() => {})
    ctx.advance(301_000)
  }
  expect(await alarms()).toMatchObject([{ kind: 'failing', orderId: order.id }])
  woo.faults.clear()
  await push()
  expect(there().status).toBe('cancelled')
})
