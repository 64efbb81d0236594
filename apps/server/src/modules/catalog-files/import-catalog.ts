import {
  lockBeforeRetiring,
  type OfferNews,
  type PictureRef,
  type ProductNews,
  retireProducts,
  type Stored,
  storeCategories,
  storeProducts,
  storeSynonyms,
} from '#catalog'
import { type Ctx, transact } from '#platform'
import type { CatalogDraft, ImageSource, OfferDraft, ProductDraft } from './model.ts'

/** Makes pictures of our own out of sources; answers in their order, and touches no network. */
export type PictureRegistrar = (ctx: Ctx, sources: readonly ImageSource[]) => Promise<PictureRef[]>

export interface ImportCatalog {
  drafts: readonly CatalogDraft[]
  /** What the files do not name stays for sale; else it goes. */
  keepMissing?: boolean
}

export interface Imported extends Stored {
  categories: number
  retired: number
}

/**
 * Makes the shop's own catalogue what files say, all of it or nothing. The same files again change
 * nothing. Products of a WooCommerce are left alone.
 */
export async function importCatalog(
  ctx: Ctx,
  { drafts, keepMissing = false }: ImportCatalog,
  registerPictures: PictureRegistrar,
): Promise<Imported> {
  const products = drafts.flatMap(({ products }) => products)
  const groups = drafts.flatMap(({ synonyms }) => synonyms ?? [])
  const saysSynonyms = drafts.some(({ synonyms }) => synonyms !== undefined)
  // Before the transaction: while it reads a thousand photographs nobody else should wait for its rows.
  const news = await withPictures(ctx, products, registerPictures)
  const keep = products.map(({ externalId }) => externalId)
  return transact(ctx, async (ctx) => {
    const options = { keepMissing }
    if (!keepMissing) await lockBeforeRetiring(ctx, 'file', { keep })
    const categories = await storeCategories(
      ctx,
      'file',
      drafts.flatMap(({ categories }) => categories),
      options,
    )
    const stored = await storeProducts(ctx, 'file', news)
    const retired = keepMissing ? 0 : await retireProducts(ctx, 'file', { keep })
    if (saysSynonyms) await storeSynonyms(ctx, groups)
    return { ...stored, categories, retired }
  })
}

async function withPictures(
  ctx: Ctx,
  products: readonly ProductDraft[],
  registerPictures: PictureRegistrar,
): Promise<ProductNews[]> {
  const sources = products.flatMap(({ images, offers }) => [...images, ...offers.flatMap(({ image }) => image ?? [])])
  const pictures = sources.length > 0 ? await registerPictures(ctx, sources) : []
  const made = new Map(sources.map((source, at) => [source, pictures[at]]))
  const toNews = ({ image, ...offer }: OfferDraft): OfferNews => ({
    ...offer,
    picture: (image && made.get(image)) ?? null,
  })
  return products.map(({ images, offers, ...product }) => ({
    ...product,
    offers: offers.map(toNews),
    pictures: images.flatMap((image) => made.get(image) ?? []),
    modifiedAt: ctx.now(),
  }))
}
