import { setTimeout as delay } from 'node:timers/promises'
import type { Ctx, Database, Signals } from '#platform'
import { wooFaultOf } from '#woocommerce'
import { readOrderDrift } from './drift.ts'
import { compareOpen, followChanges, readHinted } from './follow-orders.ts'
import type { OrderSite } from './open-site.ts'
import { planMissed, WORK } from './plan-push.ts'
import { pushOrders } from './push-orders.ts'

// «WOOO» in hexadecimal: any number that other users of the database do not lock.
const LOCK = 0x574f4f4f
const PERIODS = { pushMs: 5_000, changesMs: 60_000, compareMs: 3_600_000, retryMs: 5_000, leaveMs: 2_000 }
/** From when on what waits is told as a fault. */
const LATE_SECONDS = 300

export interface OrderSyncParts {
  database: Pick<Database, 'lead'>
  signals: Signals
  periods?: Partial<typeof PERIODS>
}

type Work = 'pushes' | 'hints' | 'changes' | 'comparison'

/**
 * Keeps the orders of a WooCommerce and ours in step for as long as the process lives; of several processes one
 * does, the others stand by. While the site is away everything waits in its order, and nobody waits for it.
 */
export class OrderSync {
  readonly #ctx: Ctx
  readonly #site: OrderSite
  readonly #parts: OrderSyncParts
  readonly #periods: typeof PERIODS
  readonly #stop = new AbortController()
  readonly #giveUp = new AbortController()
  readonly #troubled = new Set<Work>()
  readonly #sleeping = new Set<AbortController>()
  #running: Promise<void> = Promise.resolve()

  constructor(ctx: Ctx, site: OrderSite, parts: OrderSyncParts) {
    this.#ctx = ctx
    this.#site = site
    this.#parts = parts
    this.#periods = { ...PERIODS, ...parts.periods }
  }

  start(): void {
    const leave = this.#parts.signals.listen(...WORK, () => this.#wake())
    const leading = this.#parts.database.lead(LOCK, this.#stop.signal, (lost) => this.#lead(lost))
    this.#running = leading.finally(leave)
  }

  /** Lets the call under way end, for a moment: one that is broken off has to be looked for later. */
  async close(): Promise<void> {
    this.#stop.abort()
    this.#wake()
    const { leaveMs } = this.#periods
    await Promise.race([this.#running, delay(leaveMs, undefined, { ref: false })])
    this.#giveUp.abort()
    await this.#running
  }

  /** Throws when orders have waited for long. */
  async check(): Promise<void> {
    const drift = await readOrderDrift(this.#ctx)
    if (drift.longestSeconds > LATE_SECONDS) {
      throw new Error(`${drift.waiting} orders wait for WooCommerce, the first for ${drift.longestSeconds} s`)
    }
  }

  async #lead(lost: AbortSignal): Promise<void> {
    const { pushMs, changesMs, compareMs } = this.#periods
    await Promise.all([
      this.#repeat('pushes', { everyMs: pushMs, lost }, () => this.#push(lost)),
      this.#repeat('hints', { everyMs: changesMs, lost }, () => readHinted(this.#ctx, this.#site, lost)),
      this.#repeat('changes', { everyMs: changesMs, lost }, () => followChanges(this.#ctx, this.#site, lost)),
      this.#repeat('comparison', { everyMs: compareMs, lost }, () => this.#compare(lost)),
    ])
  }

  /** Out: how long there is nothing to do, if that is less than usual. */
  async #push(lost: AbortSignal): Promise<number | undefined> {
    const next = await pushOrders(this.#ctx, this.#site, { stop: lost, giveUp: this.#giveUp.signal })
    return next ? Math.max(0, next.getTime() - this.#ctx.now().getTime()) : undefined
  }

  async #compare(lost: AbortSignal): Promise<void> {
    const missed = await planMissed(this.#ctx)
    const mismatched = await compareOpen(this.#ctx, this.#site, lost)
    const drift = await readOrderDrift(this.#ctx)
    const isCalm = missed + mismatched + drift.waiting + drift.troubled === 0
    this.#ctx.log[isCalm ? 'debug' : 'info']({ ...drift, missed }, 'orders here and in WooCommerce were compared')
  }

  async #repeat(
    name: Work,
    { everyMs, lost }: { everyMs: number; lost: AbortSignal },
    work: () => Promise<unknown>,
  ): Promise<void> {
    while (!lost.aborted) {
      // Before the work: what is signalled during it is not slept through.
      const waking = new AbortController()
      if (name === 'pushes' || name === 'hints') this.#sleeping.add(waking)
      const pauseMs = await work().then(
        (nextMs) => {
          this.#troubled.delete(name)
          return typeof nextMs === 'number' ? Math.min(everyMs, nextMs) : everyMs
        },
        (error) => {
          if (!lost.aborted) this.#tell(name, error)
          // What wakes it is more work, and that is not what it lacks.
          this.#sleeping.delete(waking)
          return Math.min(everyMs, this.#periods.retryMs)
        },
      )
      await delay(pauseMs, undefined, { signal: AbortSignal.any([lost, waking.signal]) }).catch(() => {})
      this.#sleeping.delete(waking)
    }
  }

  #wake(): void {
    for (const sleeping of this.#sleeping) sleeping.abort()
  }

  /** Told once: each try in an outage fails, if not always in the same way. */
  #tell(name: Work, error: unknown): void {
    const isKnown = this.#troubled.has(name)
    this.#troubled.add(name)
    const level = isKnown ? 'debug' : wooFaultOf(error) ? 'warn' : 'error'
    this.#ctx.log[level]({ err: error, work: name }, 'orders cannot be kept in step with WooCommerce now')
  }
}
