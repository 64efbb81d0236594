import { findCustomer } from '#identity'
import type { OrderId, WholeOrder } from '#orders'
import { findPaymentOf } from '#payments'
import { type Ctx, publish, transact } from '#platform'
import { isOfTheHost, type WooFault, wooFaultOf } from '#woocommerce'
import { forgetWooCustomer, GUEST, linkCustomer } from '#woocommerce-customers'
import { type ComposedOrder, composeOrder } from './compose-order.ts'
import { wooOrderAlarm } from './events.ts'
import { findMarked, findNewestId } from './find-marked.ts'
import { belongsThere, type Push } from './model.ts'
import { isOfTheSite, type OrderSite } from './open-site.ts'
import { orderQuery, readOrder, type WooOrder } from './read-order.ts'
import { settleMade } from './settle-made.ts'
import { endPush, takeAttempt, updateAttempt, upsertKnown } from './store.ts'

// As long as a call may take that nobody came back from.
const UNHEARD_MS = 30_000
// Behind a lost answer somebody may still be at work.
const LOST_MS = 15_000
const LOOK_AGAIN_MS = 1_000
const LONGEST_PAUSE_MS = 300_000
/** After so many failures it is told to staff, and tried on. */
export const MANY = 8

export interface Bringing {
  push: Push
  order: WholeOrder
}

/**
 * Makes an order there, once in effect (O1): the attempt is written down before the call, and after one whose end
 * nobody knows the newest orders there are searched for it, until nobody can be at work on it any more. Throws
 * what concerns the whole site.
 */
export async function bringOrder(ctx: Ctx, site: OrderSite, bringing: Bringing, signal?: AbortSignal): Promise<void> {
  const { push, order } = bringing
  if (push.attemptedAt !== null && !(await isNotThere(ctx, site, bringing, signal))) return
  if (!belongsThere(order)) return endPush(ctx.db, push, ctx.now())
  const sent = await compose(ctx, site, order)
  site.newest.id ??= await findNewestId(site.client, signal)
  const floorId = push.floorId ?? site.newest.id
  const attemptedAt = ctx.now()
  const doubtfulUntil = new Date(attemptedAt.getTime() + UNHEARD_MS)
  const attempt = await takeAttempt(ctx.db, push, { attemptedAt, doubtfulUntil, floorId, sentStatus: sent.status })
  if (!attempt) return
  const made = await make(ctx, site, { push: attempt, order, sent }, signal)
  if (!made) return
  site.newest.id = made.id
  await settleMade(ctx, site, { push: attempt, order, sent, made })
}

/** The order as it was made; nothing when the call failed, of which all is noted that can be known. */
async function make(
  ctx: Ctx,
  { client }: OrderSite,
  { sent, ...bringing }: Bringing & { sent: ComposedOrder },
  signal?: AbortSignal,
): Promise<WooOrder | undefined> {
  try {
    return readOrder(await client.write('POST', '/orders', { query: orderQuery, body: sent, signal }))
  } catch (error) {
    const fault = wooFaultOf(error)
    if (!fault) throw error
    await settleFailed(ctx, bringing, fault)
    if (isOfTheSite(fault)) throw fault
    return undefined
  }
}

/** Looks for what an attempt may have made; out: whether it is sure that there is nothing. */
async function isNotThere(
  ctx: Ctx,
  site: OrderSite,
  { push, order }: Bringing,
  signal?: AbortSignal,
): Promise<boolean> {
  const floorId = push.floorId ?? 0
  // A site that was set back since gives that id anew, or a lower one: then all of it is looked through.
  const isSetBack = (await findNewestId(site.client, signal)) < floorId
  const found = await findMarked(site.client, { orderId: order.id, above: isSetBack ? 0 : floorId - 1 }, signal)
  const [made] = found
  if (made) {
    // More than one is seen to when they are met (`meetOrder`).
    await settleMade(ctx, site, { push, order, sent: await compose(ctx, site, order), made })
    return false
  }
  const now = ctx.now().getTime()
  const until = push.doubtfulUntil?.getTime() ?? now
  if (until <= now) return true
  // Most of what is there at all is there at once: looked for twice as late each time.
  const elapsedMs = now - (push.attemptedAt?.getTime() ?? now)
  const dueAt = new Date(Math.min(until, now + Math.max(LOOK_AGAIN_MS, elapsedMs)))
  await updateAttempt(ctx.db, push, { dueAt })
  return false
}

