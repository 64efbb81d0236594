import type { WooClient } from './client.ts'
import { isOfTheHost, wooFaultOf } from './fault.ts'

const PAGE = 100
// No more than this waits at the client's gate, so no more is in memory.
const READERS = 4

export interface WalkedList {
  path: string
  query: Record<string, string | number | boolean>
  /** Where to begin, when something before it was read by others. */
  from?: number
  signal?: AbortSignal | undefined
}

export interface Slice {
  items: unknown[]
  /** Places in the list of what cannot be read at all. */
  failed: number[]
  total: number | undefined
}

/**
 * Reads a whole list by ids, several pages at once as the site bears it. A page that fails is halved until what
 * makes it fail is alone (S8). `take` gets every part once; `onProgress`, up to where all is taken.
 */
export async function walkList(
  client: WooClient,
  list: WalkedList,
  take: (slice: Slice) => Promise<void>,
  onProgress: (offset: number) => Promise<void> = async () => {},
): Promise<number | undefined> {
  const { from = 0 } = list
  const stop = new AbortController()
  const signal = list.signal ? AbortSignal.any([list.signal, stop.signal]) : stop.signal
  const done = new Set<number>()
  let [next, end, taken] = [from, Number.POSITIVE_INFINITY, from]
  let total: number | undefined
  const readOne = async () => {
    const offset = next
    next += PAGE
    const slice = await readSlice(client, { ...list, signal }, { offset, size: PAGE })
    const count = slice.items.length + slice.failed.length
    // Past its end a list says that it has nothing at all.
    if (count < PAGE) end = Math.min(end, offset + count)
    else if (slice.total !== undefined) [total, end] = [slice.total, slice.total]
    total ??= slice.total
    await take(slice)
    done.add(offset)
    while (done.delete(taken)) taken += PAGE
    await onProgress(taken)
  }
  const read = async () => {
    while (next < end) {
      signal.throwIfAborted()
      await readOne()
    }
  }
  // The first tells how many there are, and mostly that there is no more.
  await readOne()
  await Promise.all(Array.from({ length: READERS }, () => read().catch((error) => stop.abort(error))))
  // Thrown when all have stopped: nothing goes on behind the caller's back.
  stop.signal.throwIfAborted()
  return total
}

interface Place {
  offset: number
  size: number
}

async function readSlice(client: WooClient, list: WalkedList, { offset, size }: Place): Promise<Slice> {
  const { path, query, signal } = list
  try {
    const paging = { orderby: 'id', order: 'asc', per_page: size, offset }
    return { ...(await client.list(path, { query: { ...query, ...paging }, signal })), failed: [] }
  } catch (error) {
    if (!mayBeOneOfThem(error) || signal?.aborted) throw error
    if (size === 1) {
      if (!(await isOnlyThis(client, error))) throw error
      return { items: [], failed: [offset], total: undefined }
    }
    const half = Math.ceil(size / 2)
    const first = await readSlice(client, list, { offset, size: half })
    const second = await readSlice(client, list, { offset: offset + half, size: size - half })
    const total = first.total ?? second.total
    return { items: [...first.items, ...second.items], failed: [...first.failed, ...second.failed], total }
  }
}

/** Whether one thing in a list may be the cause. */
export function mayBeOneOfThem(error: unknown): boolean {
  const fault = wooFaultOf(error)
  if (!fault) return false
  if (fault.kind === 'broken') return true
  return isOfTheHost(fault) && !['away', 'unreachable', 'busy'].includes(fault.kind)
}

/** Whether asking for one thing failed because of that thing, the site being well otherwise. */
export async function isOnlyThis(client: WooClient, error: unknown): Promise<boolean> {
  if (wooFaultOf(error)?.kind === 'broken') return true
  return client.list('/products/categories', { query: { per_page: 1 } }).then(
    () => true,
    () => false,
  )
}
