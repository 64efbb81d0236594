/**
 * Coupons. Owns what they promise and which orders used them. Promises that none is used more often
 * than its limits allow, however many ask at once. Does not know orders nor what they cost.
 */
export type { Coupon, CouponLine, Verdict } from './model.ts'
export {
  type AppraiseCoupon,
  appraiseCoupon,
  hasCoupons,
  keepCoupon,
  redeemCoupon,
  returnCoupon,
  storeCoupons,
} from './use-coupon.ts'
