import { findOrder } from '#orders'
import type { Ctx } from '#platform'
import { wooFaultOf } from '#woocommerce'
import { bringOrder, MANY, pauseMs, tellFailing } from './bring-order.ts'
import type { Push } from './model.ts'
import { isOfTheSite, type OrderSite } from './open-site.ts'
import { callOff } from './settle-made.ts'
import { endPush, findKnown, findNextDue, findPush, listDuePushes, postponePush } from './store.ts'
import { tellChange } from './tell-change.ts'

const TOGETHER = 100

/** When to stop: before the next order, and, if there is no time for that, in the middle of one. */
export interface Stopping {
  stop?: AbortSignal | undefined
  giveUp?: AbortSignal | undefined
}

/**
 * Does all that can be done there now, one order after another as they were placed, so that who came first is
 * served first there too. One that fails waits by itself; when it is the site that fails, it throws, and all wait.
 * Out: when there is something to do again.
 */
export async function pushOrders(ctx: Ctx, site: OrderSite, stopping: Stopping = {}): Promise<Date | null> {
  for (;;) {
    const due = await listDuePushes(ctx.db, ctx.now(), TOGETHER)
    if (due.length === 0) return findNextDue(ctx.db)
    for (const { orderId } of due) {
      if (stopping.stop?.aborted) return null
      await site.inTurn(orderId, () => pushOne(ctx, site, orderId, stopping.giveUp))
    }
  }
}

async function pushOne(ctx: Ctx, site: OrderSite, orderId: Push['orderId'], signal: AbortSignal | undefined) {
  // As it stands now that it is its turn.
  const push = await findPush(ctx.db, orderId)
  if (!push || push.dueAt > ctx.now()) return
  try {
    await act(ctx, site, push, signal)
  } catch (error) {
    const fault = wooFaultOf(error)
    if (!fault || isOfTheSite(fault)) throw error
    ctx.log.debug({ err: fault, orderId }, 'what is to be done with an order in WooCommerce is tried again')
    const tries = push.tries + 1
    await postponePush(ctx.db, orderId, new Date(ctx.now().getTime() + pauseMs({ tries })))
    if (tries === MANY) await tellFailing(ctx, orderId, fault)
  }
}

async function act(ctx: Ctx, site: OrderSite, push: Push, signal: AbortSignal | undefined): Promise<void> {
  const order = await findOrder(ctx.db, push.orderId)
  const known = await findKnown(ctx.db, push.orderId)
  if (!order) return endPush(ctx.db, push, ctx.now())
  if (known?.trouble === 'differs' && known.status !== 'cancelled') return callOff(ctx, site, { push, known })
  // One that was over when its place there was lost is brought no more either.
  if (known && (known.trouble || known.externalId === null)) return endPush(ctx.db, push, ctx.now())
  if (order.externalId === null) return bringOrder(ctx, site, { push, order }, signal)
  return tellChange(ctx, site, push, signal)
}
