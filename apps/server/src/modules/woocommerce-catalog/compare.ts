import { countKept, listKept, type StockNews, setStock } from '#catalog'
import type { Ctx } from '#platform'
import { readMoment, wooFaultOf } from '#woocommerce'
import type { WooSource } from './model.ts'
import { readAgain } from './read-again.ts'
import { readEach, stockFields, WooStock } from './read-product.ts'
import { findProgress, updateProgress } from './store.ts'
import { stockOf } from './to-draft.ts'
import { walkList } from './walk-list.ts'

const BATCH = 200

/** How far we were from the site before it was put right. */
export interface Drift {
  /** There, and not here or older here. */
  stale: number
  /** Here, and not in its list. */
  missing: number
}

/**
 * Holds all that the site has against all that is kept of it: what is older here is read again, what is not
 * there any more goes, stock is set to what it is there. This finds what nothing tells of: deletions for good,
 * lost webhooks, stock that changed without a date (S2, S9).
 */
export async function compareWithSite(ctx: Ctx, source: WooSource, signal?: AbortSignal): Promise<Drift> {
  const listed = new Map<string, WooStock>()
  const total = await walkList(
    source.client,
    { path: '/products', query: { status: 'any', _fields: stockFields }, signal },
    async ({ items }) => {
      for (const item of readEach(WooStock, items).read) listed.set(String(item.id), item)
    },
  )
  const kept = new Map((await listKept(ctx, 'woocommerce')).map((one) => [one.externalId, one.modifiedAt]))
  const isStale = (item: WooStock) => (kept.get(String(item.id)) ?? new Date(0)) < modifiedAtOf(item)
  const stale = [...listed.values()].filter(isStale).map(({ id }) => String(id))
  const missing = [...kept.keys()].filter((id) => !listed.has(id))
  await readAgain(ctx, source, [...stale, ...missing], signal)
  const current = [...listed.values()].filter((item) => !isStale(item))
  await sweepStock(ctx, source, current, signal)
  const difference = (total ?? listed.size) - (await countKept(ctx, 'woocommerce'))
  await updateProgress(ctx, 'comparison', { difference, finishedAt: ctx.now().toISOString() })
  return { stale: stale.length, missing: missing.length }
}

const modifiedAtOf = ({ date_modified_gmt }: WooStock) => readMoment(date_modified_gmt) ?? new Date(0)

/** Older versions do not date what an order takes. */
async function sweepStock(ctx: Ctx, source: WooSource, listed: readonly WooStock[], signal?: AbortSignal) {
  const simple = listed.filter(({ type }) => type === 'simple')
  await takeStock(
    ctx,
    source,
    simple.map((item) => toNews(item, null)),
  )
  if (!listed.some(({ type }) => type === 'variable') || source.known.hasVariationList === false) return
  try {
    await walkList(
      source.client,
      { path: '/variations', query: { _fields: stockFields }, signal },
      async ({ items }) => {
        const { read } = readEach(WooStock, items)
        await takeStock(
          ctx,
          source,
          read.filter(({ parent_id }) => parent_id > 0).map((item) => toNews(item, item.id)),
        )
      },
    )
  } catch (error) {
    if (wooFaultOf(error)?.code !== 'rest_no_route') throw error
    source.known.hasVariationList = false
  }
}

function toNews(item: WooStock, variationId: number | null): StockNews {
  return {
    productExternalId: String(variationId === null ? item.id : item.parent_id),
    externalId: variationId === null ? null : String(variationId),
    ...stockOf(item),
  }
}

async function takeStock(ctx: Ctx, { inTurn }: WooSource, news: readonly StockNews[]): Promise<void> {
  for (let from = 0; from < news.length; from += BATCH) {
    await inTurn(() => setStock(ctx, 'woocommerce', news.slice(from, from + BATCH)))
  }
}

/** Whether the site has fewer products than we know of: something was deleted for good, which nothing tells. */
export async function hasLessThanKept(ctx: Ctx, { client }: WooSource, signal?: AbortSignal): Promise<boolean> {
  const last = await findProgress(ctx, 'comparison')
  const { total } = await client.list('/products', { query: { status: 'any', per_page: 1, _fields: 'id' }, signal })
  if (!last || total === undefined) return false
  return total - (await countKept(ctx, 'woocommerce')) < last.difference
}
