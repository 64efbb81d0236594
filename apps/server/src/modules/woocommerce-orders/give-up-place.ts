import { nameExternally } from '#orders'
import { type Ctx, publish } from '#platform'
import { wooOrderAlarm } from './events.ts'
import type { KnownThere } from './model.ts'
import { upsertKnown } from './store.ts'

/**
 * Lets go of an id there that another order has now, in the caller's transaction, which holds ours: the site was set
 * back. Ours stays as it was accepted and waits for a person: nobody else knows what the older copy has of it, and
 * made there anew it might be packed twice.
 */
export async function giveUpPlace(ctx: Ctx, known: KnownThere): Promise<void> {
  const { orderId, externalId } = known
  await nameExternally(ctx, orderId, null)
  await upsertKnown(ctx.db, { ...known, externalId: null, orderKey: null, paymentUrl: null, trouble: 'replaced' })
  ctx.log.error({ orderId, externalId }, 'WooCommerce has another order in the place of one of ours')
  await publish(ctx, wooOrderAlarm, { kind: 'replaced', orderId, externalId, details: '' })
}
