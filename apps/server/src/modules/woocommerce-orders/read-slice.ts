import { type WooClient, wooFaultOf } from '#woocommerce'

export interface SliceQuery {
  query: Record<string, string | number | boolean>
  signal?: AbortSignal | undefined
  /** Whether what comes after these is of no interest. */
  isEnough?: (items: readonly unknown[]) => boolean
}

export interface Slice {
  items: unknown[]
  /** How many of them cannot be shown at all. */
  broken: number
}

/** A part of the list of orders. One that cannot be shown spoils its page, which is read in halves then, until it is alone (S8). */
export async function readSlice(
  client: WooClient,
  asked: SliceQuery,
  { offset, size }: { offset: number; size: number },
): Promise<Slice> {
  const { query, signal, isEnough = () => false } = asked
  try {
    const { items } = await client.list('/orders', {
      query: { ...query, per_page: size, offset },
      urgency: 'now',
      signal,
    })
    return { items, broken: 0 }
  } catch (error) {
    if (wooFaultOf(error)?.kind !== 'broken') throw error
    if (size === 1) return { items: [], broken: 1 }
    const half = Math.ceil(size / 2)
    const first = await readSlice(client, asked, { offset, size: half })
    if (first.items.length + first.broken < half || isEnough(first.items)) return first
    const second = await readSlice(client, asked, { offset: offset + half, size: size - half })
    return { items: [...first.items, ...second.items], broken: first.broken + second.broken }
  }
}
