import type { Source } from '#catalog'
import { type CustomerId, findFamily } from '#identity'
import { type Ctx, transact } from '#platform'
import { type Coupon, type CouponLine, foldCode, judgeCoupon, type Verdict } from './model.ts'
import {
  type CouponRow,
  countUses,
  deleteCouponsExcept,
  deleteUse,
  findCoupon,
  hasAny,
  insertUse,
  lockCoupon,
  upsertCoupons,
} from './store.ts'

export interface AppraiseCoupon {
  code: string
  /** Null: a guest, of whom nobody knows what they have used. */
  customerId: CustomerId | null
  lines: readonly CouponLine[]
}

/** What a coupon would be worth now; nothing is promised by it. */
export async function appraiseCoupon(ctx: Ctx, input: AppraiseCoupon): Promise<Verdict> {
  return judge(ctx, await findCoupon(ctx.db, foldCode(input.code)), input)
}

/**
 * Uses a coupon for an order, in the caller's transaction, when it is accepted. Of two who want its
 * last use the second waits for the first and is told.
 */
export async function redeemCoupon(
  ctx: Ctx,
  input: AppraiseCoupon & { customerId: CustomerId; orderId: string },
): Promise<Verdict> {
  const code = foldCode(input.code)
  const verdict = await judge(ctx, await lockCoupon(ctx.db, code), input)
  const { orderId, customerId } = input
  if (verdict.kind === 'accepted') await insertUse(ctx.db, { orderId, code, customerId })
  return verdict
}

async function judge(ctx: Ctx, coupon: CouponRow | undefined, { customerId, lines }: AppraiseCoupon): Promise<Verdict> {
  if (!coupon) return { kind: 'rejected' }
  const byCustomer = coupon.usageLimitPerCustomer === null ? 0 : await countUsesOf(ctx, coupon.code, customerId)
  return judgeCoupon(coupon, lines, { uses: { inAll: coupon.used, byCustomer }, now: ctx.now() })
}

/** Those of accounts that became part of this one too: they are the same person's. */
async function countUsesOf(ctx: Ctx, code: string, customerId: CustomerId | null): Promise<number> {
  if (customerId === null) return 0
  return countUses(ctx.db, code, await findFamily(ctx.db, customerId))
}

/** Gives back what an order used of a coupon; nothing when it used none, or has given it back. */
export function returnCoupon(ctx: Ctx, orderId: string): Promise<void> {
  return deleteUse(ctx.db, orderId)
}

/** Uses a coupon again for an order that it was promised to, whatever has become of its limits since. */
export async function keepCoupon(
  ctx: Ctx,
  use: { code: string; customerId: CustomerId; orderId: string },
): Promise<void> {
  const code = foldCode(use.code)
  if (await lockCoupon(ctx.db, code)) await insertUse(ctx.db, { ...use, code })
}

/** Whether a source has any coupon at all. */
export function hasCoupons(ctx: Ctx, source: Source): Promise<boolean> {
  return hasAny(ctx.db, source)
}

/** Makes a source's coupons these and no others; of those that stay, what was used is kept. */
export function storeCoupons(ctx: Ctx, source: Source, rows: readonly Omit<Coupon, 'source'>[]): Promise<void> {
  // Of two that are typed differently and are one, the later.
  const byCode = new Map(rows.map((row) => [foldCode(row.code), row]))
  const coupons = [...byCode].map(([code, row]) => ({ ...row, source, code }))
  return transact(ctx, async (ctx) => {
    if (coupons.length > 0) await upsertCoupons(ctx.db, coupons)
    await deleteCouponsExcept(
      ctx.db,
      source,
      coupons.map(({ code }) => code),
    )
  })
}
