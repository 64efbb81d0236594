/**
 * From a cart to an order. Owns what was answered under which key, and the rules by which a cart is
 * priced, its goods held and an order given up. Promises that an order is placed once for a key, at the
 * price its customer saw, and never for goods that another has; what is given up is free again. Carts,
 * coupons, delivery, stock and orders are other modules'.
 *
 * Another way to pay is a `PaymentMethod` in the list that `checkoutRoutes` is given. `start` says where
 * the money is paid, or throws `paymentNotReady` while that is not known yet. Before money is let through,
 * ask `admitPayment`. When it has come, call `settlePayment` in one transaction
 * with the note of it: it keeps the goods, or says `too_late` or `already`, and then the money goes back.
 */
export { type Admission, admitPayment } from './admit-payment.ts'
export { forgetAnswers, sweepAnswers } from './answer-once.ts'
export { couponDesk } from './coupon-desk.ts'
export { cancelOverdue, NOT_PAID, sweepOverdue } from './end-order.ts'
export { paymentNotReady } from './errors.ts'
export { cancelUnpaid, makeCancelUnpaid, makeSettleEnded } from './jobs.ts'
export { isPayable } from './pay-order.ts'
export { type CheckoutPorts, openLine, type PaymentMethod, payOnDelivery } from './ports.ts'
export { checkoutRoutes } from './routes.ts'
export { promiseUnpaid, type Settled, settlePayment } from './settle-payment.ts'
