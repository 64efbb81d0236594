import { setTimeout as delay } from 'node:timers/promises'
import { type Api, GrammyError, HttpError } from 'grammy'
import type { Update } from 'grammy/types'
import { type Database, inOrder, type Log } from '#platform'
import { allowedUpdates } from './allowed-updates.ts'
import type { UpdateHandler } from './update-handler.ts'

export const LONG_POLL_SECONDS = 30
const PAUSE_MS = 500
const MAX_PAUSE_MS = 15_000
// «POLL» in hexadecimal: any number that other users of the database do not lock.
const LOCK = 0x504f4c4c

/**
 * Fetches updates for as long as the process lives. An update is confirmed, by asking for the
 * next, only after it was handled, so none is lost to a crash; chats are handled side by side,
 * each in its order. Of several processes one fetches, for Telegram answers only the last who
 * asks; the others stand by.
 */
export class Polling {
  readonly #api: Api
  readonly #handle: UpdateHandler
  readonly #database: Pick<Database, 'lead'>
  readonly #log: Log
  readonly #stop = new AbortController()
  #running: Promise<void> = Promise.resolve()
  /** Whether the last call to Telegram was answered; who stands by has nothing to complain of. */
  working = true

  constructor(api: Api, handle: UpdateHandler, parts: { database: Pick<Database, 'lead'>; log: Log }) {
    this.#api = api
    this.#handle = handle
    this.#database = parts.database
    this.#log = parts.log
  }

  start(): void {
    this.#running = this.#database.lead(LOCK, this.#stop.signal, (lost) => this.#run(lost))
  }

  /** Finishes the updates in hand; those not yet fetched wait at Telegram. */
  async close(): Promise<void> {
    this.#stop.abort()
    await this.#running
  }

  async #run(ended: AbortSignal): Promise<void> {
    let offset = 0
    // A webhook left over from another set-up makes every getUpdates a 409.
    let webhookRemoved = false
    for (let failures = 0; !ended.aborted; failures++) {
      try {
        if (!webhookRemoved) await this.#api.deleteWebhook({}, ended as never)
        webhookRemoved = true
        const updates = await this.#fetch(offset, ended)
        this.working = true
        await this.#handleAll(updates)
        offset = (updates.at(-1)?.update_id ?? offset - 1) + 1
        failures = -1
      } catch (error) {
        if (ended.aborted) break
        this.#note(error, failures)
        const askedMs = error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * 1000 : 0
        const pauseMs = askedMs || Math.min(PAUSE_MS * 2 ** failures, MAX_PAUSE_MS)
        await delay(pauseMs, undefined, { signal: ended }).catch(() => {})
      }
    }
    this.working = true
  }

  #fetch(offset: number, ended: AbortSignal): Promise<Update[]> {
    // After a failure the answer is wanted at once: it tells that Telegram is back.
    const timeout = this.working ? LONG_POLL_SECONDS : 0
    const request = { offset, limit: 100, timeout, allowed_updates: allowedUpdates }
    // grammY's declared signal comes from a polyfill that predates the platform's; at run time they are one.
    return this.#api.raw.getUpdates(request, ended as never)
  }

  async #handleAll(updates: Update[]): Promise<void> {
    const ordered = inOrder()
    const results = await Promise.allSettled(
      updates.map((update) => ordered(chatOf(update), () => this.#handle(update))),
    )
    const failed = results.find((result) => result.status === 'rejected')
    // Fetched again as a whole: those already handled are recognised by their ids.
    if (failed) throw failed.reason
  }

  #note(error: unknown, failures: number): void {
    const description = error instanceof GrammyError ? error.description : undefined
    // Told once an outage: each try in it would fail the same way.
    const level = failures === 0 ? 'warn' : 'debug'
    this.#log[level]({ err: error, description }, 'updates cannot be fetched or handled now; trying again')
    // It may also have been the database.
    if (error instanceof GrammyError || error instanceof HttpError) this.working = false
  }
}

function chatOf(update: Update): number {
  const message = update.message ?? update.callback_query ?? update.my_chat_member ?? update.pre_checkout_query
  return message?.from?.id ?? 0
}
