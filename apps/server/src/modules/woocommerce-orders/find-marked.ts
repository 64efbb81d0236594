import { z } from 'zod'
import type { OrderId } from '#orders'
import { type WooClient, WooFault } from '#woocommerce'
import { markOf, orderQuery, readOrder, WooOrder } from './read-order.ts'
import { readSlice } from './read-slice.ts'

const PAGE = 100
// What is called «any» there leaves out the trash.
const STATUSES = ['any', 'trash'] as const

export interface FindMarked {
  orderId: OrderId
  /** It is newer than the order with this id. */
  above: number
}

/**
 * The orders there that say they are this one of ours, the oldest first. There is no filter for it, and an unknown
 * one is ignored without a word (O1), so that all orders are read that are newer than the last before it; by their
 * ids, since our clock is not theirs.
 */
export async function findMarked(client: WooClient, wanted: FindMarked, signal?: AbortSignal): Promise<WooOrder[]> {
  const found: WooOrder[] = []
  for (const status of STATUSES) found.push(...(await walk(client, { ...wanted, status, signal })))
  return found.sort((a, b) => a.id - b.id)
}

const Identified = z.object({ id: z.int() })

/** The id of the newest order there, thrown away or not. */
export async function findNewestId(client: WooClient, signal?: AbortSignal): Promise<number> {
  let newest = 0
  for (const status of STATUSES) {
    const query = { status, orderby: 'id', order: 'desc', per_page: 1, _fields: 'id' }
    const { items } = await client.list('/orders', { query, urgency: 'now', signal })
    newest = Math.max(newest, Identified.safeParse(items[0]).data?.id ?? 0)
  }
  return newest
}

interface Walk extends FindMarked {
  status: string
  signal: AbortSignal | undefined
}

const Marked = WooOrder.pick({ id: true, meta_data: true })

async function walk(client: WooClient, { orderId, above, status, signal }: Walk): Promise<WooOrder[]> {
  const found: WooOrder[] = []
  const query = { status, orderby: 'id', order: 'desc', ...orderQuery }
  const isEnough = (items: readonly unknown[]) => items.some((item) => isOlder(item, above))
  // What is made meanwhile moves the others down, so that some are seen twice and none is missed.
  for (let offset = 0; ; offset += PAGE) {
    const { items, broken } = await readSlice(client, { query, signal, isEnough }, { offset, size: PAGE })
    // It may be the very one.
    if (broken > 0) throw new WooFault({ kind: 'broken' })
    for (const item of items) {
      const { data } = Marked.safeParse(item)
      if (data && data.id > above && markOf(data) === orderId) found.push(readOrder(item))
    }
    if (items.length < PAGE || isEnough(items)) return unique(found)
  }
}

const unique = (orders: WooOrder[]) => [...new Map(orders.map((order) => [order.id, order])).values()]

const isOlder = (item: unknown, above: number) => (Marked.safeParse(item).data?.id ?? Number.POSITIVE_INFINITY) <= above
