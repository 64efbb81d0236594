/**
 * What customers are told of their orders, favourites and carts, in the bot and by mail. Listens to what happens
 * to orders, money and goods; owns what was said last of what. Promises that each standing of an order is
 * told once, in the customer's language, that of favourites nobody hears twice a day, nor of a cart that
 * they left twice, and of neither without having asked for it. Nobody calls it.
 */
export { orderNoticesBot } from './bot.ts'
export { followReminders, forgetNews, sweepOrderNotices } from './keep-notices.ts'
export { makeRemindOfCarts, remindOfCarts } from './remind-of-carts.ts'
export type { NoticePorts as OrderNoticePorts } from './say-to-customer.ts'
export { makeNoteNews, makeTellFavorites, tellFavorites } from './tell-favorites.ts'
export { makeTellOrder } from './tell-order.ts'
export { makeTellRefund } from './tell-refund.ts'
export { makeTellWooAlarm } from './tell-woo-alarm.ts'
