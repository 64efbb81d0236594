import type { CustomerId } from '#identity'
import { type Ctx, hashToken, transact } from '#platform'
import { listFavoritesIn, writeFavorites } from './favorites-store.ts'
import { type Favorite, type Line, mergeCarts, mergeFavorites } from './model.ts'
import { openCustomersCart } from './open-cart.ts'
import { offersOf } from './show-cart.ts'
import {
  type CartRow,
  deleteCart,
  hasGuestCart,
  type Key,
  listLines,
  lockCart,
  updateCoupon,
  writeLines,
} from './store.ts'

/**
 * Makes what a guest has kept the customer's who they turned out to be: cart and favourites, once,
 * however many of their tabs say so at the same time. What the cart has no room for becomes a favourite.
 * Nothing happens when there is nothing of a guest.
 */
export async function mergeGuest(
  ctx: Ctx,
  { customerId, guestToken }: { customerId: CustomerId; guestToken: string },
): Promise<void> {
  const guestHash = hashToken(guestToken)
  // Asked without a lock: a cookie that outlived its cart must not cost its owner a change at every call.
  if (!(await hasGuestCart(ctx.db, guestHash))) return
  await transact(ctx, (ctx) => moveInto(ctx, customerId, { guestHash }))
}

/** Two accounts became one, and so do their carts. When it comes late or again, nothing is left to move. */
export function followJoin(ctx: Ctx, { from, into }: { from: CustomerId; into: CustomerId }): Promise<void> {
  return transact(ctx, (ctx) => moveInto(ctx, into, { customerId: from }))
}

// A customer's own is always kept first and the other second, so that two of these never wait for each other.
async function moveInto(ctx: Ctx, customerId: CustomerId, key: Key): Promise<void> {
  const own = await openCustomersCart(ctx, customerId)
  const other = await lockCart(ctx.db, key)
  // Moved by somebody else while we waited.
  if (!other) return
  const left = await joinContents(ctx, own, other)
  const news = [...(await listFavoritesIn(ctx.db, other.id)), ...(await likedInstead(ctx, left))]
  if (news.length > 0) {
    await writeFavorites(ctx.db, own.id, mergeFavorites(await listFavoritesIn(ctx.db, own.id), news))
  }
  await deleteCart(ctx.db, other.id)
}

/** Out: what there was no room for. */
async function joinContents(ctx: Ctx, own: CartRow, other: CartRow): Promise<readonly Line[]> {
  const [ownLines, otherLines] = [await listLines(ctx.db, own.id), await listLines(ctx.db, other.id)]
  const merged = mergeCarts({ ...own, lines: ownLines }, { ...other, lines: otherLines })
  await writeLines(ctx.db, own.id, merged.lines)
  if (merged.couponCode !== own.couponCode) await updateCoupon(ctx.db, own.id, merged.couponCode)
  return merged.left
}

/** What cannot be bought in one order with the rest is not forgotten either; but what the catalogue does not know any more. */
async function likedInstead(ctx: Ctx, lines: readonly Line[]): Promise<Favorite[]> {
  if (lines.length === 0) return []
  const offers = await offersOf(ctx, lines)
  return lines.flatMap(({ sku, addedAt }) => {
    const offer = offers.get(sku)
    return offer ? [{ productId: offer.productId, addedAt }] : []
  })
}
