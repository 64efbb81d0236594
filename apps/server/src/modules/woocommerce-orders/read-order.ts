import { z } from 'zod'
import type { OrderId } from '#orders'
import { readMoment, WooFault } from '#woocommerce'
import { type KnownThere, marks } from './model.ts'

const text = z.string().catch('')
// Made once: to make a schema takes longer than to read with it, and orders have a dozen of these each.
const Meta = z.object({ key: z.string(), value: z.unknown() })
const list = <Item extends z.ZodType>(item: Item) => z.array(item)

/** An order as it is answered. What is compared with what was sent is required; the rest may be what a plugin makes of it. */
export const WooOrder = z.object({
  id: z.int().positive(),
  number: z.coerce.string().catch(''),
  status: z.string(),
  currency: z.string(),
  total: z.string(),
  total_tax: text,
  shipping_total: z.string(),
  order_key: text,
  payment_url: text,
  date_modified_gmt: z.string(),
  date_paid_gmt: z.string().nullable().catch(null),
  transaction_id: text,
  payment_method: text,
  meta_data: z
    .array(z.unknown())
    .catch([])
    .transform((items) => items.flatMap((item) => Meta.safeParse(item).data ?? [])),
  line_items: list(
    z.object({
      product_id: z.int(),
      variation_id: z.int().catch(0),
      quantity: z.number(),
      subtotal: z.string(),
      total: z.string(),
    }),
  ),
  fee_lines: list(z.unknown()),
  coupon_lines: list(z.unknown()),
})
export type WooOrder = z.infer<typeof WooOrder>

/**
 * How orders are asked for: by the names of what we read, since plugins put whole parcels into them, and with all
 * decimals, which a site that shows prices in whole units would round away.
 */
export const orderQuery = { _fields: Object.keys(WooOrder.shape).join(','), dp: 4 }

/** An order, or the fault of a site that answers with something else. */
export function readOrder(answer: unknown): WooOrder {
  const { data } = WooOrder.safeParse(answer)
  if (!data) throw new WooFault({ kind: 'garbled' })
  return data
}

/** Which of our orders it says it is. */
export function markOf({ meta_data: meta }: Pick<WooOrder, 'meta_data'>): OrderId | undefined {
  const value = meta.find(({ key }) => key === marks.order)?.value
  return typeof value === 'string' && /^[A-Za-z0-9_-]{22}$/.test(value) ? (value as OrderId) : undefined
}

/**
 * Whether what is there under the id of an order of ours is another. A site that was set back to an older copy gives
 * ids anew; what has lost its mark is told by its key, which is given once, if it has not lost that too.
 */
export function isAnother(seen: WooOrder, { orderId, orderKey }: Pick<KnownThere, 'orderId' | 'orderKey'>): boolean {
  const mark = markOf(seen)
  if (mark !== undefined) return mark !== orderId
  return orderKey !== null && seen.order_key !== '' && seen.order_key !== orderKey
}

/** By their clock, when it was last changed. */
export function revisedAt({ date_modified_gmt: moment }: Pick<WooOrder, 'date_modified_gmt'>): Date | undefined {
  return readMoment(moment)
}
