/**
 * Coupons. Owns what they promise and which orders used them. Promises that none is used more often
 * than its limits allow, however many ask at once. Does not know orders nor what they cost.
 */
export type { Coupon, CouponLine, CouponNews, Verdict } from './model.ts'
export { namesOfUser } from './model.ts'
export { countCoupons, hasCoupons, listUsedElsewhere, storeCoupons, updateCoupons } from './store-coupons.ts'
export {
  type AppraiseCoupon,
  appraiseCoupon,
  type CouponPorts,
  keepCoupon,
  redeemCoupon,
  returnCoupon,
} from './use-coupon.ts'
