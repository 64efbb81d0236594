import { type Api, GrammyError } from 'grammy'
import type { Update } from 'grammy/types'
import { inOrder, type Log } from '#platform'
import { allowedUpdates } from './allowed-updates.ts'
import type { UpdateHandler } from './update-handler.ts'

const LONG_POLL_SECONDS = 30
const MAX_PAUSE_MS = 15_000

/**
 * Fetches updates for as long as the process lives. An update is confirmed, by asking for the
 * next, only after it was handled, so none is lost to a crash; chats are handled side by side,
 * each in its order.
 */
export class Polling {
  readonly #api: Api
  readonly #handle: UpdateHandler
  readonly #log: Log
  readonly #stop = new AbortController()
  #running: Promise<void> = Promise.resolve()
  /** Whether the last call to Telegram was answered. */
  working = false

  constructor(api: Api, handle: UpdateHandler, log: Log) {
    this.#api = api
    this.#handle = handle
    this.#log = log
  }

  start(): void {
    this.#running = this.#run()
  }

  /** Finishes the updates in hand; those not yet fetched wait at Telegram. */
  async close(): Promise<void> {
    this.#stop.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    let offset = 0
    let pauseMs = 500
    // A webhook left over from another set-up makes every getUpdates a 409.
    let webhookRemoved = false
    while (!this.#stop.signal.aborted) {
      try {
        if (!webhookRemoved) await this.#api.deleteWebhook()
        webhookRemoved = true
        this.working = true
        const updates = await this.#fetch(offset)
        await this.#handleAll(updates)
        offset = (updates.at(-1)?.update_id ?? offset - 1) + 1
        pauseMs = 500
      } catch (error) {
        if (this.#stop.signal.aborted) return
        this.working = false
        this.#report(error)
        await this.#pause(
          error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * 1000 || pauseMs : pauseMs,
        )
        pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS)
      }
    }
  }

  #fetch(offset: number): Promise<Update[]> {
    const request = { offset, limit: 100, timeout: LONG_POLL_SECONDS, allowed_updates: allowedUpdates }
    // grammY's declared signal comes from a polyfill that predates the platform's; at run time they are one.
    return this.#api.raw.getUpdates(request, this.#stop.signal as never)
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

  #report(error: unknown): void {
    const description = error instanceof GrammyError ? error.description : undefined
    this.#log.warn({ err: error, description }, 'updates cannot be fetched or handled now; trying again')
  }

  async #pause(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, ms)
    this.#stop.signal.addEventListener('abort', () => resolve(), { once: true })
    await promise
    clearTimeout(timer)
  }
}

function chatOf(update: Update): number {
  const message = update.message ?? update.callback_query ?? update.my_chat_member
  return message?.from?.id ?? 0
}
