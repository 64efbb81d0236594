import type { OrderStatus } from '@vitrina/contract'
import { event } from '#platform'
import type { OrderId } from './model.ts'

export const orderPlaced = event<{ orderId: OrderId }>('orders.placed')
export const orderMoved = event<{ orderId: OrderId; from: OrderStatus; to: OrderStatus }>('orders.moved')
/** The money is there; said once an order, whatever state it is in. */
export const orderPaid = event<{ orderId: OrderId }>('orders.paid')
