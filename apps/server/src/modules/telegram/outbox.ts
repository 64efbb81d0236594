import { setTimeout as delay } from 'node:timers/promises'
import { type Ctx, isDatabaseAway, type Signals } from '#platform'
import { deliver } from './deliver.ts'
import type { TelegramSender } from './model.ts'
import { type OutboxRow, prolongHold, takeOutgoing } from './store.ts'
import { OUTBOX } from './tell.ts'

// As many calls as the sender makes at once: more in hand would only be kept from other processes.
const IN_HAND_MAX = 8
// Of those: a code or an answer always finds a free hand, however much news there is.
const NEWS_IN_HAND_MAX = 4
// Telegram takes about thirty messages a second, and a 429 for news would put off everything.
const NEWS_A_SECOND = 20
// What was not said while there was nothing to say is not made up for: no second may have more than thirty.
const NEWS_SAVED_UP_MAX = 8
// So long until there is room for more of it.
const NEWS_LOOK_MS = 200
// A new call is told of at once; one that waits for its time, or to be tried again, is found by looking.
const LOOK_MS = 1_000
// Prolonged at each look, so that it is never near its end while this process lives; what a killed
// one had in hand is taken by another after it.
const HELD_MS = 15_000
// What has not ended by then when the process stops is called off.
const LEAVE_MS = 2_000

/**
 * Empties the outbox, beside other processes that do the same: chats side by side, and in a chat
 * one call at a time, in their order. A chat that waits keeps none of the others.
 */
export class Outbox {
  readonly #ctx: Ctx
  readonly #sender: TelegramSender
  readonly #signals: Signals
  readonly #name: string
  readonly #inHand = new Map<number, { ended: Promise<void>; isNews: boolean }>()
  #newsAllowance = NEWS_SAVED_UP_MAX
  #newsCountedAt = performance.now()
  readonly #calledOff = new AbortController()
  #running: Promise<void> | undefined
  #stopping = false
  #prolongedAt = Number.NEGATIVE_INFINITY
  #woken = Promise.withResolvers<void>()

  constructor(ctx: Ctx, sender: TelegramSender, signals: Signals) {
    this.#ctx = ctx
    this.#sender = sender
    this.#signals = signals
    this.#name = ctx.random(8).toString('hex')
  }

  start(): void {
    this.#running ??= this.#run()
  }

  /** Lets the calls under way end for a moment; those that do not are made again by the next process. */
  async close(): Promise<void> {
    this.#stopping = true
    this.#wake()
    await this.#running
    const ended = Promise.all([...this.#inHand.values()].map(({ ended }) => ended))
    await Promise.race([ended, delay(LEAVE_MS)])
    this.#calledOff.abort()
    await ended
  }

  async #run(): Promise<void> {
    const unlisten = this.#signals.listen(OUTBOX, '', this.#wake)
    for (let failures = 0; !this.#stopping; ) {
      const { promise: woken } = this.#woken
      const timer = setTimeout(this.#wake, this.#newsAllowance < 1 ? NEWS_LOOK_MS : LOOK_MS)
      try {
        await this.#look()
        failures = 0
      } catch (error) {
        // Once an outage; what follows is the same again.
        if (failures++ === 0) this.#ctx.log.warn({ err: error }, 'the outbox cannot be read')
      }
      await woken
      clearTimeout(timer)
    }
    unlisten()
  }

  readonly #wake = (): void => {
    this.#woken.resolve()
    this.#woken = Promise.withResolvers()
  }

  async #look(): Promise<void> {
    const { db, now: clock } = this.#ctx
    const now = clock()
    const hold = { takenBy: this.#name, heldUntil: new Date(now.getTime() + HELD_MS) }
    if (this.#inHand.size > 0 && performance.now() - this.#prolongedAt >= LOOK_MS) {
      await prolongHold(db, hold)
      this.#prolongedAt = performance.now()
    }
    const limit = IN_HAND_MAX - this.#inHand.size
    if (limit === 0 || this.#stopping) return
    const rows = await takeOutgoing(db, hold, { now, limit, newsLimit: this.#newsLimit() })
    for (const row of rows) this.#begin(row)
  }

  #newsLimit(): number {
    const now = performance.now()
    const gained = ((now - this.#newsCountedAt) / 1000) * NEWS_A_SECOND
    this.#newsAllowance = Math.min(this.#newsAllowance + gained, NEWS_SAVED_UP_MAX)
    this.#newsCountedAt = now
    const inHand = [...this.#inHand.values()].filter(({ isNews }) => isNews).length
    return Math.min(NEWS_IN_HAND_MAX - inHand, Math.floor(this.#newsAllowance))
  }

  #begin(row: OutboxRow): void {
    if (row.isNews) this.#newsAllowance--
    const ended = deliver(this.#ctx, row, this.#sender, this.#calledOff.signal)
      .catch((error) => this.#complain(row, error))
      .finally(() => {
        this.#inHand.delete(row.id)
        this.#wake()
      })
    this.#inHand.set(row.id, { ended, isNews: row.isNews })
  }

  // It stays held, and is tried again when that ends.
  #complain({ method, tries }: OutboxRow, error: unknown): void {
    const isNews = tries === 1 && !isDatabaseAway(error)
    this.#ctx.log[isNews ? 'error' : 'debug']({ err: error, method }, 'a call could not be delivered')
  }
}
