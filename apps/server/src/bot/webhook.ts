import { createHmac } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Api } from 'grammy'
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
    server.post(WEBHOOK_PATH, { schema, bodyLimit: 1024 * 1024 }, async (request) => {
      const given = request.headers['x-telegram-bot-api-secret-token']
      if (typeof given !== 'string' || !sameSecret(given, secret)) throw secretRejected()
      await handle(request.body as unknown as Update)
      return {}
    })
  }
}

const RETRY_MS = 15_000

/** Keeps telling Telegram where we are until it has heard. */
export class WebhookRegistration {
  readonly #register: (signal: AbortSignal) => Promise<unknown>
  readonly #log: Log
  readonly #closing = new AbortController()
  #running: Promise<void> = Promise.resolve()
  /** Whether Telegram knows our address. */
  working = false

  constructor(api: Api, publicUrl: string, secret: string, log: Log) {
    const options = { secret_token: secret, allowed_updates: allowedUpdates }
    this.#register = (signal) => api.setWebhook(`${publicUrl}${WEBHOOK_PATH}`, options, signal as never)
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
        this.#log.warn({ err: error }, 'the webhook is not registered yet; trying again')
        await delay(RETRY_MS, undefined, { signal }).catch(() => {})
      }
    }
  }
}
