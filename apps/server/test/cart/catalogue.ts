import type { ProductCard } from '@vitrina/contract'
import { inArray } from 'drizzle-orm'
import type { ProductId } from '#catalog'
import { inLanguage } from '#catalog'
import type { Ctx, Db } from '#platform'
import type { ReadCards } from '../../src/modules/cart/ports.ts'
import { offers, products } from '../../src/modules/catalog/tables.ts'

let made = 0

interface NewOffer {
  sku?: string
  priceMinor?: number
  stock?: number | null
  isShown?: boolean
}

/** Something to buy, straight in the catalogue's tables: a product with one offer. */
export async function sell(db: Db, overrides: NewOffer = {}): Promise<{ sku: string; productId: ProductId }> {
  const { sku = `sku-${++made}`, priceMinor = 500_00, stock = 10, isShown = true } = overrides
  const at = new Date('2030-01-01')
  const name = { ru: `Букет ${sku}`, en: `Bouquet ${sku}` }
  const [product] = await db
    .insert(products)
    .values({
      ...{ source: 'file', externalId: sku, slug: sku, name, description: {}, shortDescription: {}, attributes: [] },
      ...{ pictures: [], hasVariations: false, isShown, priceMinor, inStock: true, searchText: sku },
      ...{ createdAt: at, modifiedAt: at },
    })
    .returning({ id: products.id })
  if (!product) throw new Error('the product was not made')
  await db.insert(offers).values({ sku, productId: product.id, attributes: [], priceMinor, stock, inStock: true })
  return { sku, productId: product.id }
}

export async function changeOffers(db: Db, skus: string[], set: Partial<typeof offers.$inferInsert>): Promise<void> {
  await db.update(offers).set(set).where(inArray(offers.sku, skus))
}

/** The cards of a catalogue that shows what its tables say; nothing is kept in memory. */
export const readCards: ReadCards = async (ctx: Ctx, productIds, locale): Promise<ProductCard[]> => {
  const rows = await ctx.db
    .select()
    .from(products)
    .where(inArray(products.id, [...productIds]))
  return rows
    .filter(({ isShown, goneAt }) => isShown && goneAt === null)
    .map(({ id, slug, name, priceMinor, inStock, hasVariations }) => ({
      ...{ id: String(id), slug, sku: slug, name: inLanguage(name, locale, 'ru'), inStock, hasVariations },
      price: { amountMinor: priceMinor ?? 0, currency: 'RUB' },
    }))
}
