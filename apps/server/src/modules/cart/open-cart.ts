import type { CustomerId } from '#identity'
import { type Ctx, hashToken, type Limits, limit, newToken } from '#platform'
import type { Owner } from './model.ts'
import { type CartRow, type Changing, insertCart, type Key, touchCart } from './store.ts'

/** Carts begun from one address, each a row for months; an office behind one router begins fewer. */
const newGuests = limit('cart.new_guest', [{ points: 300, durationSeconds: 600 }])

export interface OpenedCart extends CartRow {
  /** What a guest's cookie has to hold from now on; none of customers. */
  guestToken: string | undefined
}

/** How the tables know an owner; nothing of a guest who has changed nothing yet. */
export function keyOf(owner: Owner): Key | undefined {
  if ('customerId' in owner) return { customerId: owner.customerId }
  return owner.token === undefined ? undefined : { guestHash: hashToken(owner.token) }
}

/** The cart of an owner who has one, noted as changed and kept to the caller's transaction. */
export async function reopenCart(
  ctx: Ctx,
  { owner, what = 'cart' }: { owner: Owner; what?: Changing },
): Promise<OpenedCart | undefined> {
  const key = keyOf(owner)
  const row = key && (await touchCart(ctx.db, key, { now: ctx.now(), what }))
  return row && { ...row, guestToken: 'token' in owner ? owner.token : undefined }
}

/**
 * The same, made when there is none. A guest's token that we know nothing of is not taken over:
 * whoever could plant a cookie would then share the cart that is filled under it.
 */
export async function openCart(
  ctx: Ctx,
  opening: { owner: Owner; what?: Changing },
  flood: Limits,
): Promise<OpenedCart> {
  const there = await reopenCart(ctx, opening)
  if (there) return there
  const { owner } = opening
  if ('customerId' in owner) {
    const { customerId } = owner
    return { ...(await insertCart(ctx.db, { customerId }, ctx.now())), guestToken: undefined }
  }
  // In memory: nobody is waited for inside the transaction.
  await flood.consume(newGuests, owner.address)
  const guestToken = newToken(ctx.random)
  const row = await insertCart(ctx.db, { guestHash: hashToken(guestToken) }, ctx.now())
  return { ...row, guestToken }
}

/** A customer's cart, made when there is none. */
export async function openCustomersCart(ctx: Ctx, customerId: CustomerId): Promise<CartRow> {
  const key = { customerId }
  return (await touchCart(ctx.db, key, { now: ctx.now(), what: 'cart' })) ?? insertCart(ctx.db, key, ctx.now())
}
