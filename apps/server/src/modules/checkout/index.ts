/**
 * From a cart to an order. Owns what was answered under which key, and the rules by which a cart is
 * priced, its goods held and an order given up. Promises that an order is placed once for a key, at the
 * price its customer saw, and never for goods that another has; what is given up is free again. Carts,
 * coupons, delivery, stock and orders are other modules'.
 */
export { forgetAnswers, sweepAnswers } from './answer-once.ts'
export { couponDesk } from './coupon-desk.ts'
export { cancelOverdue } from './end-order.ts'
export { cancelUnpaid, makeCancelUnpaid, makeSettleEnded } from './jobs.ts'
export { type CartContents, type CartDesk, type CartLine, type CheckoutPorts, openLine } from './ports.ts'
export { checkoutRoutes } from './routes.ts'
export { type Settled, settlePayment } from './settle-payment.ts'
