import type { ProductSort, WantedAttribute } from '@vitrina/contract'
import { productSorts, readAttributes, writeAttributes } from '@vitrina/contract/product-wishes'

/** What the visitor wants to see of the catalogue, as the address and the server have it. */
export interface Wish {
  category?: string
  q?: string
  sort?: ProductSort
  minPrice?: string
  maxPrice?: string
  inStock?: 'true'
  onSale?: 'true'
  /** As `writeAttributes` writes them. */
  attributes?: string
  /** Where a list was when somebody opened its «more» elsewhere. */
  cursor?: string
}

/** Reads an address; what the server would refuse is no wish. */
export function readWish(category: string | undefined, search: string): Wish {
  const query = new URLSearchParams(search)
  const text = (name: string, fits: (value: string) => boolean) => {
    const value = query.get(name)?.trim()
    return value && fits(value) ? { [name]: value } : {}
  }
  const isAmount = (value: string) => /^\d{1,12}$/.test(value)
  const isTrue = (value: string) => value === 'true'
  return {
    ...(category && { category }),
    ...text('q', (value) => value.length <= 100),
    ...text('sort', (value) => (productSorts as readonly string[]).includes(value)),
    ...text('minPrice', isAmount),
    ...text('maxPrice', isAmount),
    ...text('inStock', isTrue),
    ...text('onSale', isTrue),
    ...text('attributes', (value) => value.length <= 1000 && readAttributes(value) !== undefined),
    ...text('cursor', (value) => value.length <= 500),
  }
}

/** The address of a list like this. */
export function wishPath({ category, ...rest }: Wish): string {
  const query = new URLSearchParams(rest as Record<string, string>).toString()
  const path = category ? `/category/${encodeURIComponent(category)}` : '/catalog'
  return query ? `${path}?${query}` : path
}

/** The wish with something else in the place of what it had; a list that is another begins at its beginning. */
export function rewish(wish: Wish, changes: { [name in keyof Wish]: Wish[name] | undefined }): Wish {
  const next = { ...wish, cursor: undefined, ...changes }
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value)) as Wish
}

export type Filter = { kind: 'price' | 'inStock' | 'onSale' } | { kind: 'attribute'; name: string; value: string }

/** The filters of a wish that are on; what is searched for, the category and the order are none. */
export function filtersOf({ minPrice, maxPrice, inStock, onSale, attributes = '' }: Wish): Filter[] {
  return [
    ...(minPrice || maxPrice ? [{ kind: 'price' as const }] : []),
    ...(inStock ? [{ kind: 'inStock' as const }] : []),
    ...(onSale ? [{ kind: 'onSale' as const }] : []),
    ...(readAttributes(attributes) ?? []).flatMap(({ name, values }) =>
      values.map((value) => ({ kind: 'attribute' as const, name, value })),
    ),
  ]
}

/** The attributes of a wish with one value more, or without it. */
export function toggleAttribute({ attributes = '' }: Wish, name: string, value: string): string {
  const wanted: WantedAttribute[] = readAttributes(attributes) ?? []
  const others = wanted.filter((one) => one.name !== name)
  const had = wanted.find((one) => one.name === name)?.values ?? []
  const values = had.includes(value) ? had.filter((one) => one !== value) : [...had, value]
  return writeAttributes([...others, { name, values }])
}
