import type { Cart, Order } from '@vitrina/contract'
import type { Missed } from '../../repeat-news.ts'

/** What of an order did not come into the cart when it was repeated, or not all of it. */
export function missedOf({ items }: Pick<Order, 'items'>, cart: Cart): Missed[] {
  return items.flatMap(({ sku, name }): Missed[] => {
    const problem = cart.problems.find((one) => one.sku === sku && one.code !== 'price_changed')
    if (problem?.code === 'gone') return [{ name, why: 'gone', left: 0 }]
    return problem?.code === 'insufficient_stock' ? [{ name, why: 'short', left: problem.available ?? 0 }] : []
  })
}
