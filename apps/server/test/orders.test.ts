import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CustomerId, findCustomer } from '#identity'
import {
  exportOrders,
  findOrder,
  followAccounts,
  forgetCustomer,
  listOrders,
  listPendingExternal,
  markPaid,
  moveOrder,
  nameExternally,
  type OrderId,
  toOrder,
} from '#orders'
import { eraseCustomer } from '../src/modules/own-account/erase-customer.ts'
import { attach, byMail, byPhone, newEmail, signedInAs } from './accounts.ts'
import { countLockWaits } from './database.ts'
import { bySystem, orderLine, placedOrder } from './orders.ts'
import { type UseCases, useCases } from './use-cases.ts'

let on: UseCases
beforeAll(async () => {
  on = await useCases()
})
afterAll(() => on.close())

const staff = { kind: 'staff', id: '77' } as const
const woocommerce = { kind: 'woocommerce', id: null } as const

describe('an order that is placed', () => {
  test('is found again as it was written, with its lines in order and its first move', async () => {
    const lines = [orderLine(), orderLine({ sku: 'CARD', quantity: 1, unitPriceMinor: 0, picture: null })]
    const order = await placedOrder(on, { lines, contact: { name: 'Анна', phone: '+79161234567' as never } })
    expect(await findOrder(on.ctx.db, order.id)).toEqual(order)
    expect(order.lines.map(({ sku }) => sku)).toEqual(['ROSE-25', 'CARD'])
    expect(order.moves).toMatchObject([{ from: null, to: 'placed', actorKind: 'customer' }])
    expect(await on.takeJobs('orders.placed')).toEqual([{ orderId: order.id }])
  })

  test('has a number that people can say, higher than the one before', async () => {
    const [first, second] = [await placedOrder(on), await placedOrder(on)]
    expect(first.number).toBeGreaterThan(1000)
    expect(second.number).toBeGreaterThan(first.number)
  })

  test('is said in the language of whoever asks, else in the shop’s', async () => {
    const order = await placedOrder(on)
    const pictureUrl = ({ pictureId }: { pictureId: string }) => `/pictures/${pictureId}`
    const shown = toOrder(order, { locale: 'en', defaultLocale: 'ru', pictureUrl })
    expect(shown).toMatchObject({
      number: String(order.number),
      items: [{ name: 'Roses, 25 шт', lineTotal: { amountMinor: 300_000, currency: 'RUB' } }],
      delivery: { methodId: 'courier', title: 'Courier', address: { city: 'Москва' } },
      timeline: [{ status: 'placed' }],
      canCancel: true,
    })
    expect(shown.items[0]?.image?.url).toBe('/pictures/a-rose')
  })

  test('cannot be written with a total that its parts do not make', async () => {
    await expect(placedOrder(on, { totalMinor: 1 })).rejects.toThrow()
    await expect(placedOrder(on, { discountMinor: -30_000, totalMinor: 360_000 })).rejects.toThrow()
  })
})

