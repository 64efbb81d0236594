import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { minorDigits } from '@vitrina/contract'
import { importCheckout, readCheckoutFile } from '#checkout-files'
import { hasCoupons } from '#coupons'
import type { Ctx } from '#platform'
import type { Config } from './config.ts'

const file = resolve(import.meta.dirname, '../sample-checkout.json')

/** Gives a shop that has no coupon the two of the demo; in another currency than theirs they would be worth anything. */
export async function loadSampleCheckout(ctx: Ctx, { defaultLocale: locale, currency }: Config['shop']): Promise<void> {
  if (currency !== 'RUB' || (await hasCoupons(ctx, 'file'))) return
  const read = readCheckoutFile(await readFile(file, 'utf8'), { locale, currency, digits: minorDigits(currency) })
  if ('faults' in read) throw new Error(`the sample of coupons is broken: ${read.faults[0]}`)
  await importCheckout(ctx, read.draft)
}
