import { handOverHold, keepHold } from '#catalog'
import { promiseUnpaid } from '#checkout'
import {
  awaitsMoney,
  deferPayment,
  findOrder,
  lockOrder,
  moveOrder,
  nameExternally,
  type OrderId,
  type OrderRow,
  type WholeOrder,
} from '#orders'
import { wooCommercePaid } from '#payments'
import { type Ctx, transact } from '#platform'
import { readMoment } from '#woocommerce'
import { giveUpPlace } from './give-up-place.ts'
import { DELETED, holdsStock, isUntold, type KnownThere, newsOf, SET_BACK, statusThere } from './model.ts'
import { isAnother, revisedAt, type WooOrder } from './read-order.ts'
import { findKnown, upsertKnown } from './store.ts'

/** An order as it was just read there; nothing of it when it is gone. */
export interface SeenThere {
  orderId: OrderId
  externalId: string
  seen: WooOrder | typeof DELETED | typeof SET_BACK
}

const byWooCommerce = { kind: 'woocommerce', id: null } as const

// Within it the catalogue has surely heard what they took off their stock.
const STOCK_SEEN_MS = 120_000

/**
 * Takes over what has become of an order there: it is moved as the merchant has moved it, once. What is older
 * than what is known, or the echo of what we did, moves nothing (H9, H11). Money that has come there is taken note
 * of first, however old the news of it: what it has bought is not cancelled for want of it. Of another order that
 * has its id now nothing is believed.
 */
export function takeNews(ctx: Ctx, there: SeenThere): Promise<'moved' | 'none' | 'stale' | 'replaced'> {
  const { orderId, externalId } = there
  return transact(ctx, async (ctx) => {
    await lockOrder(ctx.db, orderId)
    const known = await findKnown(ctx.db, orderId)
    if (known?.externalId === externalId && isReplaced(there.seen, known)) {
      await giveUpPlace(ctx, known)
      return 'replaced'
    }
    const seen = there.seen === SET_BACK ? DELETED : there.seen
    await takeMoney(ctx, { ...there, seen })
    // As the money has left it.
    const order = await lockOrder(ctx.db, orderId)
    if (!order || !known || order.externalId !== externalId) return 'none'
    const at = seen === DELETED ? undefined : revisedAt(seen)
    if (at && order.externalRevisedAt && at < order.externalRevisedAt) return 'stale'
    const status = seen === DELETED ? DELETED : seen.status
    const isTakenUp = await takeUpAgain(ctx, order, { known, status })
    const to = newsOf(order, known, { status, isTakenUp })
    const after = to ? await move(ctx, order, { to, status, at }) : order
    if (status === ON_HOLD && status !== known.status) await awaitPromised(ctx, after)
    if (!to && seen !== DELETED && at) {
      await nameExternally(ctx, orderId, { id: externalId, number: seen.number, revisedAt: at })
    }
    // What was done here meanwhile is still to be told; everything else they know, for it is their own word.
    const told = !to && isUntold(order, known) ? known.told : statusThere(after)
    await upsertKnown(ctx.db, { ...known, ...linksOf(seen, known), status, told })
    if (holdsStock(status) && !holdsStock(known.status)) {
      const whole = await findOrder(ctx.db, orderId)
      if (whole) await handStockOver(ctx, whole)
    }
    return to ? 'moved' : 'none'
  })
}

/** Whether our order has lost its place there; the newest itself is gone for good when it was thrown away before. */
function isReplaced(seen: SeenThere['seen'], known: KnownThere): boolean {
  if (seen === SET_BACK) return known.status !== TRASH
  return seen !== DELETED && isAnother(seen, known)
}

// Cash on delivery, chosen at their page: there such an order may be called paid as soon as it is being packed.
const isCashToCome = ({ payment_method, status }: WooOrder) => payment_method === 'cod' && status !== 'completed'

async function takeMoney(
  ctx: Ctx,
  { orderId, externalId, seen }: SeenThere & { seen: WooOrder | typeof DELETED },
): Promise<void> {
  const paidAt = seen === DELETED || seen.date_paid_gmt === null ? undefined : readMoment(seen.date_paid_gmt)
  if (seen === DELETED || !paidAt || isCashToCome(seen)) return
  // An order there that is no longer the one of ours has been called off, and its money is the merchant's to see to.
  if ((await lockOrder(ctx.db, orderId))?.externalId !== externalId) return
  await wooCommercePaid(ctx, { orderId, at: paidAt, transactionId: seen.transaction_id || null })
}

const ON_HOLD = 'on-hold'
const TRASH = 'trash'
// What an order becomes there once a way to pay was chosen; cash at the door is waited for at work.
const CHOSEN = new Set([ON_HOLD, 'processing'])
const PROMISED_MS = 7 * 24 * 3600_000
const promisedUntil = (ctx: Ctx) => new Date(ctx.now().getTime() + PROMISED_MS)

/**
 * What is `on-hold` there its customer has settled as far as they can, by a transfer, by cash at the door, by a card
 * that is charged later: no list of ways to pay is whole. It is given the time that this takes, for what was called
 * off would be paid for nothing.
 */
async function awaitPromised(ctx: Ctx, order: OrderRow): Promise<void> {
  if (!awaitsMoney(order) || order.paymentStatus !== 'unpaid') return
  const until = promisedUntil(ctx)
  await deferPayment(ctx, order.id, until)
  await keepHold(ctx, order.id, until)
}

/** Chosen in the last moment, when it was given up here and nobody there knew: as late money it buys what is still there. */
async function takeUpAgain(
  ctx: Ctx,
  order: OrderRow,
  { known, status }: { known: KnownThere; status: string },
): Promise<boolean> {
  if (known.status !== 'pending' || !CHOSEN.has(status) || order.status !== 'cancelled') return false
  return promiseUnpaid(ctx, { orderId: order.id, until: promisedUntil(ctx) })
}

async function move(
  ctx: Ctx,
  order: OrderRow,
  { to, status, at }: { to: OrderRow['status']; status: string; at: Date | undefined },
): Promise<OrderRow> {
  const reason = status === TRASH || status === DELETED ? `${status}_there` : undefined
  const moved = await moveOrder(ctx, order.id, {
    to,
    actor: byWooCommerce,
    ...(reason && { reason }),
    ...(at && { revisedAt: at }),
  })
  return moved.order ?? order
}

function linksOf(seen: WooOrder | typeof DELETED, known: KnownThere): Pick<KnownThere, 'orderKey' | 'paymentUrl'> {
  if (seen === DELETED) return { orderKey: known.orderKey, paymentUrl: null }
  return { orderKey: seen.order_key || known.orderKey, paymentUrl: seen.payment_url || known.paymentUrl }
}

/**
 * Lets what is held for an order here end when the site has taken it off its own stock, which is ours: it would
 * be counted twice. Not at once, for the catalogue has to hear of it first. What we count ourselves stays held.
 */
export async function handStockOver(ctx: Ctx, { id, lines }: Pick<WholeOrder, 'id' | 'lines'>): Promise<void> {
  if (lines.some(({ external }) => external === null)) return
  await handOverHold(ctx, id, new Date(ctx.now().getTime() + STOCK_SEEN_MS))
}
