import { backInStock, priceDropped } from '#catalog'
import type { ReadCards } from '#catalog-reading'
import {
  forgetNews,
  makeNoteNews,
  makeTellFavorites,
  makeTellOrder,
  makeTellRefund,
  makeTellWooAlarm,
  type OrderNoticePorts,
  tellFavorites,
} from '#order-notices'
import { orderMoved, orderPaid, orderPlaced } from '#orders'
import { customerErased } from '#own-account'
import { refundDue } from '#payments'
import type { Ctx, JobQueue } from '#platform'
import { wooOrderAlarm } from '#woocommerce-orders'

/** What customers are told of their orders and favourites. */
export function joinOrderNotices(ctx: Ctx, queue: JobQueue, ports: OrderNoticePorts & { readCards: ReadCards }): void {
  queue.on(orderPlaced, 'tell-customer', makeTellOrder(ctx, ports))
  queue.on(orderMoved, 'tell-customer', makeTellOrder(ctx, ports))
  queue.on(orderPaid, 'tell-customer', makeTellOrder(ctx, ports))
  queue.on(refundDue, 'tell-payer', makeTellRefund(ctx, ports))
  queue.on(wooOrderAlarm, 'tell-staff', makeTellWooAlarm(ctx, ports))

  queue.on(priceDropped, 'note-for-favorites', makeNoteNews(ctx, 'price_dropped'))
  queue.on(backInStock, 'note-for-favorites', makeNoteNews(ctx, 'back_in_stock'))
  queue.every('*/10 * * * *', tellFavorites, makeTellFavorites(ctx, ports))
  queue.on(customerErased, 'forget-favorite-news', ({ customerId }) => forgetNews(ctx, customerId))
}
