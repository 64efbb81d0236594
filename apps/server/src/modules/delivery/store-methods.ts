import { locales } from '@vitrina/contract'
import { type CheckoutWords, checkoutWords } from '@vitrina/contract/words/checkout'
import type { LocalText, Source } from '#catalog'
import { type Ctx, transact } from '#platform'
import type { DeliveryRow } from './model.ts'
import { deleteMethodsExcept, insertFirstMethods, upsertMethods } from './store.ts'

/** Makes a source's ways of delivery these and no others. */
export function storeDeliveryMethods(
  ctx: Ctx,
  source: Source,
  rows: readonly Omit<DeliveryRow, 'source'>[],
): Promise<void> {
  return transact(ctx, async (ctx) => {
    if (rows.length > 0)
      await upsertMethods(
        ctx.db,
        rows.map((row) => ({ ...row, source })),
      )
    await deleteMethodsExcept(
      ctx.db,
      source,
      rows.map(({ id }) => id),
    )
  })
}

// What a courier asks for within a town, roughly; where we do not know, the merchant says.
const courierPrices: Record<string, { priceMinor: number; freeFromMinor: number }> = {
  RUB: { priceMinor: 300_00, freeFromMinor: 5_000_00 },
  UZS: { priceMinor: 25_000_00, freeFromMinor: 500_000_00 },
}

/** Gives a fresh shop a courier and a pick-up to begin with. */
export function seedDeliveryMethods(ctx: Ctx, currency: string): Promise<void> {
  const { priceMinor, freeFromMinor } = courierPrices[currency] ?? { priceMinor: 0, freeFromMinor: null }
  const own = { source: 'file' as const, zones: [], isActive: true }
  return insertFirstMethods(ctx.db, 'file', [
    { ...own, id: 'courier', title: titleOf('courier'), priceMinor, freeFromMinor, needsAddress: true, position: 1 },
    {
      ...own,
      id: 'pickup',
      title: titleOf('pickup'),
      priceMinor: 0,
      freeFromMinor: null,
      needsAddress: false,
      position: 2,
    },
  ])
}

function titleOf(method: keyof CheckoutWords['delivery']): LocalText {
  return Object.fromEntries(locales.map((locale) => [locale, checkoutWords[locale].delivery[method]]))
}
