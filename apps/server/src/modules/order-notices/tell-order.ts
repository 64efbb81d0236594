import { orderWords } from '@vitrina/contract/words/orders'
import { findCustomer } from '#identity'
import { findOrder, lockOrder, type OrderId } from '#orders'
import { type Ctx, type Handler, transact } from '#platform'
import { describeOrder, standingOf } from './model.ts'
import { type NoticePorts, sayToCustomer } from './say-to-customer.ts'
import { takeSaying } from './store.ts'

/**
 * Tells a customer how their order stands (E10), whatever it was that happened to it: read from the order
 * and not from the news, which may come twice, late or in any order. What was said of it last takes no
 * second message, and several steps at once take one.
 */
export function makeTellOrder(ctx: Ctx, ports: NoticePorts): Handler<{ orderId: OrderId }> {
  return ({ orderId }) =>
    transact(ctx, async (ctx) => {
      // Held, so that nobody says something older after it.
      await lockOrder(ctx.db, orderId)
      const order = await findOrder(ctx.db, orderId)
      const customer = order && (await findCustomer(ctx.db, order.customerId))
      if (!order || !customer || customer.erasedAt) return
      const standing = standingOf(order)
      const subject = `order:${orderId}`
      if (!(await takeSaying(ctx.db, { subject, said: standing.mark }, ctx.now()))) return
      const saying = {
        compose: (locale: 'ru' | 'uz' | 'en') => ({
          ...describeOrder(order, standing, { locale, shop: ports.shop }),
          button: orderWords[locale].openOrder,
        }),
        path: `/orders/${order.number}`,
        key: `${subject}.${standing.mark}.${order.moves.length}`,
        topic: subject,
        rings: standing.rings,
      }
      const email = customer.email ?? order.contact?.email
      await sayToCustomer(ctx, { customer, email, saying }, ports)
    })
}
