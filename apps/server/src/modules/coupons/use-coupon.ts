import { type CustomerId, findCustomer, findFamily } from '#identity'
import type { Ctx, Pepper } from '#platform'
import { type CouponLine, foldCode, judgeCoupon, namesOfUser, type Verdict } from './model.ts'
import { type CouponRow, countUses, deleteUse, findCoupon, insertUse, lockCoupon } from './store.ts'

export interface AppraiseCoupon {
  code: string
  /** Null: a guest, of whom nobody knows what they have used. */
  customerId: CustomerId | null
  lines: readonly CouponLine[]
}

export interface CouponPorts {
  /** Under which people's uses elsewhere are kept. */
  pepper: Pepper
}

/** What a coupon would be worth now; nothing is promised by it. */
export async function appraiseCoupon(ctx: Ctx, input: AppraiseCoupon, ports: CouponPorts): Promise<Verdict> {
  return judge(ctx, { coupon: await findCoupon(ctx.db, foldCode(input.code)), input }, ports)
}

/**
 * Uses a coupon for an order, in the caller's transaction, when it is accepted. Of two who want its
 * last use the second waits for the first and is told.
 */
export async function redeemCoupon(
  ctx: Ctx,
  input: AppraiseCoupon & { customerId: CustomerId; orderId: string },
  ports: CouponPorts,
): Promise<Verdict> {
  const code = foldCode(input.code)
  const verdict = await judge(ctx, { coupon: await lockCoupon(ctx.db, code), input }, ports)
  const { orderId, customerId } = input
  if (verdict.kind === 'accepted') await insertUse(ctx.db, { orderId, code, customerId })
  return verdict
}

async function judge(
  ctx: Ctx,
  { coupon, input: { customerId, lines } }: { coupon: CouponRow | undefined; input: AppraiseCoupon },
  { pepper }: CouponPorts,
): Promise<Verdict> {
  if (!coupon) return { kind: 'rejected' }
  const { code, usageLimitPerCustomer: limit } = coupon
  const byCustomer = limit === null ? 0 : await countUsesOf(ctx, { code, customerId }, pepper)
  const email = coupon.emails.length === 0 ? null : await findEmail(ctx, customerId)
  return judgeCoupon(coupon, lines, { uses: { inAll: coupon.used, byCustomer }, now: ctx.now(), email })
}

/** The proven one: whose coupon it is, whoever types an address must not decide. */
async function findEmail(ctx: Ctx, customerId: CustomerId | null): Promise<string | null> {
  if (customerId === null) return null
  return (await findCustomer(ctx.db, customerId))?.email ?? null
}

/** Here and elsewhere; those of accounts that became part of this one too, for they are the same person's. */
async function countUsesOf(
  ctx: Ctx,
  { code, customerId }: Pick<AppraiseCoupon, 'code' | 'customerId'>,
  pepper: Pepper,
): Promise<number> {
  if (customerId === null) return 0
  const customerIds = await findFamily(ctx.db, customerId)
  const names = namesOfUser({ customerIds, email: await findEmail(ctx, customerId) }, pepper)
  return countUses(ctx.db, code, { customerIds, names })
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