describe('moving an order (G12)', () => {
  test('leaves who did it, when and why, and is told in the same transaction', async () => {
    const { id } = await placedOrder(on)
    await on.takeJobs('orders.moved')
    on.ctx.advance(60_000)
    const moved = await moveOrder(on.ctx, id, { to: 'processing', actor: staff, reason: 'called' })
    expect(moved).toMatchObject({ outcome: 'moved', order: { status: 'processing' } })
    const last = (await findOrder(on.ctx.db, id))?.moves.at(-1)
    const expected = { actorKind: 'staff', actorId: '77', reason: 'called', at: on.ctx.now() }
    expect(last).toMatchObject({ from: 'placed', to: 'processing', ...expected })
    expect(await on.takeJobs('orders.moved')).toEqual([{ orderId: id, from: 'placed', to: 'processing' }])
  })

  test('shows whoever is just reading it all of the move or nothing', async () => {
    const { id } = await placedOrder(on)
    const { reading } = await on.ctx.db.transaction(async (db) => {
      await db.execute(sql`lock table order_lines in access exclusive mode`)
      const reading = findOrder(on.ctx.db, id)
      await expect.poll(() => countLockWaits(on.ctx.db)).toBe(1)
      await moveOrder(on.ctx, id, { to: 'processing', actor: staff })
      return { reading }
    })
    const read = await reading
    expect(read?.moves.at(-1)?.to).toBe(read?.status)
  })

  test('that the table does not allow leaves nothing', async () => {
    const { id, customerId } = await placedOrder(on)
    await moveOrder(on.ctx, id, { to: 'processing', actor: staff })
    await on.takeJobs('orders.moved')
    const customer = { kind: 'customer', id: String(customerId) } as const
    expect(await moveOrder(on.ctx, id, { to: 'cancelled', actor: customer })).toMatchObject({ outcome: 'refused' })
    expect((await findOrder(on.ctx.db, id))?.moves).toHaveLength(2)
    expect(await on.takeJobs('orders.moved')).toEqual([])
  })

  test('of many who want it moved at once one moves it', async () => {
    const { id } = await placedOrder(on)
    await on.takeJobs('orders.moved')
    const moves = Array.from({ length: 12 }, (_, n) =>
      moveOrder(on.ctx, id, { to: n % 2 ? 'cancelled' : 'processing', actor: staff }),
    )
    const outcomes = (await Promise.all(moves)).map(({ outcome }) => outcome)
    const order = await findOrder(on.ctx.db, id)
    // Processing may be cancelled after; cancelled is not worked on by staff.
    expect(outcomes.filter((outcome) => outcome === 'moved')).toHaveLength((order?.moves.length ?? 0) - 1)
    expect(await on.takeJobs('orders.moved')).toHaveLength((order?.moves.length ?? 0) - 1)
    expect(order?.status).toBe('cancelled')
  })

  test('older news from outside is no news; of one second all are', async () => {
    const { id } = await placedOrder(on)
    const at = (seconds: number) => new Date(Date.UTC(2030, 1, 1, 0, 0, seconds))
    const news = (to: 'completed' | 'processing' | 'on_hold', seconds: number) =>
      moveOrder(on.ctx, id, { to, actor: woocommerce, revisedAt: at(seconds) })
    expect(await news('completed', 20)).toMatchObject({ outcome: 'moved' })
    expect(await news('processing', 19)).toMatchObject({ outcome: 'stale', order: { status: 'completed' } })
    expect(await news('completed', 30)).toMatchObject({ outcome: 'same' })
    expect(await news('processing', 25)).toMatchObject({ outcome: 'stale' })
    expect(await news('on_hold', 30)).toMatchObject({ outcome: 'moved', order: { status: 'on_hold' } })
  })

  test('one that nobody has heard of is said to be unknown', async () => {
    const move = { to: 'processing', actor: staff } as const
    expect((await moveOrder(on.ctx, 'x'.repeat(22) as OrderId, move)).outcome).toBe('unknown')
  })
})

describe('the money of an order', () => {
  test('is told once, however often it is noted', async () => {
    const { id } = await placedOrder(on)
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => markPaid(on.ctx, id)))
    expect(outcomes.filter(({ outcome }) => outcome === 'paid')).toHaveLength(1)
    expect(await on.takeJobs('orders.paid')).toEqual([{ orderId: id }])
    expect(await findOrder(on.ctx.db, id)).toMatchObject({ paymentStatus: 'paid', paidAt: on.ctx.now() })
  })

  test('given back is known of the order', async () => {
    const { id } = await placedOrder(on)
    await markPaid(on.ctx, id)
    await moveOrder(on.ctx, id, { to: 'refunded', actor: bySystem })
    expect(await findOrder(on.ctx.db, id)).toMatchObject({ status: 'refunded', paymentStatus: 'refunded' })
  })
})

test('what is not yet known outside is listed until it is named there, once', async () => {
  const order = await placedOrder(on)
  const pending = async () => (await listPendingExternal(on.ctx.db, { limit: 1000 })).map(({ id }) => id)
  expect(await pending()).toContain(order.id)
  const external = { id: '5001', number: '5001', revisedAt: on.ctx.now() }
  expect(await nameExternally(on.ctx, order.id, external)).toBe(true)
  expect(await pending()).not.toContain(order.id)
  const another = await placedOrder(on)
  await expect(nameExternally(on.ctx, another.id, external)).rejects.toThrow()
})

