import type { SimulatedWooCommerce } from '@vitrina/simulator'
import { sql } from 'drizzle-orm'
import { onTestFinished } from 'vitest'
import { findOrder, type OrderDraft, type WholeOrder } from '#orders'
import { openOrderSite, planPush } from '#woocommerce-orders'
import { pushOrders } from '../../src/modules/woocommerce-orders/push-orders.ts'
import { findKnown, findPush } from '../../src/modules/woocommerce-orders/store.ts'
import { orderLine, placedOrder } from '../orders.ts'
import { useCases } from '../use-cases.ts'
import { openClient, openWoo, settingsOf } from './shop.ts'

export type TheirOrder = ReturnType<SimulatedWooCommerce['world']['orders']>[number]

/** A WooCommerce that sells roses for 1,500 roubles, and ours that brings its orders there. */
export async function openOrdering(options: Parameters<typeof openWoo>[0] & { isLive?: boolean } = {}) {
  const woo = await openWoo(options)
  const roses = woo.world.addProduct({ name: 'Розы', sku: 'ROSE-25', regular_price: '1500' })
  woo.world.setStock('ROSE-25', 100)
  const still = await useCases()
  onTestFinished(() => still.close())
  // By a clock that runs, where something waits by itself.
  const ctx = options.isLive ? { ...still.ctx, now: () => new Date() } : still.ctx
  const ground = { ...still, ctx }
  const openSite = () => openOrderSite(openClient(settingsOf(woo)), { locale: 'ru' })
  const site = openSite()
  const ofRoses = (overrides: Parameters<typeof orderLine>[0] = {}) =>
    orderLine({ external: { productId: String(roses.id), variationId: null }, ...overrides })
  return {
    ...ground,
    ...{ woo, roses, site, openSite, ofRoses },
    /** Two bunches of roses with a courier for 3,300 roubles, to be brought there. */
    place: async (overrides: Partial<OrderDraft> = {}): Promise<WholeOrder> => {
      const order = await placedOrder(ground, { lines: [ofRoses()], ...overrides })
      await planPush(ctx, order.id)
      return order
    },
    push: () => pushOrders(ctx, site),
    read: async ({ id }: Pick<WholeOrder, 'id'>) => (await findOrder(ctx.db, id)) as WholeOrder,
    known: ({ id }: Pick<WholeOrder, 'id'>) => findKnown(ctx.db, id),
    waits: async ({ id }: Pick<WholeOrder, 'id'>) => (await findPush(ctx.db, id)) !== undefined,
    alarms: async () => ground.takeJobs('woocommerce_orders.alarm'),
    /** Orders there that say they are this one. */
    theirs: ({ id }: Pick<WholeOrder, 'id'>) => theirsOf(woo, id),
    pushes: async () => {
      const { rows } = await ctx.db.execute<{ tries: number; attempted: boolean }>(
        sql`select tries, attempted_at is not null as attempted from woo_order_pushes order by number`,
      )
      return rows
    },
  }
}

export function theirsOf(woo: SimulatedWooCommerce, id: string): TheirOrder[] {
  return woo.world.orders().filter((order) => markOf(order) === id)
}

export const markOf = ({ meta_data: meta }: TheirOrder) => meta.find(({ key }) => key === 'vitrina_order')?.value

export const metaOf = ({ meta_data: meta }: TheirOrder) =>
  Object.fromEntries(meta.map(({ key, value }) => [key, value]))

export const madeCalls = (woo: SimulatedWooCommerce) =>
  woo.calls().filter(({ method, path }) => method === 'POST' && path.startsWith('/wc/v3/orders'))
