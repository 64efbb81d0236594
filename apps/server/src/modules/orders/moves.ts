import type { OrderStatus } from '@vitrina/contract'
import type { ActorKind, OrderRow } from './model.ts'

type Movable = Pick<OrderRow, 'status' | 'paymentStatus'>

/**
 * Who may move an order from where to where (G12): what is not here is nobody's. Only WooCommerce
 * may do anything: there the merchant has done it already.
 */
const moves: Record<OrderStatus, Partial<Record<OrderStatus, readonly ActorKind[]>>> = {
  placed: {
    processing: ['system', 'staff'],
    on_hold: ['system', 'staff'],
    completed: ['staff'],
    cancelled: ['customer', 'system', 'staff'],
    failed: ['system', 'staff'],
    refunded: ['system', 'staff'],
  },
  on_hold: {
    processing: ['system', 'staff'],
    completed: ['staff'],
    cancelled: ['customer', 'system', 'staff'],
    failed: ['system', 'staff'],
    refunded: ['system', 'staff'],
  },
  processing: {
    on_hold: ['staff'],
    completed: ['staff'],
    cancelled: ['system', 'staff'],
    failed: ['staff'],
    refunded: ['system', 'staff'],
  },
  completed: { processing: ['staff'], refunded: ['system', 'staff'] },
  // Back to work only with the money that came after all, by whoever has made sure of the goods.
  cancelled: { processing: ['system'], refunded: ['system', 'staff'] },
  failed: { processing: ['system'], cancelled: ['system', 'staff'], refunded: ['system', 'staff'] },
  refunded: {},
}

export function mayMove({ status, paymentStatus }: Movable, to: OrderStatus, by: ActorKind): boolean {
  if (status === to) return false
  if (by === 'woocommerce') return true
  // Their money has to be given back, and that is not theirs to do.
  if (by === 'customer' && paymentStatus !== 'unpaid') return false
  if (to === 'refunded' && paymentStatus === 'unpaid') return false
  return moves[status][to]?.includes(by) ?? false
}

export function canCancel(order: Movable): boolean {
  return mayMove(order, 'cancelled', 'customer')
}

/** Whether its money is a condition still: no more once somebody has taken it up, paid or not. */
export function awaitsMoney({ status, payBy }: Pick<OrderRow, 'status' | 'payBy'>): boolean {
  return payBy !== null && (status === 'placed' || status === 'on_hold')
}

/** Whether nothing is left to be done for it. */
export function isOver(status: OrderStatus): boolean {
  return status === 'completed' || cameToNothing(status) || status === 'refunded'
}

/** Whether what was promised for it is free again. */
export function cameToNothing(status: OrderStatus): boolean {
  return status === 'cancelled' || status === 'failed'
}