describe('orders of accounts that become one', () => {
  const idsOf = async (customerId: CustomerId) =>
    (await listOrders(on.ctx.db, customerId, { limit: 10 })).map(({ id }) => id)

  /** An account whose phone is proven from another one becomes part of that. */
  async function joined() {
    const email = newEmail()
    const first = await byMail(on, email)
    const second = await byPhone(on)
    const orders = [
      await placedOrder(on, { customerId: first.customerId }),
      await placedOrder(on, { customerId: second.customerId }),
    ] as const
    await attach(on, second, { email })
    const [news] = await on.takeJobs('identity.accounts-joined')
    return { first, second, orders, news }
  }

  test('follow the one that is left, and go back when they are parted (X1)', async () => {
    const { first, second, orders, news } = await joined()
    expect(news).toMatchObject({ from: expect.any(Number), into: expect.any(Number) })
    await followAccounts(on.ctx, news)
    expect(await idsOf(news.into)).toEqual(orders.map(({ id }) => id).reverse())
    expect(await idsOf(news.from)).toEqual([])

    const rows = await Promise.all([
      findCustomer(on.ctx.db, first.customerId),
      findCustomer(on.ctx.db, second.customerId),
    ])
    expect(rows.filter((row) => row?.joinedInto)).toHaveLength(1)
    // As `takeBack` parts them.
    await on.ctx.db.execute(sql`update customers set joined_into = null where id = ${news.from}`)
    await followAccounts(on.ctx, { from: news.into, into: news.from })
    expect(await idsOf(first.customerId)).toEqual([orders[0].id])
    expect(await idsOf(second.customerId)).toEqual([orders[1].id])
  })

  test('news that came late changes nothing', async () => {
    const { news } = await joined()
    const third = await signedInAs(on)
    await on.ctx.db.execute(sql`update customers set joined_into = ${third.customerId},
      email = null, email_verified_at = null, phone = null, phone_verified_at = null, telegram_id = null
      where id = ${news.into}`)
    await followAccounts(on.ctx, { from: news.into, into: third.customerId })
    await followAccounts(on.ctx, news)
    expect(await idsOf(third.customerId)).toHaveLength(2)
  })
})

describe('erasure (Y7)', () => {
  test('takes from finished orders who it was, from the others when they are, and leaves the orders', async () => {
    const asking = await signedInAs(on)
    const { customerId } = asking
    const finished = await placedOrder(on, { customerId })
    await moveOrder(on.ctx, finished.id, { to: 'completed', actor: staff })
    const underWay = await placedOrder(on, { customerId })
    await eraseCustomer(on.ctx, asking)
    await forgetCustomer(on.ctx, customerId)

    const nobody = { contact: null, address: null, comment: null }
    expect(await findOrder(on.ctx.db, finished.id)).toMatchObject({ ...nobody, totalMinor: 330_000 })
    expect(await findOrder(on.ctx.db, underWay.id)).toMatchObject({ contact: { name: 'Анна' } })
    await moveOrder(on.ctx, underWay.id, { to: 'processing', actor: staff })
    expect(await findOrder(on.ctx.db, underWay.id)).toMatchObject({ contact: { name: 'Анна' } })
    await moveOrder(on.ctx, underWay.id, { to: 'completed', actor: staff })
    expect(await findOrder(on.ctx.db, underWay.id)).toMatchObject(nobody)
  })

  test('an export has every order, and nothing of who in the shop did what', async () => {
    const order = await placedOrder(on)
    await moveOrder(on.ctx, order.id, { to: 'processing', actor: staff, reason: 'difficult customer' })
    const text = JSON.stringify(await exportOrders(on.ctx, order.customerId))
    for (const told of ['ROSE-25', '+79161234567', 'Арбат, 1', 'processing']) expect(text).toContain(told)
    for (const kept of ['difficult', '"77"']) expect(text).not.toContain(kept)
  })
})
