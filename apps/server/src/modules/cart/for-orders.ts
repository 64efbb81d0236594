import type { CustomerId } from '#identity'
import { type Ctx, transact } from '#platform'
import { tooManyLines } from './errors.ts'
import { mergeCarts } from './model.ts'
import { openCustomersCart } from './open-cart.ts'
import { offersOf } from './show-cart.ts'
import { findCart, listLines, takeContents, writeLines } from './store.ts'

export interface CartToOrder {
  lines: { sku: string; quantity: number; seenPriceMinor: number }[]
  couponCode: string | null
  /** Of this very content; what `takeCart` has to be told. */
  version: number
}

/** What a customer is about to order; nothing in it when they have never had a cart. */
export async function cartLines(ctx: Ctx, customerId: CustomerId): Promise<CartToOrder> {
  const cart = await findCart(ctx.db, { customerId })
  if (!cart) return { lines: [], couponCode: null, version: 0 }
  const lines = cart.lines.map(({ sku, quantity, seenPriceMinor }) => ({ sku, quantity, seenPriceMinor }))
  return { lines, couponCode: cart.couponCode, version: cart.version }
}

/**
 * Empties the cart that became an order, coupon and all, in the caller's transaction. False, and
 * nothing is emptied, when it is no longer the one that was read: another tab has changed it.
 */
export function takeCart(ctx: Ctx, taken: { customerId: CustomerId; version: number }): Promise<boolean> {
  return takeContents(ctx.db, taken, ctx.now())
}

/**
 * Puts the lines of an earlier order into the cart again; of what is there already the larger number
 * stays, so that pressing twice orders once. What is not sold now comes in and is shown as a problem,
 * but for what the catalogue does not know any more: these skus are given back. Refuses with
 * `cart.too_many_lines` when they do not fit.
 */
export function addLines(
  ctx: Ctx,
  customerId: CustomerId,
  lines: readonly { sku: string; quantity: number; seenPriceMinor: number }[],
): Promise<{ unknown: string[] }> {
  return transact(ctx, async (ctx) => {
    const { id, couponCode } = await openCustomersCart(ctx, customerId)
    const own = await listLines(ctx.db, id)
    const offers = await offersOf(ctx, lines)
    const addedAt = ctx.now()
    const known = lines.filter(({ sku }) => offers.has(sku)).map((line) => ({ ...line, addedAt }))
    const merged = mergeCarts({ couponCode, lines: own }, { couponCode: null, lines: known })
    if (merged.left.length > 0) throw tooManyLines()
    await writeLines(ctx.db, id, merged.lines)
    return { unknown: lines.map(({ sku }) => sku).filter((sku) => !offers.has(sku)) }
  })
}
