import { type Ctx, type Limits, transact } from '#platform'
import type { Owner } from './model.ts'
import { openCart, reopenCart } from './open-cart.ts'
import type { ChangedCart } from './set-quantity.ts'
import { emptyCart, offersOf } from './show-cart.ts'
import { listLines, updateCoupon } from './store.ts'

/**
 * Puts a coupon's code into the cart. It stays there even when it takes nothing off now, and that is
 * shown as a problem: a guest's may be good once they sign in, and another with more in the cart.
 */
export function setCoupon(
  ctx: Ctx,
  { owner, code }: { owner: Owner; code: string },
  flood: Limits,
): Promise<ChangedCart> {
  return transact(ctx, async (ctx) => {
    const { id, guestToken } = await openCart(ctx, { owner }, flood)
    await updateCoupon(ctx.db, id, code)
    const lines = await listLines(ctx.db, id)
    return { couponCode: code, lines, offers: await offersOf(ctx, lines), guestToken }
  })
}

/** Takes the coupon out; without one nothing changes. */
export function removeCoupon(ctx: Ctx, owner: Owner): Promise<ChangedCart> {
  return transact(ctx, async (ctx) => {
    const opened = await reopenCart(ctx, { owner })
    if (!opened) return { ...emptyCart, offers: new Map(), guestToken: undefined }
    const { id, guestToken } = opened
    await updateCoupon(ctx.db, id, null)
    const lines = await listLines(ctx.db, id)
    return { couponCode: null, lines, offers: await offersOf(ctx, lines), guestToken }
  })
}
