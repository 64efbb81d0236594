import { type PictureRef, type ProductNews, storeProducts } from '#catalog'
import type { Ctx } from '#platform'
import { readMoment } from '#woocommerce'
import type { ImageSource, ProductDraft, SetAside, WooSource } from './model.ts'
import { readEach, WooProduct } from './read-product.ts'
import { readVariations } from './read-variations.ts'
import { refreshCategories } from './refresh-categories.ts'
import { deleteSetAside, insertSetAside } from './store.ts'
import { toDraft } from './to-draft.ts'

const MOST_OFFERS = 300

/**
 * Takes products as they were listed into the catalogue, with their variations and pictures; says how new the
 * newest was. One that cannot be taken is set aside and told of, and what is kept of it stays (S8).
 */
export async function takeProducts(
  ctx: Ctx,
  source: WooSource,
  items: readonly unknown[],
  signal?: AbortSignal,
): Promise<Date | undefined> {
  const { read, unreadable } = readEach(WooProduct, items)
  const variations = await readVariations(source, read, signal)
  const broken = new Set(variations.setAside.map(({ externalId }) => externalId))
  const results = read
    .filter(({ id }) => !broken.has(String(id)))
    .map((product) => toDraft(product, variations.ofProduct.get(product.id) ?? [], source.reading))
  const drafts = results.flatMap((result) => ('draft' in result ? [result.draft] : []))
  await learnCategories(ctx, source, drafts)
  for (const batch of batchesOf(drafts)) await source.inTurn(() => keep(ctx, source, batch))
  const wrong = results.flatMap((result) => ('setAside' in result ? [result.setAside] : []))
  await setAside(ctx, [...unreadable, ...variations.setAside, ...wrong])
  const moments = read.flatMap((product) => readMoment(product.date_modified_gmt)?.getTime() ?? [])
  return moments.length > 0 ? new Date(Math.max(...moments)) : undefined
}

/** So that nobody waits long for a transaction: a page of products may have thousands of variations. */
function batchesOf(drafts: readonly ProductDraft[]): ProductDraft[][] {
  const batches: ProductDraft[][] = []
  let offers = Number.POSITIVE_INFINITY
  for (const draft of drafts) {
    if (offers + draft.offers.length > MOST_OFFERS) {
      batches.push([])
      offers = 0
    }
    batches.at(-1)?.push(draft)
    offers += draft.offers.length
  }
  return batches
}

async function keep(ctx: Ctx, { registerPictures }: WooSource, drafts: readonly ProductDraft[]): Promise<void> {
  const images = drafts.flatMap(({ images, offers }) => [...images, ...offers.flatMap(({ image }) => image ?? [])])
  const pictures = images.length > 0 ? await registerPictures(ctx, images) : []
  const made = new Map(images.map((image, at) => [image, pictures[at]]))
  await storeProducts(
    ctx,
    'woocommerce',
    drafts.map((draft) => withPictures(draft, made)),
  )
  await deleteSetAside(
    ctx,
    drafts.map(({ externalId }) => externalId),
  )
}

function withPictures(
  { images, offers, ...draft }: ProductDraft,
  made: ReadonlyMap<ImageSource, PictureRef | undefined>,
): ProductNews {
  return {
    ...draft,
    pictures: images.flatMap((image) => made.get(image) ?? []),
    offers: offers.map(({ image, ...offer }) => ({ ...offer, picture: (image && made.get(image)) ?? null })),
  }
}

/** A category that is new comes before what is in it: nothing would put that in later. */
async function learnCategories(ctx: Ctx, source: WooSource, drafts: readonly ProductDraft[]): Promise<void> {
  const named = drafts.flatMap(({ categoryExternalIds }) => categoryExternalIds)
  if (named.every((id) => source.known.categories.has(id))) return
  await refreshCategories(ctx, source)
  // Those that are in no list are not looked for with each product.
  for (const id of named) source.known.categories.add(id)
}

/** Notes what cannot be taken over, and tells of what is new among it. */
export async function setAside(ctx: Ctx, rows: readonly SetAside[]): Promise<void> {
  for (const { externalId, reason } of await insertSetAside(ctx, rows)) {
    ctx.log.warn({ productId: externalId, reason }, 'a product of WooCommerce cannot be taken over')
  }
}
