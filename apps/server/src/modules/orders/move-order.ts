import type { OrderStatus } from '@vitrina/contract'
import { type Ctx, notify, publish, transact } from '#platform'
import { orderMoved, orderPaid } from './events.ts'
import type { OrderActor, OrderId, OrderRow } from './model.ts'
import { isOver, mayMove } from './moves.ts'
import { insertMove, lockOrder, updateOrder } from './store.ts'

export interface MoveOrder {
  to: OrderStatus
  actor: OrderActor
  /** When it happened, where that was not now. */
  at?: Date
  reason?: string
  /** The other side's clock at this news: what is older than what we have is none. */
  revisedAt?: Date
}

/** `order` is as it stands afterwards. */
export type Moved =
  | { outcome: 'moved' | 'same' | 'stale' | 'refused'; order: OrderRow }
  | { outcome: 'unknown'; order: undefined }

/**
 * Moves an order from where it is, with who did it and why, and tells of it, all in one transaction
 * (G12). `refused` is what the table of moves does not allow, `stale` is older than what is known,
 * and neither leaves a trace. An order whose customer was erased forgets who they were when it is over.
 */
export function moveOrder(ctx: Ctx, id: OrderId, move: MoveOrder): Promise<Moved> {
  return transact(ctx, async (ctx) => {
    const order = await lockOrder(ctx.db, id)
    if (!order) return { outcome: 'unknown', order }
    const { to, actor, revisedAt } = move
    // Its clock has whole seconds, and two changes of one second are both news.
    if (revisedAt && order.externalRevisedAt && revisedAt < order.externalRevisedAt) return { outcome: 'stale', order }
    if (order.status === to) return { outcome: 'same', order: await noteRevision(ctx, order, revisedAt) }
    if (!mayMove(order, to, actor.kind)) return { outcome: 'refused', order }
    return { outcome: 'moved', order: await apply(ctx, order, move) }
  })
}

async function noteRevision(ctx: Ctx, order: OrderRow, revisedAt: Date | undefined): Promise<OrderRow> {
  return revisedAt ? updateOrder(ctx.db, order.id, { externalRevisedAt: revisedAt }) : order
}

async function apply(ctx: Ctx, order: OrderRow, { to, actor, at, reason, revisedAt }: MoveOrder): Promise<OrderRow> {
  const { id, status: from } = order
  const moved = await updateOrder(ctx.db, id, {
    status: to,
    ...(to === 'refunded' && order.paymentStatus === 'paid' && { paymentStatus: 'refunded' as const }),
    ...(revisedAt && { externalRevisedAt: revisedAt }),
    ...(order.customerErasedAt && isOver(to) && { contact: null, address: null, comment: null }),
  })
  const by = { actorKind: actor.kind, actorId: actor.id }
  await insertMove(ctx.db, id, { from, to, ...by, reason: reason ?? null, at: at ?? ctx.now() })
  await publish(ctx, orderMoved, { orderId: id, from, to })
  await notify(ctx, 'order', id)
  return moved
}

/** `already`: it was paid before, and nothing is told of it again. */
export type Paid = { outcome: 'paid' | 'already'; order: OrderRow } | { outcome: 'unknown'; order: undefined }

/** Notes, once, that an order's money is there; where the order stands is for the caller to say. */
export function markPaid(ctx: Ctx, id: OrderId, at: Date = ctx.now()): Promise<Paid> {
  return transact(ctx, async (ctx) => {
    const order = await lockOrder(ctx.db, id)
    if (!order) return { outcome: 'unknown', order }
    if (order.paymentStatus !== 'unpaid') return { outcome: 'already', order }
    const paid = await updateOrder(ctx.db, id, { paymentStatus: 'paid', paidAt: at, payBy: null })
    await publish(ctx, orderPaid, { orderId: id })
    await notify(ctx, 'order', id)
    return { outcome: 'paid', order: paid }
  })
}

/** Waits longer for an order's money, in the caller's transaction, which holds the order. */
export async function deferPayment(ctx: Ctx, id: OrderId, payBy: Date): Promise<void> {
  await updateOrder(ctx.db, id, { payBy })
  await notify(ctx, 'order', id)
}

/** Notes what the other side calls an order, or that it has none; out: whether there is such an order. */
export function nameExternally(
  ctx: Ctx,
  id: OrderId,
  external: { id: string; number: string; revisedAt: Date } | null,
): Promise<boolean> {
  return transact(ctx, async (ctx) => {
    if (!(await lockOrder(ctx.db, id))) return false
    const none = { id: null, number: null, revisedAt: null }
    const { id: externalId, number: externalNumber, revisedAt: externalRevisedAt } = external ?? none
    await updateOrder(ctx.db, id, { externalId, externalNumber, externalRevisedAt })
    return true
  })
}
