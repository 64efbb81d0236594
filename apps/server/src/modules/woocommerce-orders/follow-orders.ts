import type { Ctx } from '#platform'
import { bareMoment, workHints } from '#woocommerce'
import { meetOrder } from './meet-order.ts'
import { DELETED, type KnownThere } from './model.ts'
import type { OrderSite } from './open-site.ts'
import { markOf, orderQuery, readOrder, revisedAt, type WooOrder } from './read-order.ts'
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
    for (const externalId of externalIds) {
      signal?.throwIfAborted()
      await meetOrder(ctx, site, externalId, signal)
    }
  })
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
  const query = { status: 'any', orderby: 'modified', order: 'desc', per_page: 1, ...orderQuery }
  const { items } = await client.list('/orders', { query, signal })
  const at = items.length > 0 ? revisedAt(readOrder(items[0])) : undefined
  if (at) await updateProgress(ctx.db, 'changes', { mark: at.toISOString(), settled: 0 })
}

/** Out: when the newest of them was changed. */
async function walk(
  ctx: Ctx,
  site: OrderSite,
  query: Record<string, string | boolean>,
  signal: AbortSignal | undefined,
): Promise<number> {
  let newest = 0
  for (let offset = 0; ; offset += PAGE) {
    const paging = { orderby: 'id', order: 'asc', per_page: PAGE, offset, ...orderQuery }
    const { items } = await site.client.list('/orders', { query: { ...query, ...paging }, signal })
    const seen = items.map(readOrder)
    await meetNews(ctx, site, seen, signal)
    newest = seen.reduce((at, order) => Math.max(at, revisedAt(order)?.getTime() ?? 0), newest)
    if (items.length < PAGE) return newest
  }
}

/** Those that are ours and not what we know are read again; the others are what we did ourselves. */
async function meetNews(ctx: Ctx, site: OrderSite, seen: readonly WooOrder[], signal?: AbortSignal): Promise<void> {
  const ours = seen.filter((order) => markOf(order) !== undefined)
  const known = byExternalId(
    await listKnown(
      ctx.db,
      ours.map(({ id }) => String(id)),
    ),
  )
  for (const { id, status } of ours) {
    signal?.throwIfAborted()
    if (known.get(String(id))?.status !== status) await meetOrder(ctx, site, String(id), signal)
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
    for (const externalId of wrong) await meetOrder(ctx, site, externalId, signal)
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
  const query = { include: ids.join(','), status: 'any', per_page: PAGE, _fields: 'id,status' }
  const { items } = await client.list('/orders', { query, signal })
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