export async function compose(ctx: Ctx, site: OrderSite, order: WholeOrder): Promise<ComposedOrder> {
  const customer = await findCustomer(ctx.db, order.customerId)
  // What belongs to an account is paid at their page by nobody who is not signed in to it there, as no customer of ours is.
  const isTheirs = belongsThere(order) && order.paymentMethodId !== 'woocommerce'
  const wooCustomerId = customer && isTheirs ? await linkCustomer(ctx, site.client, customer) : GUEST
  const payment = order.paymentStatus === 'unpaid' ? undefined : await findPaymentOf(ctx.db, order.id)
  return composeOrder(order, {
    ...{ locale: site.locale, isTaxed: await site.isTaxed(), wooCustomerId },
    ...{ telegramId: customer?.telegramId ?? null, chargeId: payment?.chargeId },
  })
}

async function settleFailed(ctx: Ctx, bringing: Bringing, fault: WooFault): Promise<void> {
  const { push, order } = bringing
  const nothingDone = { attemptedAt: null, doubtfulUntil: null, dueAt: ctx.now() }
  // An outage is not this order's fault.
  if (isOfTheSite(fault)) return updateAttempt(ctx.db, push, { ...nothingDone, tries: push.tries - 1 })
  if (fault.code === 'woocommerce_rest_invalid_customer_id' && push.tries < MANY) {
    await forgetWooCustomer(ctx, order.customerId)
    return updateAttempt(ctx.db, push, { ...nothingDone, ...(push.tries > 1 && { dueAt: inPause(ctx, push) }) })
  }
  if (fault.kind === 'refused') return giveUp(ctx, bringing, fault)
  const now = ctx.now().getTime()
  // Who has answered has ended its work, done or not; from who has not, it may still come.
  const doubtfulUntil = new Date(fault.kind === 'lost' ? now + LOST_MS : now)
  await updateAttempt(ctx.db, push, { doubtfulUntil, dueAt: inPause(ctx, push) })
  ctx.log[isOfTheHost(fault) ? 'debug' : 'warn'](
    { err: fault, orderId: order.id },
    'an order may have come to WooCommerce or not',
  )
  if (push.tries === MANY) await tellFailing(ctx, order.id, fault)
}

/** It will not have this one, however often it is asked. */
async function giveUp(ctx: Ctx, bringing: Bringing, { message, code }: WooFault): Promise<void> {
  const { push, order } = bringing
  await transact(ctx, async (ctx) => {
    const nothing = { externalId: null, orderKey: null, paymentUrl: null }
    await upsertKnown(ctx.db, { orderId: order.id, ...nothing, status: 'refused', told: 'refused', trouble: 'refused' })
    const details = code ?? message
    await publish(ctx, wooOrderAlarm, { kind: 'refused', orderId: order.id, externalId: null, details })
    await endPush(ctx.db, push, ctx.now())
  })
  ctx.log.error({ orderId: order.id, code }, 'WooCommerce refuses an order')
}

/** It is tried on; staff may find out why. */
export function tellFailing(ctx: Ctx, orderId: OrderId, { message: details }: WooFault): Promise<void> {
  return publish(ctx, wooOrderAlarm, { kind: 'failing', orderId, externalId: null, details })
}

export function pauseMs({ tries }: Pick<Push, 'tries'>): number {
  return Math.min(LONGEST_PAUSE_MS, LOOK_AGAIN_MS * 2 ** Math.max(0, tries - 1))
}

function inPause(ctx: Ctx, push: Push): Date {
  return new Date(ctx.now().getTime() + pauseMs(push))
}
