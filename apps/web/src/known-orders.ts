import { signal } from '@preact/signals'
import type { Order } from '@vitrina/contract'
import { keepOrders } from './kept-orders.ts'
import { ownId } from './site.ts'

const known = keepOrders(ownId)

/** The order that was placed a moment ago, by its number; its page says thanks. */
export const placedLately = signal<string | undefined>(undefined)

/** Orders that this page has seen, so that the next one is drawn at once. */
export const knownOrders = {
  ...known,
  takePlaced(order: Order): void {
    known.take(order)
    placedLately.value = order.number
  },
}
