import type { Locale } from '@vitrina/contract'
import { z } from 'zod'
import type { OrderId } from '#orders'
import { inOrder } from '#platform'
import { type WooClient, type WooFault, wooFaultOf } from '#woocommerce'

/** What the work of this module is done with. */
export interface OrderSite {
  client: WooClient
  /** In which its staff reads. */
  locale: Locale
  /** One at a time does something about one order: what is read of it is not older than what is written. */
  inTurn: <Result>(orderId: OrderId, work: () => Promise<Result>) => Promise<Result>
  /** Whether it adds taxes to what it is told. */
  isTaxed: () => Promise<boolean>
  /** The id of the last order that was seen to be made there: what is made from now on has a higher one. */
  newest: { id: number | undefined }
}

export function openOrderSite(client: WooClient, { locale }: { locale: Locale }): OrderSite {
  let known: { isTaxed: boolean; until: number } | undefined
  const isTaxed = async () => {
    const now = performance.now()
    if (!known || known.until < now) known = { isTaxed: await readTaxed(client), until: now + TAXED_KNOWN_MS }
    return known.isTaxed
  }
  return { client, locale, inTurn: inOrder(), isTaxed, newest: { id: undefined } }
}

// Somebody may change it, seldom.
const TAXED_KNOWN_MS = 600_000

const Setting = z.object({ value: z.string() })

async function readTaxed(client: WooClient): Promise<boolean> {
  const answer = await client.read('/settings/general/woocommerce_calc_taxes', { urgency: 'now' })
  return Setting.safeParse(answer).data?.value === 'yes'
}

/**
 * Whether a call failed in a way that would meet every other order too: the site is away or busy, or does not
 * know our key. All of them wait then, and lose no tries by it.
 */
export function isOfTheSite({ kind, status = 0, code }: WooFault): boolean {
  if (kind === 'refused') return code === undefined || [401, 403, 429].includes(status) || code === 'rest_no_route'
  return kind === 'away' || kind === 'unreachable' || kind === 'busy'
}

/** Whether it is said that there is no such order. */
export function isGone(error: unknown): boolean {
  return wooFaultOf(error)?.code === 'woocommerce_rest_shop_order_invalid_id'
}
