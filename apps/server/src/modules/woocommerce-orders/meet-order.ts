import { findOrder, nameExternally, type OrderId, type WholeOrder } from '#orders'
import { type Ctx, publish, transact } from '#platform'
import { compose } from './bring-order.ts'
import { wooOrderAlarm } from './events.ts'
import { hasEnded, type KnownThere } from './model.ts'
import type { OrderSite } from './open-site.ts'
import { markOf, revisedAt, type WooOrder } from './read-order.ts'
import { cancelThere, keepMade, settleMade } from './settle-made.ts'
import { findKnown, findKnownByExternalId, insertPush, upsertKnown } from './store.ts'
import { takeNews } from './take-news.ts'
import { readThere } from './tell-change.ts'

/**
 * Reads an order there again and takes over what it is to us: how it stands, that it is ours and we did not know,
 * or that there are two of it (O11). Somebody else's is none of our business.
 */
export async function meetOrder(ctx: Ctx, site: OrderSite, externalId: string, signal?: AbortSignal): Promise<void> {
  const known = await findKnownByExternalId(ctx.db, externalId)
  const orderId = known?.orderId ?? (await markThere(site, externalId, signal))
  if (!orderId) return
  // Read in its turn: what was read before may be older than what was done meanwhile.
  const outcome = await site.inTurn(orderId, async () => {
    const seen = await readThere(site.client, externalId, signal)
    const order = await findOrder(ctx.db, orderId)
    if (!order) return tellOrphan(ctx, orderId, externalId)
    if (order.externalId === externalId) return takeNews(ctx, { orderId, externalId, seen })
    if (typeof seen !== 'string') return meetUnknown(ctx, site, order, seen)
  })
  // It is another's now, which may be ours too; known by its mark alone.
  if (outcome === 'replaced') await meetOrder(ctx, site, externalId, signal)
}

async function markThere(
  { client }: OrderSite,
  externalId: string,
  signal?: AbortSignal,
): Promise<OrderId | undefined> {
  const seen = await readThere(client, externalId, signal)
  return typeof seen === 'string' ? undefined : markOf(seen)
}

/** It says that it is an order of ours which we do not have: another shop's, or one that a backup does not know. */
async function tellOrphan(ctx: Ctx, orderId: OrderId, externalId: string): Promise<void> {
  ctx.log.warn({ orderId, externalId }, 'an order in WooCommerce says that it is one of ours which there is not')
  await publish(ctx, wooOrderAlarm, { kind: 'orphan', orderId: null, externalId, details: '' })
}

async function meetUnknown(ctx: Ctx, site: OrderSite, order: WholeOrder, seen: WooOrder): Promise<void> {
  const known = await findKnown(ctx.db, order.id)
  if (order.externalId !== null && known) return settleDouble(ctx, site, known, seen)
  // Called off already.
  if (known?.externalId === String(seen.id) || (hasEnded(seen.status) && seen.status !== 'completed')) return
  const push = await insertPush(ctx.db, order, ctx.now())
  const made = { push, order, sent: await compose(ctx, site, order), made: seen }
  // What staff has put there in place of one that failed is as staff wants it.
  await (known?.trouble ? keepMade(ctx, made) : settleMade(ctx, site, made))
}

/**
 * Of two orders there that are one here the later is called off, unless it was completed already: then staff has
 * to choose. When it is the earlier that we did not know, it is ours from now on.
 */
async function settleDouble(ctx: Ctx, site: OrderSite, known: KnownThere, seen: WooOrder): Promise<void> {
  const [kept = '', later = ''] = [known.externalId ?? '', String(seen.id)].sort((a, b) => Number(a) - Number(b))
  if (seen.id === Number(kept)) await renameTo(ctx, known, seen)
  const status = seen.id === Number(later) ? seen.status : known.status
  if (!hasEnded(status)) await cancelThere(site, later, `the same as ${kept}`)
  ctx.log.error({ orderId: known.orderId, kept, later }, 'WooCommerce has an order twice')
  await publish(ctx, wooOrderAlarm, { kind: 'duplicate', orderId: known.orderId, externalId: later, details: kept })
}

function renameTo(ctx: Ctx, known: KnownThere, seen: WooOrder): Promise<void> {
  return transact(ctx, async (ctx) => {
    const externalId = String(seen.id)
    const revised = revisedAt(seen) ?? ctx.now()
    await nameExternally(ctx, known.orderId, { id: externalId, number: seen.number, revisedAt: revised })
    const links = { orderKey: seen.order_key || null, paymentUrl: seen.payment_url || null }
    await upsertKnown(ctx.db, { ...known, ...links, externalId })
    await takeNews(ctx, { orderId: known.orderId, externalId, seen })
  })
}
