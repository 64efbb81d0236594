import { MAX_QUANTITY } from '@vitrina/contract'
import type { ProductId } from '#catalog'
import type { CustomerId } from '#identity'

export type CartId = number & { readonly __brand: 'CartId' }

/** Past it nothing more comes in, neither added nor merged: each call reads and prices all of them. */
export const MAX_LINES = 100
export const MAX_FAVORITES = 500
/** How long a guest's cart waits for them, counted from its last change. */
export const GUEST_MS = 90 * 24 * 3600_000

/** Whose cart: a customer's on every door, or that of a browser whose cookie holds the token. */
export type Owner = { customerId: CustomerId } | Guest

export interface Guest {
  /** None before the first change. */
  token: string | undefined
  /** Where new carts are counted from. */
  address: string
}

export interface Line {
  sku: string
  quantity: number
  /** What the person saw it for when they put it in; what they pay is always the price of now. */
  seenPriceMinor: number
  addedAt: Date
}

export interface Contents {
  couponCode: string | null
  lines: readonly Line[]
}

export interface StoredCart extends Contents {
  id: CartId
  /** Grows with every change. */
  version: number
}

/** Two carts in one, and what had no room in it. */
export interface Merged extends Contents {
  left: readonly Line[]
}

/**
 * One cart of two of one person: what is in either is in it, of the same thing the larger number
 * (added up, whoever filled a cart twice would buy twice), seen for what they saw last. The coupon of
 * `own` stays. Whether so much is to be had is not asked here: the cart shows that as a problem.
 * All that `own` holds stays; of the rest the newest comes in, as far as there is room for lines.
 */
export function mergeCarts(own: Contents, other: Contents): Merged {
  const others = new Map(other.lines.map((line) => [line.sku, line]))
  const kept = own.lines.map((line) => mergeLines(line, others.get(line.sku) ?? line))
  const ownSkus = new Set(own.lines.map(({ sku }) => sku))
  const news = other.lines.filter(({ sku }) => !ownSkus.has(sku)).toSorted((one, other) => byAdded(other, one))
  const room = Math.max(0, MAX_LINES - kept.length)
  const lines = [...kept, ...news.slice(0, room)].toSorted(byAdded)
  return { couponCode: own.couponCode ?? other.couponCode, lines, left: news.slice(room) }
}

function mergeLines(one: Line, other: Line): Line {
  const [earlier, later] = one.addedAt <= other.addedAt ? [one, other] : [other, one]
  return {
    sku: one.sku,
    quantity: Math.min(MAX_QUANTITY, Math.max(one.quantity, other.quantity)),
    seenPriceMinor: later.seenPriceMinor,
    addedAt: earlier.addedAt,
  }
}

export interface Favorite {
  productId: ProductId
  addedAt: Date
}

/**
 * The favourites of two carts of one person: what is in both was one since the earlier moment. Of more
 * than there is room for the newest stay, by when they were liked last: what somebody has just liked
 * again is not what they miss the least.
 */
export function mergeFavorites(own: readonly Favorite[], other: readonly Favorite[]): Favorite[] {
  const likings = Map.groupBy([...own, ...other], ({ productId }) => productId)
  const merged = [...likings].map(([productId, each]) => {
    const moments = each.map(({ addedAt }) => addedAt.getTime())
    return { productId, addedAt: new Date(Math.min(...moments)), lastAt: Math.max(...moments) }
  })
  return merged
    .toSorted((one, other) => other.lastAt - one.lastAt || other.productId - one.productId)
    .slice(0, MAX_FAVORITES)
    .map(({ productId, addedAt }) => ({ productId, addedAt }))
}

/** As they are shown: by when they came, and those that came together always in one order. */
function byAdded(one: Line, other: Line): number {
  return one.addedAt.getTime() - other.addedAt.getTime() || (one.sku < other.sku ? -1 : 1)
}
