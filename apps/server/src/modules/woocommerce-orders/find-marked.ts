import { z } from 'zod'
import type { OrderId } from '#orders'
import { type WooClient, wooFaultOf } from '#woocommerce'
import { markOf, orderQuery, readOrder, WooOrder } from './read-order.ts'

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

/** The id of the newest order there. */
export async function findNewestId(client: WooClient, signal?: AbortSignal): Promise<number> {
  const query = { status: 'any', orderby: 'id', order: 'desc', per_page: 1, _fields: 'id' }
  const { items } = await client.list('/orders', { query, urgency: 'now', signal })
  return z.object({ id: z.int() }).safeParse(items[0]).data?.id ?? 0
}

interface Walk extends FindMarked {
  status: string
  signal: AbortSignal | undefined
}

const Marked = WooOrder.pick({ id: true, meta_data: true })

async function walk(client: WooClient, { orderId, above, status, signal }: Walk): Promise<WooOrder[]> {
  const found: WooOrder[] = []
  // What is made meanwhile moves the others down, so that some are seen twice and none is missed.
  for (let offset = 0; ; offset += PAGE) {
    const items = await readSlice(client, { status, above, signal }, { offset, size: PAGE })
    for (const item of items) {
      const { data } = Marked.safeParse(item)
      if (data && data.id > above && markOf(data) === orderId) found.push(readOrder(item))
    }
    if (items.length < PAGE || items.some((item) => isOlder(item, above))) return unique(found)
  }
}

const unique = (orders: WooOrder[]) => [...new Map(orders.map((order) => [order.id, order])).values()]

const isOlder = (item: unknown, above: number) => (Marked.safeParse(item).data?.id ?? Number.POSITIVE_INFINITY) <= above

/** One that cannot be shown spoils its page: it is read in halves up to there (S8), and might be the one. */
async function readSlice(
  client: WooClient,
  list: Omit<Walk, 'orderId'>,
  { offset, size }: { offset: number; size: number },
): Promise<unknown[]> {
  const { status, above, signal } = list
  const query = { status, orderby: 'id', order: 'desc', per_page: size, offset, ...orderQuery }
  try {
    return (await client.list('/orders', { query, urgency: 'now', signal })).items
  } catch (error) {
    if (wooFaultOf(error)?.kind !== 'broken' || size === 1) throw error
    const half = Math.ceil(size / 2)
    const first = await readSlice(client, list, { offset, size: half })
    if (first.length < half || first.some((item) => isOlder(item, above))) return first
    return [...first, ...(await readSlice(client, list, { offset: offset + half, size: size - half }))]
  }
}
