/**
 * What was ordered. Owns orders, their lines as they were bought, and how each came to where it is.
 * Promises that lines are never written again, that an order is moved only as the table of moves
 * allows and by somebody who is written down, and that each move is told once it is true. Does not
 * know what things cost nor what is in stock: an order is placed by `checkout`.
 */
export { orderUnknown } from './errors.ts'
export { orderMoved, orderPaid, orderPlaced } from './events.ts'
export { exportOrders, followAccounts, forgetCustomer } from './follow-accounts.ts'
export type { ActorKind, OrderActor, OrderContact, OrderId, OrderLine, OrderRow, WholeOrder } from './model.ts'
export {
  deferPayment,
  type Moved,
  type MoveOrder,
  markPaid,
  moveOrder,
  nameExternally,
  type Paid,
} from './move-order.ts'
export { awaitsMoney, cameToNothing, canCancel, isOver } from './moves.ts'
export { insertOrder, newOrderId, type OrderDraft } from './place-order.ts'
export { findOwnOrder, OrderParams, type OrderPorts, type OrderShowing, orderRoutes } from './routes.ts'
export {
  findOrder,
  findOrderByExternalId,
  listOrders,
  listOverdue,
  listPendingExternal,
  listPicturesOfOrders,
  lockOrder,
  orderTimes,
} from './store.ts'
export { lineName, toOrder } from './to-order.ts'
