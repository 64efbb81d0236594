import { signal } from '@preact/signals'
import type { Order } from '@vitrina/contract'

const known = new Map<string, Order>()

/** The order that was placed a moment ago, by its number; its page says thanks. */
export const placedLately = signal<string | undefined>(undefined)

/** Orders that this page has seen, so that the next one is drawn at once. */
export const knownOrders = {
  find: (number: string): Order | undefined => known.get(number),
  take(order: Order): void {
    known.set(order.number, order)
  },
  takePlaced(order: Order): void {
    known.set(order.number, order)
    placedLately.value = order.number
  },
}
