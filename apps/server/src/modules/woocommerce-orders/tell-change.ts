import { findOrder, nameExternally, type WholeOrder } from '#orders'
import { findPaymentOf } from '#payments'
import { type Ctx, transact } from '#platform'
import { findNewestId } from './find-marked.ts'
import { DELETED, holdsStock, isUntold, type KnownThere, type Push, SET_BACK, statusThere } from './model.ts'
import { isGone, type OrderSite } from './open-site.ts'
import { orderQuery, readOrder, revisedAt } from './read-order.ts'
import { endPush, findKnown, upsertKnown } from './store.ts'
import { handStockOver, type SeenThere, takeNews } from './take-news.ts'

/**
 * Tells WooCommerce what has become here of an order that it has. It is read there first: what the merchant has
 * done meanwhile is taken over, and what an earlier call has done, whose answer was lost, is not done again.
 */
export async function tellChange(ctx: Ctx, site: OrderSite, push: Push, signal?: AbortSignal): Promise<void> {
  const seen = await look(ctx, site, push, signal)
  if (!seen) return
  const { order, known } = seen
  const status = statusThere(order)
  const payment = await findPaymentOf(ctx.db, order.id)
  // The very charge, so that staff finds the money; the status itself says there that it has come.
  const body = { status, ...(payment && { transaction_id: payment.chargeId }) }
  const told = readOrder(
    await site.client.write('PUT', `/orders/${known.externalId}`, { query: orderQuery, body, signal }),
  )
  await transact(ctx, async (ctx) => {
    const { number } = told
    const revised = revisedAt(told) ?? ctx.now()
    await nameExternally(ctx, order.id, { id: String(told.id), number, revisedAt: revised })
    await upsertKnown(ctx.db, { ...known, status: told.status, told: status })
    if (holdsStock(told.status) && !holdsStock(known.status)) await handStockOver(ctx, order)
    await endPush(ctx.db, push, ctx.now())
  })
}

/** How it stands there and here; nothing when there is nothing left to tell. */
async function look(
  ctx: Ctx,
  { client }: OrderSite,
  push: Push,
  signal?: AbortSignal,
): Promise<{ order: WholeOrder; known: KnownThere } | undefined> {
  const { orderId } = push
  const externalId = (await findKnown(ctx.db, orderId))?.externalId
  if (externalId) {
    const seen = await readThere(client, externalId, signal)
    await takeNews(ctx, { orderId, externalId, seen })
  }
  const order = await findOrder(ctx.db, orderId)
  const known = await findKnown(ctx.db, orderId)
  // Without a place there it has been set back: there is nobody to tell.
  if (order && known?.externalId && known.trouble === null && isUntold(order, known)) {
    if (known.status !== statusThere(order)) return { order, known }
    await upsertKnown(ctx.db, { ...known, told: known.status })
  }
  await endPush(ctx.db, push, ctx.now())
  return undefined
}

/** An order as it is there now; when it is gone, whether somebody has deleted it. */
export async function readThere(
  client: OrderSite['client'],
  externalId: string,
  signal?: AbortSignal,
): Promise<SeenThere['seen']> {
  try {
    return readOrder(await client.read(`/orders/${externalId}`, { query: orderQuery, signal, urgency: 'now' }))
  } catch (error) {
    if (!isGone(error)) throw error
    return (await findNewestId(client, signal)) < Number(externalId) ? SET_BACK : DELETED
  }
}
