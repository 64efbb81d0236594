import { findCategoryIds, listOffers } from '#catalog'
import { type CouponNews, storeCoupons } from '#coupons'
import { storeDeliveryMethods } from '#delivery'
import { type Ctx, transact } from '#platform'
import type { CheckoutDraft } from './format.ts'

type CouponDraft = NonNullable<CheckoutDraft['coupons']>[number]

/**
 * Makes the shop's own ways of delivery and coupons what a file says, all of it or nothing; what it
 * says nothing of stays as it is. How often coupons were used is kept. Out: what coupons are for and
 * the catalogue does not know; then nothing was changed.
 */
export function importCheckout(ctx: Ctx, { delivery, coupons }: CheckoutDraft): Promise<{ unknown: string[] }> {
  return transact(ctx, async (ctx) => {
    const named = await findNamed(ctx, coupons ?? [])
    const unknown = (coupons ?? []).flatMap(({ code, skus, categories }) => [
      ...skus.filter((sku) => !named.products.has(sku)).map((sku) => `coupon ${code}: there is no sku "${sku}"`),
      ...categories
        .filter((id) => !named.categories.has(id))
        .map((id) => `coupon ${code}: there is no category "${id}"`),
    ])
    if (unknown.length > 0) return { unknown }
    if (delivery) await storeDeliveryMethods(ctx, 'file', delivery.map(toMethod))
    if (coupons) {
      const rows = coupons.map((coupon) => toCoupon(coupon, named))
      await storeCoupons(ctx, 'file', rows)
    }
    return { unknown: [] }
  })
}

interface Named {
  /** By sku. */
  products: ReadonlyMap<string, number>
  /** By what the catalogue's file calls them. */
  categories: ReadonlyMap<string, number>
}

async function findNamed(ctx: Ctx, coupons: readonly CouponDraft[]): Promise<Named> {
  const offers = await listOffers(ctx.db, [...new Set(coupons.flatMap(({ skus }) => skus))], ctx.now())
  const ids = [...new Set(coupons.flatMap(({ categories }) => categories))]
  return {
    products: new Map(offers.map(({ sku, productId }) => [sku, productId])),
    categories: await findCategoryIds(ctx.db, 'file', ids),
  }
}

function toMethod(
  { price: priceMinor, freeFrom: freeFromMinor, ...method }: NonNullable<CheckoutDraft['delivery']>[number],
  position: number,
) {
  return { ...method, priceMinor, freeFromMinor, position }
}

function toCoupon(draft: CouponDraft, { products, categories }: Named): CouponNews {
  const { code, percent, amount, minimum, expiresAt, usageLimit, usageLimitPerCustomer } = draft
  return {
    code,
    ...(percent === undefined
      ? { kind: 'fixed' as const, value: amount ?? 0 }
      : { kind: 'percent' as const, value: percent }),
    minMinor: minimum,
    expiresAt: expiresAt === null ? null : new Date(expiresAt),
    usageLimit,
    usageLimitPerCustomer,
    productIds: [...new Set(draft.skus.flatMap((sku) => products.get(sku) ?? []))],
    categoryIds: draft.categories.flatMap((id) => categories.get(id) ?? []),
  }
}
