import { type Ctx, publish } from '#platform'
import { orderPlaced } from './events.ts'
import type { OrderActor, OrderId, OrderLine, OrderMove, OrderRow, WholeOrder } from './model.ts'
import { insertLines, insertMove, insertOrder as insertRow } from './store.ts'

/** What an order is when it is placed; what it becomes later is not for its maker to say. */
export type OrderDraft = Pick<
  OrderRow,
  | 'id'
  | 'customerId'
  | 'contact'
  | 'deliveryMethodId'
  | 'deliveryTitle'
  | 'address'
  | 'comment'
  | 'currency'
  | 'goodsMinor'
  | 'discountMinor'
  | 'deliveryMinor'
  | 'pointsMinor'
  | 'totalMinor'
  | 'couponCode'
  | 'paymentMethodId'
  | 'payBy'
> & { lines: OrderLine[]; actor: OrderActor }

/** A name for an order: 128 bits, so that nobody comes upon another's. Made before it, for what is held in its name. */
export function newOrderId(ctx: Ctx): OrderId {
  return ctx.random(16).toString('base64url') as OrderId
}

/**
 * Writes an order down with its lines as they are now, its first move and the news of it, in the
 * caller's transaction. Out: the order, with the number that people call it by.
 */
export async function insertOrder(ctx: Ctx, draft: OrderDraft): Promise<WholeOrder> {
  const { lines, actor, ...given } = draft
  const placedAt = ctx.now()
  const row = {
    ...given,
    placedBy: given.customerId,
    status: 'placed' as const,
    paymentStatus: 'unpaid' as const,
    placedAt,
    paidAt: null,
    externalId: null,
    externalNumber: null,
    externalRevisedAt: null,
    customerErasedAt: null,
  }
  const number = await insertRow(ctx.db, row)
  await insertLines(ctx.db, row.id, lines)
  const move: OrderMove = {
    from: null,
    to: 'placed',
    actorKind: actor.kind,
    actorId: actor.id,
    reason: null,
    at: placedAt,
  }
  await insertMove(ctx.db, row.id, move)
  await publish(ctx, orderPlaced, { orderId: row.id })
  return { ...row, number, lines, moves: [move] }
}
