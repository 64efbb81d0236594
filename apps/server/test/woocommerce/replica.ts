import type { SimulatedWooCommerce } from '@vitrina/simulator'
import { sql } from 'drizzle-orm'
import { onTestFinished } from 'vitest'
import { listOffers } from '#catalog'
import type { Ctx, Db } from '#platform'
import { openWooSource, type Reading } from '#woocommerce-catalog'
import { useCases } from '../use-cases.ts'
import { openClient, openWoo, settingsOf } from './shop.ts'

export interface KeptRow {
  externalId: string
  slug: string
  name: string
  isShown: boolean
  isGone: boolean
  priceMinor: number | null
  inStock: boolean
  categories: string[]
}

/** Everything that is kept of the WooCommerce, by its ids there. */
export async function keptProducts(db: Db): Promise<KeptRow[]> {
  const { rows } = await db.execute<KeptRow & Record<string, unknown>>(sql`
    select external_id as "externalId", slug, name ->> 'ru' as name, is_shown as "isShown", gone_at is not null as "isGone",
      price_minor::int as "priceMinor", in_stock as "inStock",
      array(select category.name ->> 'ru' from product_categories link join categories category on category.id = link.category_id
        where link.product_id = products.id order by 1) as categories
    from products where source = 'woocommerce' order by external_id::bigint`)
  return rows
}

/** What a buyer may find, by name. */
export async function shownNames(db: Db): Promise<string[]> {
  return (await keptProducts(db)).filter(({ isShown, isGone }) => isShown && !isGone).map(({ name }) => name)
}

export async function offerOf(ctx: Ctx, sku: string) {
  return (await listOffers(ctx.db, [sku], ctx.now()))[0]
}

export async function setAsideRows(db: Db): Promise<{ externalId: string; reason: string }[]> {
  const { rows } = await db.execute<{ externalId: string; reason: string }>(
    sql`select external_id as "externalId", reason from woo_set_aside order by 1`,
  )
  return rows
}

/** A WooCommerce, and what reads it into a catalogue of its own; pictures are noted and not fetched. */
export async function openReplica(options: Parameters<typeof openWoo>[0] = {}, reading: Partial<Reading> = {}) {
  const woo = await openWoo(options)
  const ground = await useCases()
  onTestFinished(() => ground.close())
  const open = (site: SimulatedWooCommerce = woo) =>
    openWooSource(openClient(settingsOf(site)), {
      reading: { locale: 'ru', currency: 'RUB', ...reading },
      registerPictures: async (_, sources) =>
        sources.map(({ url, alt }) => ({ pictureId: url.slice(url.lastIndexOf('/') + 1), alt, width: 8, height: 8 })),
    })
  return { woo, ...ground, source: open(), open }
}

/** So many products at once, named by number. */
export function addMany(woo: SimulatedWooCommerce, count: number): number[] {
  return Array.from({ length: count }, (_, nth) =>
    woo.world.addProduct({ name: `Букет ${nth + 1}`, sku: `B-${nth + 1}`, regular_price: '100' }),
  ).map(({ id }) => id)
}
