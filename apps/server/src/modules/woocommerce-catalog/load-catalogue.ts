import type { Ctx } from '#platform'
import { readEach, readMoment, walkList, wooFaultOf } from '#woocommerce'
import type { WooSource } from './model.ts'
import { productFields, WooProduct } from './read-product.ts'
import { refreshCategories } from './refresh-categories.ts'
import { deleteNameless, findProgress, updateProgress } from './store.ts'
import { setAside, takeProducts } from './take-products.ts'

const DAY_MS = 86_400_000

/**
 * Reads all products of the site, drafts and hidden ones too, and takes them over. Killed in the middle, it goes
 * on where it was: how far it has come is noted after each page.
 */
export async function loadCatalogue(ctx: Ctx, source: WooSource, signal?: AbortSignal): Promise<void> {
  const before = await findProgress(ctx, 'load')
  const isUnderWay = before !== undefined && before.finishedAt === null
  const state = isUnderWay
    ? before
    : { offset: 0, newest: (await findNewest(ctx, source)).toISOString(), finishedAt: null, wasFinished: !!before }
  if (!isUnderWay) {
    await updateProgress(ctx, 'load', state)
    await deleteNameless(ctx)
  }
  await refreshCategories(ctx, source, signal)
  await walkList(
    source.client,
    { path: '/products', query: { status: 'any', _fields: productFields }, from: state.offset, signal },
    async ({ items, failed }) => {
      await takeProducts(ctx, source, items, signal)
      await setAside(
        ctx,
        failed.map((place) => ({ externalId: `place ${place}`, reason: 'WooCommerce fails to show it' })),
      )
    },
    (offset) => updateProgress(ctx, 'load', { ...state, offset }),
  )
  await updateProgress(ctx, 'load', { ...state, offset: 0, finishedAt: ctx.now().toISOString() })
  if (!(await findProgress(ctx, 'changes'))) await updateProgress(ctx, 'changes', { mark: state.newest, settled: 0 })
}

/**
 * Whether everything there has been read once, as this release reads it: a migration that wants more to be known of
 * each product deletes how far the reading has come.
 */
export async function wasWholeRead(ctx: Ctx): Promise<boolean> {
  const load = await findProgress(ctx, 'load')
  return load !== undefined && (load.finishedAt !== null || load.wasFinished === true)
}

/** When the last change there was, by the site's own clock: what is newer than that has changed since. */
async function findNewest(ctx: Ctx, { client }: WooSource): Promise<Date> {
  const query = { orderby: 'modified', order: 'desc', per_page: 1, status: 'any' }
  try {
    const { items } = await client.list('/products', { query })
    const [product] = readEach(WooProduct, items).read
    const at = product && readMoment(product.date_modified_gmt)
    if (at) return at
  } catch (error) {
    // An older version, which cannot sort by it, or a product that cannot be shown.
    const kind = wooFaultOf(error)?.kind
    if (kind !== 'refused' && kind !== 'broken') throw error
  }
  return new Date(ctx.now().getTime() - DAY_MS)
}
