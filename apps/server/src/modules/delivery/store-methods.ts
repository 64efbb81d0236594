import { locales } from '@vitrina/contract'
import { type CheckoutWords, checkoutWords } from '@vitrina/contract/words/checkout'
import type { LocalText, Source } from '#catalog'
import { type Ctx, transact } from '#platform'
import type { DeliveryRow, MethodNews } from './model.ts'
import { deleteMethodsExcept, insertFirstMethods, upsertMethods } from './store.ts'

const BLANK = { charges: [], classCosts: null, condition: null, unless: [] }

/** Makes a source's ways of delivery these and no others. */
export function storeDeliveryMethods(ctx: Ctx, source: Source, rows: readonly MethodNews[]): Promise<void> {
  return transact(ctx, async (ctx) => {
    if (rows.length > 0)
      await upsertMethods(
        ctx.db,
        rows.map((row) => ({ ...BLANK, ...row, source })),
      )
    await deleteMethodsExcept(
      ctx.db,
      source,
      rows.map(({ id }) => id),
    )
  })
}

// What is asked for within a town and by post, roughly.
const usualPrices: Record<string, { courier: number; post: number; freeFrom: number }> = {
  RUB: { courier: 300_00, post: 400_00, freeFrom: 5_000_00 },
  UZS: { courier: 25_000_00, post: 35_000_00, freeFrom: 500_000_00 },
}

/**
 * Gives a fresh shop a courier, a pick-up and the post to begin with. Where we do not know what these cost,
 * there is the pick-up alone: the merchant says the rest, and nothing is sent at our guess. Only of the sample shop
 * do we know where it is.
 */
export function seedDeliveryMethods(
  ctx: Ctx,
  { currency, isSample = false }: { currency: string; isSample?: boolean },
): Promise<void> {
  const prices = usualPrices[currency]
  const method = (id: keyof CheckoutWords['delivery'], priceMinor: number): Omit<DeliveryRow, 'position'> => ({
    ...{ id, source: 'file', title: titleOf(id, isSample), priceMinor, zones: [], isActive: true },
    ...BLANK,
    needsAddress: id !== 'pickup',
    freeFromMinor: id === 'courier' ? (prices?.freeFrom ?? null) : null,
  })
  const methods = prices
    ? [method('courier', prices.courier), method('pickup', 0), method('post', prices.post)]
    : [method('pickup', 0)]
  return insertFirstMethods(
    ctx.db,
    'file',
    methods.map((one, position) => ({ ...one, position })),
  )
}

function titleOf(method: keyof CheckoutWords['delivery'], isSample: boolean): LocalText {
  const inWords = ({ delivery, samplePickup }: CheckoutWords) =>
    isSample && method === 'pickup' ? samplePickup : delivery[method]
  return Object.fromEntries(locales.map((locale) => [locale, inWords(checkoutWords[locale])]))
}
