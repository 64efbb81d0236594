import type { Locale, ProductCard } from '@vitrina/contract'
import type { ProductId } from '#catalog'
import { type Ctx, transact } from '#platform'
import { productUnknown, tooManyFavorites } from './errors.ts'
import { countFavorites, deleteFavorite, insertFavorite, listFavorites } from './favorites-store.ts'
import { MAX_FAVORITES, type Owner } from './model.ts'
import { keyOf, openCart, reopenCart } from './open-cart.ts'
import type { FavoritePorts, ReadCards } from './ports.ts'

/** What somebody liked, the latest first; what is not shown any more is kept for when it is again. */
export async function readFavorites(
  ctx: Ctx,
  { owner, locale }: { owner: Owner; locale: Locale },
  readCards: ReadCards,
): Promise<ProductCard[]> {
  const key = keyOf(owner)
  const ids = key ? (await listFavorites(ctx.db, key)).map(({ productId }) => productId) : []
  if (ids.length === 0) return []
  const cards = new Map((await readCards(ctx, ids, locale)).map((card) => [card.id, card]))
  return ids.flatMap((id) => cards.get(String(id)) ?? [])
}

/**
 * Remembers a product as liked; out: what a guest's cookie has to hold from now on. Refuses with
 * `cart.product_unknown` what the shop does not show, and with `cart.too_many_favorites`.
 */
export async function addFavorite(
  ctx: Ctx,
  { owner, productId, locale }: { owner: Owner; productId: ProductId; locale: Locale },
  ports: Pick<FavoritePorts, 'readCards' | 'flood'>,
): Promise<string | undefined> {
  const [card] = await ports.readCards(ctx, [productId], locale)
  if (!card) throw productUnknown()
  return transact(ctx, async (ctx) => {
    const { id, guestToken } = await openCart(ctx, { owner, what: 'favorites' }, ports.flood)
    const isNew = await insertFavorite(ctx.db, id, { productId, addedAt: ctx.now() })
    if (isNew && (await countFavorites(ctx.db, id)) > MAX_FAVORITES) throw tooManyFavorites()
    return guestToken
  })
}

/** Forgets a product that was liked; out: as above. */
export function removeFavorite(
  ctx: Ctx,
  { owner, productId }: { owner: Owner; productId: ProductId },
): Promise<string | undefined> {
  return transact(ctx, async (ctx) => {
    const opened = await reopenCart(ctx, { owner, what: 'favorites' })
    if (opened) await deleteFavorite(ctx.db, opened.id, productId)
    return opened?.guestToken
  })
}
