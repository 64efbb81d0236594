import { lockOrder, nameExternally, type WholeOrder } from '#orders'
import { type Ctx, publish, transact } from '#platform'
import { findDifferences } from './compare-order.ts'
import type { ComposedOrder } from './compose-order.ts'
import { wooOrderAlarm } from './events.ts'
import { giveUpPlace } from './give-up-place.ts'
import { holdsStock, isUntold, type KnownThere, marks, type Push } from './model.ts'
import type { OrderSite } from './open-site.ts'
import { orderQuery, revisedAt, type WooOrder } from './read-order.ts'
import { endPush, findKnown, findKnownByExternalId, restartPush, upsertKnown } from './store.ts'
import { handStockOver, takeNews } from './take-news.ts'

export interface MadeThere {
  push: Push
  order: WholeOrder
  /** What was sent, or would be now: of an order it is the same but for its status. */
  sent: ComposedOrder
  made: WooOrder
}

/**
 * Takes note of an order that was made there, answered or found: it is ours when every line and sum is what was
 * sent. One that is not is called off there and told to staff (O15); ours stays as it was accepted, for its
 * customer has been promised it, and waits for a person.
 */
export async function settleMade(ctx: Ctx, site: OrderSite, made: MadeThere): Promise<void> {
  const wrong = findDifferences(made.sent, made.made, made.order.totalMinor)
  if (wrong.length === 0) return keepMade(ctx, made)
  const { order, made: there, push } = made
  const known: KnownThere = {
    ...{ orderId: order.id, externalId: String(there.id), orderKey: null, paymentUrl: null },
    ...{ status: there.status, told: there.status, trouble: 'differs' },
  }
  await transact(ctx, async (ctx) => {
    await freePlace(ctx, made)
    await upsertKnown(ctx.db, known)
    const details = wrong.join(', ')
    await publish(ctx, wooOrderAlarm, { kind: 'differs', orderId: order.id, externalId: known.externalId, details })
    ctx.log.error(
      { orderId: order.id, externalId: known.externalId, wrong },
      'WooCommerce made another order than it was sent',
    )
  })
  await callOff(ctx, site, { push, known })
}

/** It is ours: what it is called there is noted, and what has become of it by now, here or there, goes its way. */
export function keepMade(ctx: Ctx, { push, order, sent, made }: MadeThere): Promise<void> {
  return transact(ctx, async (ctx) => {
    const held = await lockOrder(ctx.db, order.id)
    const externalId = String(made.id)
    const status = push.sentStatus ?? sent.status
    const revised = revisedAt(made) ?? ctx.now()
    await freePlace(ctx, { order, made })
    await nameExternally(ctx, order.id, { id: externalId, number: made.number, revisedAt: revised })
    const links = { orderKey: made.order_key || null, paymentUrl: made.payment_url || null }
    await upsertKnown(ctx.db, { orderId: order.id, externalId, ...links, status, told: status, trouble: null })
    if (holdsStock(status)) await handStockOver(ctx, order)
    const isNews = made.status !== status
    if (isNews) await takeNews(ctx, { orderId: order.id, externalId, seen: made })
    const isLeft = isNews || (held !== undefined && isUntold(held, { told: status }))
    await (isLeft ? restartPush(ctx.db, order.id, ctx.now()) : endPush(ctx.db, push, ctx.now()))
  })
}

/** Nothing of ours is called there what this one is. */
async function freePlace(ctx: Ctx, { order, made }: Pick<MadeThere, 'order' | 'made'>): Promise<void> {
  const known = await findKnownByExternalId(ctx.db, String(made.id))
  if (known && known.orderId !== order.id) await giveUpPlace(ctx, known)
}

/** Calls off an order there that is none, with a note of why. Twice is once. */
export async function callOff(
  ctx: Ctx,
  site: OrderSite,
  { push, known }: { push: Push; known: KnownThere },
): Promise<void> {
  await cancelThere(site, known.externalId ?? '', 'not what was sent')
  await transact(ctx, async (ctx) => {
    const now = await findKnown(ctx.db, known.orderId)
    if (now) await upsertKnown(ctx.db, { ...now, status: 'cancelled' })
    await endPush(ctx.db, push, ctx.now())
  })
}

export async function cancelThere({ client }: OrderSite, externalId: string, note: string): Promise<void> {
  const body = { status: 'cancelled', meta_data: [{ key: marks.note, value: note }] }
  await client.write('PUT', `/orders/${externalId}`, { query: orderQuery, body })
}
