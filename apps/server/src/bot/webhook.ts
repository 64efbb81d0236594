import { createHmac } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyRequest } from 'fastify'
import { type Api, GrammyError } from 'grammy'
import type { Update } from 'grammy/types'
import { z } from 'zod'
import { type Log, type Routes, refusal, sameSecret } from '#platform'
import { allowedUpdates } from './allowed-updates.ts'
import type { UpdateHandler } from './update-handler.ts'

const WEBHOOK_PATH = '/webhooks/telegram'
const secretRejected = refusal('bot.webhook_secret_rejected', 'forbidden')

/** The configured secret, or one that only holders of the token can know. */
export function webhookSecret(token: string, configured: string | undefined): string {
  return configured ?? createHmac('sha256', token).update('vitrina webhook').digest('base64url')
}

/**
 * Takes updates as Telegram delivers them (S14). Handling is a few statements, so it is done
 * before answering: a 200 says «it is done», anything else makes Telegram deliver again.
 */
export function webhookRoutes(handle: UpdateHandler, secret: string): Routes {
  return async (server) => {
    const schema = { hide: true, body: z.looseObject({ update_id: z.int() }) }
    // Before the body: a stranger's megabyte is not even read.
    const onRequest = async (request: FastifyRequest) => {
      const given = request.headers['x-telegram-bot-api-secret-token']
      if (typeof given !== 'string' || !sameSecret(given, secret)) throw secretRejected()
    }
    server.post(WEBHOOK_PATH, { schema, onRequest, bodyLimit: 1024 * 1024 }, async (request) => {
      await handle(request.body as unknown as Update)
      return {}
    })
  }
}

const RETRY_MS = 15_000
const REFUSED =
  'Telegram refuses the webhook, so the bot hears nothing: correct PUBLIC_URL, or set TELEGRAM_MODE=polling'

interface WebhookOptions {
  publicUrl: string
  secret: string
  log: Log
  /** A quarter of a minute unless told otherwise. */
  retryMs?: number
}

/** Keeps telling Telegram where we are until it has heard. */
export class WebhookRegistration {
  readonly #register: (signal: AbortSignal) => Promise<unknown>
  readonly #address: string
  readonly #retryMs: number
  readonly #log: Log
  readonly #closing = new AbortController()
  #running: Promise<void> = Promise.resolve()
  /** Whether Telegram knows our address. */
  working = false
  #lastReason: string | undefined

  constructor(api: Api, { publicUrl, secret, log, retryMs = RETRY_MS }: WebhookOptions) {
    this.#retryMs = retryMs
    const options = { secret_token: secret, allowed_updates: allowedUpdates }
    this.#address = `${publicUrl}${WEBHOOK_PATH}`
    this.#register = (signal) => api.setWebhook(this.#address, options, signal as never)
    this.#log = log
  }

  start(): void {
    this.#running = this.#run()
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing
    while (!signal.aborted && !this.working) {
      try {
        await this.#register(signal)
        this.working = true
      } catch (error) {
        if (signal.aborted) return
        this.#complain(error)
        await delay(this.#retryMs, undefined, { signal }).catch(() => {})
      }
    }
  }
  /** Told once for each reason: it is tried four times a minute, and fails the same way until somebody mends it. */
  #complain(error: unknown): void {
    const refusal = error instanceof GrammyError ? String(error.description) : undefined
    const reason = refusal ?? 'no answer'
    const level = reason === this.#lastReason ? 'debug' : 'warn'
    this.#lastReason = reason
    if (refusal === undefined) this.#log[level]({ err: error }, 'Telegram cannot be told of the webhook; trying again')
    else this.#log[level]({ description: refusal, address: this.#address }, REFUSED)
  }
}
