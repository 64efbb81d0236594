import { isOver, lockOrder, nameExternally } from '#orders'
import { type Ctx, publish } from '#platform'
import { wooOrderAlarm } from './events.ts'
import type { KnownThere } from './model.ts'
import { upsertKnown } from './store.ts'

/**
 * Lets go of an id there under which an order of ours is no more, though nobody has deleted it: the site was set back
 * to an older copy. Ours stays as it was accepted and waits for a person, unless it is over: nobody else knows what
 * the older copy has of it, and made there anew it might be packed twice. In the caller's transaction.
 */
export async function giveUpPlace(ctx: Ctx, known: KnownThere): Promise<void> {
  const { orderId, externalId } = known
  const order = await lockOrder(ctx.db, orderId)
  await nameExternally(ctx, orderId, null)
  const nothing = { externalId: null, orderKey: null, paymentUrl: null }
  if (!order || isOver(order.status)) return upsertKnown(ctx.db, { ...known, ...nothing })
  await upsertKnown(ctx.db, { ...known, ...nothing, trouble: 'replaced' })
  ctx.log.error({ orderId, externalId }, 'an order of ours is no more under its id in WooCommerce')
  await publish(ctx, wooOrderAlarm, { kind: 'replaced', orderId, externalId, details: '' })
}
