import type { CustomerId } from '#identity'
import { type Ctx, inBatches } from '#platform'
import { listFavorites } from './favorites-store.ts'
import { GUEST_MS } from './model.ts'
import { deleteCartOf, deleteGuestCarts, findCart } from './store.ts'

/** What is held of a customer's cart and favourites, for the export of it (Y7). */
export async function exportCart(ctx: Ctx, customerId: CustomerId): Promise<object> {
  const cart = await findCart(ctx.db, { customerId })
  const items = cart?.lines.map(({ sku, quantity, seenPriceMinor, addedAt }) => ({
    ...{ sku, quantity, seenPriceMinor, addedAt },
  }))
  const favorites = await listFavorites(ctx.db, { customerId })
  return { items: items ?? [], couponCode: cart?.couponCode ?? null, favorites }
}

/** Forgets the cart and the favourites of an account that was erased. */
export function forgetCart(ctx: Ctx, customerId: CustomerId): Promise<void> {
  return deleteCartOf(ctx.db, customerId)
}

/** Forgets guests who have changed nothing for so long that their cookie is gone too. */
export async function sweepCarts(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now().getTime() - GUEST_MS)
  await inBatches((size) => deleteGuestCarts(ctx.db, before, size))
}
