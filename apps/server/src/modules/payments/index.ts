/**
 * Money. Owns all that ever came, by its name at whoever took it, and what of it has to go back. Promises
 * that one payment is taken note of once, that an order is paid only by money that has come, and that
 * none is lost: what buys nothing is written down as to be given back, and told. Does not know when an
 * order may be paid nor what becomes of it: that is checkout's, whose `PaymentMethod` it provides.
 *
 * Whoever takes money elsewhere calls `takePayment` with its own name of it; who hears that it was paid at a
 * WooCommerce's page calls `wooCommercePaid`.
 */
export { askInChat, makeAskInChat, makePlanAsking } from './ask-in-chat.ts'
export { paymentsBot } from './bot.ts'
export { refundDue } from './events.ts'
export { exportPayments, forgetPayments, markRefunded, sweepInvoiceLinks } from './keep-payments.ts'
export type { IncomingPayment, RefundReason } from './model.ts'
export { findPayment, findPaymentOf, listRefundsDue, type PaymentRow } from './store.ts'
export { type Taken, takePayment } from './take-payment.ts'
export { type InvoicePorts, telegramPayment } from './telegram-payment.ts'
export { type PaidThere, type PaymentPagePorts, wooCommercePaid, wooCommercePayment } from './woocommerce-payment.ts'
