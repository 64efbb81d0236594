import { setTimeout as delay } from 'node:timers/promises'
import type { Ctx, Database, Signals } from '#platform'
import { type KeepWebhooks, keepWebhooks, wooFaultOf } from '#woocommerce'
import { checkShop, UnfitShop } from './check-shop.ts'
import { compareWithSite, hasLessThanKept } from './compare.ts'
import { followChanges } from './follow-changes.ts'
import { loadCatalogue } from './load-catalogue.ts'
import type { WooSource } from './model.ts'
import { readHinted } from './read-hinted.ts'
import { refreshCategories } from './refresh-categories.ts'
import { findProgress, type Progress, updateProgress } from './store.ts'

// «WOOC» in hexadecimal: any number that other users of the database do not lock.
const LOCK = 0x574f4f43
const HOUR_MS = 3_600_000
const PERIODS = { changesMs: 30_000, webhooksMs: 300_000, compareMs: HOUR_MS, loadMs: 24 * HOUR_MS, retryMs: 5_000 }

export interface CatalogSyncParts {
  database: Pick<Database, 'lead'>
  signals: Signals
  /** Nothing where WooCommerce could not call us anyway. */
  webhooks: KeepWebhooks | undefined
  periods?: Partial<typeof PERIODS>
}

type Work = 'catalogue' | 'changes' | 'webhooks'

const TROUBLE: Record<Work, string> = {
  catalogue: 'the catalogue cannot be read from WooCommerce now',
  changes: 'the catalogue cannot be kept up with WooCommerce now',
  webhooks: 'the webhooks in WooCommerce cannot be looked after now, for which the key must be allowed to write',
}

/**
 * Keeps the catalogue what the WooCommerce has, for as long as the process lives; of several processes one does,
 * the others stand by. Everything is read once, then what changes; the whole is compared every hour and read
 * anew every day. A site that is away stops nothing but this.
 */
export class CatalogSync {
  readonly #ctx: Ctx
  readonly #source: WooSource
  readonly #parts: CatalogSyncParts
  readonly #periods: typeof PERIODS
  readonly #stop = new AbortController()
  readonly #problems = new Map<Work, string>()
  #running: Promise<void> = Promise.resolve()
  #checking: Promise<void> = Promise.resolve()

  constructor(ctx: Ctx, source: WooSource, parts: CatalogSyncParts) {
    this.#ctx = ctx
    this.#source = source
    this.#parts = parts
    this.#periods = { ...PERIODS, ...parts.periods }
  }

  start(): void {
    this.#running = this.#parts.database.lead(LOCK, this.#stop.signal, (lost) => this.#lead(lost))
  }

  async close(): Promise<void> {
    this.#stop.abort()
    await this.#running
  }

  /** Throws when whoever leads could not do its work the last time. */
  async check(): Promise<void> {
    const health = await findProgress(this.#ctx, 'health')
    if (health?.problem) throw new Error(health.problem)
  }

  async #lead(lost: AbortSignal): Promise<void> {
    const { changesMs, webhooksMs } = this.#periods
    await Promise.all([
      this.#repeat('catalogue', { everyMs: changesMs, lost }, () => this.#catalogue(lost)),
      this.#repeat('changes', { everyMs: changesMs, lost }, () => this.#changes(lost)),
      this.#repeat('webhooks', { everyMs: webhooksMs, lost }, () => this.#webhooks(lost)),
    ])
  }

  async #repeat(
    name: Work,
    { everyMs, lost }: { everyMs: number; lost: AbortSignal },
    work: () => Promise<void>,
  ): Promise<void> {
    while (!lost.aborted) {
      const problem = await work().then(
        () => undefined,
        (error) => (lost.aborted ? undefined : this.#tell(name, error)),
      )
      if (!lost.aborted) await this.#note(name, problem).catch(() => {})
      const pauseMs = problem === undefined ? everyMs : Math.min(everyMs, this.#periods.retryMs)
      await delay(pauseMs, undefined, { signal: lost }).catch(() => {})
    }
  }

  /** The whole, when it is time for it. */
  async #catalogue(lost: AbortSignal): Promise<void> {
    // Each time: its settings may be changed at any moment, and its prices then mean something else.
    this.#checking = checkShop(this.#ctx, this.#source, lost)
    await this.#checking
    const load = await findProgress(this.#ctx, 'load')
    const comparison = await findProgress(this.#ctx, 'comparison')
    const isLoadDue = !load?.finishedAt || this.#isDue(load.finishedAt, this.#periods.loadMs)
    if (isLoadDue) await loadCatalogue(this.#ctx, this.#source, lost)
    if (!isLoadDue && comparison && !this.#isDue(comparison.finishedAt, this.#periods.compareMs)) return
    await this.#compare(lost)
  }

  async #changes(lost: AbortSignal): Promise<void> {
    // What an earlier process has found may be true no more.
    await this.#checking.catch(() => {})
    const shop = await findProgress(this.#ctx, 'shop')
    if (shop?.currency !== this.#source.reading.currency) return
    await readHinted(this.#ctx, this.#source, lost)
    // Until everything was read once there is nothing to go on from.
    if (!(await findProgress(this.#ctx, 'changes'))) return
    await refreshCategories(this.#ctx, this.#source, lost)
    await followChanges(this.#ctx, this.#source, lost)
    if (await hasLessThanKept(this.#ctx, this.#source, lost)) await this.#compare(lost)
  }

  async #compare(lost: AbortSignal): Promise<void> {
    const drift = await compareWithSite(this.#ctx, this.#source, lost)
    if (drift.stale + drift.missing > 0)
      this.#ctx.log.info(drift, 'the catalogue was brought back to what WooCommerce has')
  }

  async #webhooks(signal: AbortSignal): Promise<void> {
    const { webhooks, signals } = this.#parts
    if (!webhooks) return
    const { made, reached } = await keepWebhooks(webhooks, { client: this.#source.client, signals, signal })
    if (made.length > 0) this.#ctx.log.info({ topics: made }, 'webhooks were set up in WooCommerce')
    if (reached === false) this.#ctx.log.warn(UNREACHED)
  }

  #isDue(finishedAt: string, everyMs: number): boolean {
    return this.#ctx.now().getTime() - new Date(finishedAt).getTime() >= everyMs
  }

  /** Told once, in the log: each try in an outage fails, if not always in the same way. */
  #tell(name: Work, error: unknown): string {
    const sentence = error instanceof UnfitShop ? error.message : undefined
    const known = this.#problems.get(name)
    const isKnown = sentence ? known === sentence : known !== undefined
    this.#ctx.log[isKnown ? 'debug' : 'warn']({ err: error, work: name }, sentence ?? TROUBLE[name])
    // What is wrong with our own database is told by its own check.
    return sentence ?? wooFaultOf(error)?.message ?? ''
  }

  /** Webhooks are a convenience: without them changes come a little later. */
  async #note(name: Work, problem: string | undefined): Promise<void> {
    if (problem === undefined) this.#problems.delete(name)
    else this.#problems.set(name, problem)
    const told = [...this.#problems].find(([name, problem]) => name !== 'webhooks' && problem !== '')?.[1] ?? null
    const health: Progress['health'] = { problem: told }
    const known = await findProgress(this.#ctx, 'health')
    if ((known?.problem ?? null) !== told) await updateProgress(this.#ctx, 'health', health)
  }
}

const UNREACHED =
  'WooCommerce did not reach us at PUBLIC_URL: until it does, changes there are seen within half a minute instead of at once'
