import { type Signal, signal } from '@preact/signals'
import type { ProductCard, ProductList } from '@vitrina/contract'
import { locale } from '../../language.ts'
import { api } from '../../site.ts'

/** What was shown of a list past its first page. */
export interface Further {
  cards: ProductCard[]
  /** Where it goes on; not known before anything past the first page is, null at its end. */
  cursor?: string | null
  isBusy?: boolean
  hasFailed?: boolean
}

// Kept for the way back from a product, which leads to the place in the list that it was left at.
const MOST = 20
const lists = new Map<string, Signal<Further>>()

/** The rest of the list with that name. */
export function furtherOf(name: string): Signal<Further> {
  const key = `${locale.value} ${name}`
  const list = lists.get(key) ?? signal<Further>({ cards: [] })
  lists.delete(key)
  lists.set(key, list)
  const [oldest] = lists.keys()
  if (lists.size > MOST && oldest !== undefined) lists.delete(oldest)
  return list
}

/** Fetches the next page of a list. A product that moved over from the page before is not shown twice. */
export async function goFurther(
  list: Signal<Further>,
  { query, first }: { query: Record<string, string>; first: ProductList },
): Promise<void> {
  const { cards, cursor = first.nextCursor, isBusy } = list.peek()
  if (!cursor || isBusy) return
  list.value = { cards, cursor, isBusy: true }
  try {
    const next = await api.get('/api/products', { query: { ...query, cursor } })
    const known = new Set([...first.items, ...cards].map(({ id }) => id))
    list.value = { cards: [...cards, ...next.items.filter(({ id }) => !known.has(id))], cursor: next.nextCursor }
  } catch {
    list.value = { cards, cursor, hasFailed: true }
  }
}
