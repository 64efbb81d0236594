import { expect, onTestFinished, test } from 'vitest'
import { moveOrder } from '#orders'
import { Database, notify, Signals } from '#platform'
import { noteHint } from '#woocommerce'
import { ORDER_WORK, OrderSync, type OrderSyncParts, planPush } from '#woocommerce-orders'
import { silentLog } from '../ctx.ts'
import { placedOrder } from '../orders.ts'
import { madeCalls, openOrdering } from './ordering.ts'

const QUICK = { timeout: 10_000, interval: 20 }

/** What keeps orders in step, as it runs in a process, several times if need be. */
async function openSyncs() {
  const ordering = await openOrdering({ isLive: true })
  const lines: string[] = []
  const log = { ...silentLog(), warn: (...args: unknown[]) => void lines.push(args.map(String).join(' ')) }
  const ctx = { ...ordering.ctx, log }
  const begin = async (periods: OrderSyncParts['periods'] = {}) => {
    const database = new Database(ordering.connection, { poolSize: 4, log: silentLog() })
    const signals = new Signals(ordering.connection, silentLog())
    await signals.start()
    const parts = { database, signals, periods: { pushMs: 60_000, changesMs: 60_000, retryMs: 50, ...periods } }
    const sync = new OrderSync(ctx, ordering.openSite(), parts)
    let closing: Promise<void> | undefined
    const close = () => {
      closing ??= sync.close().then(async () => {
        await signals.close()
        await database.close()
      })
      return closing
    }
    onTestFinished(close)
    sync.start()
    return { sync, close }
  }
  return { ...ordering, ctx, lines, begin }
}

test('an order is brought the moment it is placed, by one of several processes, and by another when that ends (E6)', async () => {
  const { begin, place, theirs } = await openSyncs()
  const first = await begin()
  await begin()
  const order = await place()
  await expect.poll(() => theirs(order).length, QUICK).toBe(1)
  await first.close()
  const later = await place()
  await expect.poll(() => theirs(later).length, QUICK).toBe(1)
  expect(theirs(order)).toHaveLength(1)
})

test('what is told by a webhook is read at once, and what is changed here is told at once (E6)', async () => {
  const { begin, place, theirs, woo, ctx, read } = await openSyncs()
  await begin()
  const order = await place()
  await expect.poll(() => theirs(order).length, QUICK).toBe(1)
  const id = theirs(order)[0]?.id as number
  await expect.poll(async () => (await read(order)).externalId, QUICK).toBe(String(id))
  woo.world.setOrderStatus(id, 'processing')
  await noteHint(ctx, { resource: 'order', externalId: String(id) })
  await notify(ctx, ...ORDER_WORK)
  await expect.poll(async () => (await read(order)).status, QUICK).toBe('processing')
  await moveOrder(ctx, order.id, { to: 'cancelled', actor: { kind: 'staff', id: '1' } })
  await planPush(ctx, order.id)
  await expect.poll(() => theirs(order)[0]?.status, QUICK).toBe('cancelled')
})

test('an outage is told once, named when it lasts for minutes, and nothing is lost in it (Y4, S9)', async () => {
  const { begin, place, theirs, woo, lines, ctx, pushes } = await openSyncs()
  woo.faults.always({ kind: 'no-database' })
  const { sync } = await begin()
  const order = await place()
  await expect.poll(() => lines.length, QUICK).toBeGreaterThan(0)
  await expect(sync.check()).resolves.toBeUndefined()
  const in10Minutes = { ...ctx, now: () => new Date(Date.now() + 600_000) }
  await expect(new OrderSync(in10Minutes, {} as never, {} as never).check()).rejects.toThrow('1 orders wait')
  woo.faults.clear()
  await expect.poll(() => theirs(order).length, { timeout: 40_000 }).toBe(1)
  await expect.poll(pushes, QUICK).toEqual([])
  // Of each work that failed.
  expect(lines.length).toBeLessThanOrEqual(3)
}, 60_000)

test('a process that is asked to end lets the call under way come back (E6)', async () => {
  const { begin, place, theirs, woo, read } = await openSyncs()
  woo.faults.always({ kind: 'slow', delayMs: 700 }, { method: 'POST', path: '/orders' })
  const { close } = await begin()
  const order = await place()
  await expect.poll(() => madeCalls(woo).length, QUICK).toBe(1)
  await close()
  expect(theirs(order)).toHaveLength(1)
  expect((await read(order)).externalId).not.toBeNull()
})

test('after a start what was missed meanwhile is brought (G10)', async () => {
  const ordering = await openSyncs()
  const { begin, theirs, ofRoses } = ordering
  const missed = await placedOrder(ordering, { lines: [ofRoses()] })
  await begin()
  await expect.poll(() => theirs(missed).length, QUICK).toBe(1)
})
