import type { Source } from '#catalog'
import { type Ctx, transact } from '#platform'
import { type Coupon, type CouponNews, completeCoupon } from './model.ts'
import { countOf, deleteCouponsExcept, deleteCouponsNamed, hasAny, listUsers, upsertCoupons } from './store.ts'

// So that no statement has more parameters than the protocol bears.
const BATCH = 500

/** Whether a source has any coupon at all. */
export function hasCoupons(ctx: Ctx, source: Source): Promise<boolean> {
  return hasAny(ctx.db, source)
}

/** How many coupons a source has here. */
export function countCoupons(ctx: Ctx, source: Source): Promise<number> {
  return countOf(ctx.db, source)
}

/** Who is known to have used some of a source's coupons there, by what it calls them. */
export async function listUsedElsewhere(
  ctx: Ctx,
  source: Source,
  externalIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await listUsers(ctx.db, source, externalIds)
  return new Map(rows.map(({ externalId, usedElsewhereBy }) => [externalId ?? '', usedElsewhereBy]))
}

/** Makes a source's coupons these and no others; of those that stay, what was used is kept. */
export function storeCoupons(ctx: Ctx, source: Source, news: readonly CouponNews[]): Promise<void> {
  const coupons = complete(source, news)
  return transact(ctx, async (ctx) => {
    await write(ctx, coupons)
    await deleteCouponsExcept(
      ctx.db,
      source,
      coupons.map(({ code }) => code),
    )
  })
}

/**
 * Writes what is new of some of a source's coupons, and takes out those of which it is told that they are gone,
 * by what the source calls them. News that is older than what is known changes nothing.
 */
export function updateCoupons(
  ctx: Ctx,
  source: Source,
  { news, gone }: { news: readonly CouponNews[]; gone: readonly string[] },
): Promise<void> {
  const coupons = complete(source, news)
  return transact(ctx, async (ctx) => {
    const named = coupons.flatMap(({ externalId }) => externalId ?? [])
    const codes = coupons.map(({ code }) => code)
    // First: a code may have gone from one to another.
    if (gone.length > 0) await deleteCouponsNamed(ctx.db, { source, externalIds: gone }, [])
    if (named.length > 0) await deleteCouponsNamed(ctx.db, { source, externalIds: named }, codes)
    await write(ctx, coupons)
  })
}

/** Of two that are typed differently and are one, the later. */
function complete(source: Source, news: readonly CouponNews[]): Coupon[] {
  const coupons = news.map((one) => completeCoupon(source, one))
  return [...new Map(coupons.map((coupon) => [coupon.code, coupon])).values()]
}

async function write(ctx: Ctx, coupons: readonly Coupon[]): Promise<void> {
  for (let from = 0; from < coupons.length; from += BATCH) {
    await upsertCoupons(ctx.db, coupons.slice(from, from + BATCH))
  }
}
