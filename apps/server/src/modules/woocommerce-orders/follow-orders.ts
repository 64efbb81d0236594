import type { Ctx } from '#platform'
import { bareMoment, wooFaultOf, workHints } from '#woocommerce'
import { meetOrder } from './meet-order.ts'
import { DELETED, type KnownThere } from './model.ts'
import type { OrderSite } from './open-site.ts'
import { markOf, revisedAt, WooOrder } from './read-order.ts'
import { readSlice } from './read-slice.ts'
import { findProgress, listKnown, listOpen, updateProgress } from './store.ts'

const PAGE = 100
// What was saved a while ago may be seen only now: until some looks have found nothing newer, each goes so far back.
const OVERLAP_MS = 120_000
const LOOKS = 3
// Its moments are whole seconds, and the edge itself is left out (S2).
const EDGE_MS = 1_000
// A clock that was wrong once must not make us deaf until then.
const AHEAD_MS = 600_000
const OVER = ['completed', 'cancelled', 'refunded', 'failed', 'trash', DELETED]

/** Reads again what webhooks have told of; nothing that they say is believed (H9). */
export function readHinted(ctx: Ctx, site: OrderSite, signal?: AbortSignal): Promise<void> {
  return workHints(ctx, { resource: 'order', limit: PAGE }, async (externalIds) => {
    for (const externalId of externalIds) await meetSafely(ctx, site, externalId, signal)
  })
}

/** One that cannot be shown keeps the others from nothing; it is seen again when it was changed, or compared. */
async function meetSafely(ctx: Ctx, site: OrderSite, externalId: string, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted()
  try {
    await meetOrder(ctx, site, externalId, signal)
  } catch (error) {
    if (wooFaultOf(error)?.kind !== 'broken') throw error
    ctx.log.warn({ err: error, externalId }, 'WooCommerce fails to show an order')
  }
}

/** Takes over what has changed there since the last look, by their clock: what no webhook has told of (H4). */
export async function followChanges(ctx: Ctx, site: OrderSite, signal?: AbortSignal): Promise<void> {
  const state = await findProgress(ctx.db, 'changes')
  if (!state) return begin(ctx, site, signal)
  const mark = new Date(state.mark).getTime()
  const after = new Date(mark - EDGE_MS - (state.settled < LOOKS ? OVERLAP_MS : 0))
  let newest = mark
  for (const status of ['any', 'trash']) {
    const query = { status, modified_after: bareMoment(after), dates_are_gmt: true }
    newest = Math.max(newest, await walk(ctx, site, query, signal))
  }
  newest = Math.min(newest, Math.max(mark, ctx.now().getTime() + AHEAD_MS))
  const settled = newest > mark ? 0 : Math.min(LOOKS, state.settled + 1)
  if (newest > mark || settled !== state.settled) {
    await updateProgress(ctx.db, 'changes', { mark: new Date(newest).toISOString(), settled })
  }
}

/** From what was changed last there: what was before is compared (`compareOpen`). */
async function begin(ctx: Ctx, { client }: OrderSite, signal?: AbortSignal): Promise<void> {
  const query = { status: 'any', orderby: 'modified', order: 'desc', per_page: 1, _fields: listedFields }
  const { items } = await client.list('/orders', { query, signal })
  const at = readListed(items).flatMap((order) => revisedAt(order) ?? [])[0]
  if (at) await updateProgress(ctx.db, 'changes', { mark: at.toISOString(), settled: 0 })
}

// Of all that were changed, strangers' orders too, no more than tells whether they are ours and news.
const Listed = WooOrder.pick({ id: true, status: true, date_modified_gmt: true, meta_data: true })
type Listed = ReturnType<typeof Listed.parse>
const listedFields = Object.keys(Listed.shape).join(',')

const readListed = (items: readonly unknown[]): Listed[] => items.flatMap((item) => Listed.safeParse(item).data ?? [])

/** Out: when the newest of them was changed. */
async function walk(
  ctx: Ctx,
  site: OrderSite,
  query: Record<string, string | boolean>,
  signal: AbortSignal | undefined,
): Promise<number> {
  let newest = 0
  for (let offset = 0; ; offset += PAGE) {
    const paging = { orderby: 'id', order: 'asc', _fields: listedFields }
    const place = { offset, size: PAGE }
    const { items, broken } = await readSlice(site.client, { query: { ...query, ...paging }, signal }, place)
    if (broken > 0) ctx.log.warn({ broken }, 'WooCommerce fails to show orders that were changed')
    const seen = readListed(items)
    await meetNews(ctx, site, seen, signal)
    newest = seen.reduce((at, order) => Math.max(at, revisedAt(order)?.getTime() ?? 0), newest)
    if (items.length + broken < PAGE) return newest
  }
}

/** Those that are ours and not what we know are read again; the others are what we did ourselves. */
async function meetNews(ctx: Ctx, site: OrderSite, seen: readonly Listed[], signal?: AbortSignal): Promise<void> {
  const known = byExternalId(
    await listKnown(
      ctx.db,
      seen.map(({ id }) => String(id)),
    ),
  )
  for (const order of seen) {
    const kept = known.get(String(order.id))
    const isNews = kept?.status !== order.status || kept.orderId !== markOf(order)
    if (isNews && (kept || markOf(order))) await meetSafely(ctx, site, String(order.id), signal)
  }
}

const byExternalId = (known: readonly KnownThere[]) => new Map(known.map((one) => [one.externalId, one]))

/**
 * Holds every order that is open there, as far as we know, against what is there (S9): one that was deleted for
 * good, which nothing tells, and what was changed unseen. Out: how many were not what we knew.
 */
export async function compareOpen(ctx: Ctx, site: OrderSite, signal?: AbortSignal): Promise<number> {
  let after: KnownThere['orderId'] | '' = ''
  let mismatched = 0
  for (;;) {
    const open: KnownThere[] = await listOpen(ctx.db, { after, limit: PAGE, over: OVER })
    const ids = open.map(({ externalId }) => externalId ?? '')
    const wrong = open.length > 0 ? await findWrong(site, open, ids, signal) : []
    for (const externalId of wrong) await meetSafely(ctx, site, externalId, signal)
    mismatched += wrong.length
    after = open.at(-1)?.orderId ?? after
    if (open.length < PAGE) break
  }
  await updateProgress(ctx.db, 'comparison', { mismatched, finishedAt: ctx.now().toISOString() })
  return mismatched
}

async function findWrong(
  { client }: OrderSite,
  open: readonly KnownThere[],
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<string[]> {
  const query = { include: ids.join(','), status: 'any', _fields: 'id,status' }
  const { items } = await readSlice(client, { query, signal }, { offset: 0, size: PAGE })
  const there = new Map(
    items.map((item) => {
      const { id, status } = item as { id?: unknown; status?: unknown }
      return [String(id), status]
    }),
  )
  return open.flatMap(({ externalId, status }) =>
    externalId !== null && there.get(externalId) !== status ? [externalId] : [],
  )
}
