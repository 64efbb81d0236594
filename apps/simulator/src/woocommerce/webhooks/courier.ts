import { phpJson } from '../wire/php-json.ts'
import type { Shop } from '../world/shop.ts'
import type { PendingDelivery, WebhookRecord } from '../world/state.ts'
import { headersOf, payloadOf, userAgent } from './payload.ts'

/** One attempt, for whoever wants to know what was sent. */
export interface DeliveryRecord {
  webhookId: number
  topic: string
  resourceId: number
  deliveryId: string
  body: string
  /** Nothing when there was no answer. */
  status: number | undefined
}

export interface CourierOptions {
  /** How often the queue runs by itself; without it, only when it is told to. */
  intervalMs?: number | undefined
  timeoutMs: number
  /** As WordPress does by default: no addresses of private networks (H12). */
  refusesPrivate: boolean
}

const keptRecords = 1000

/** The queue of deliveries: one after another, one attempt each, whatever comes of it (H4). */
export class Courier {
  readonly #shop: Shop
  readonly #options: CourierOptions
  #records: DeliveryRecord[] = []
  #lost = 0
  #running: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined
  readonly #closed = new AbortController()

  constructor(shop: Shop, options: CourierOptions) {
    this.#shop = shop
    this.#options = options
    if (options.intervalMs !== undefined) this.#timer = setInterval(() => void this.#tick(), options.intervalMs)
    this.#timer?.unref()
  }

  /** The next so many deliveries vanish on their way, as if the queue had never had them (H10). */
  lose(count: number): void {
    this.#lost += count
  }

  records(): DeliveryRecord[] {
    return this.#records
  }

  /** Makes all deliveries that wait; those that come meanwhile too. */
  async run(): Promise<void> {
    // One after another: a receiver that hangs holds up everybody's.
    this.#running = this.#running.then(() => this.#drain())
    await this.#running
  }

  /** Tells a new address that it will be called: no JSON, not signed, and only 200 is an answer (H8). */
  async ping(webhook: WebhookRecord): Promise<void> {
    const body = `webhook_id=${webhook.id}`
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': userAgent(this.#shop) }
    if ((await this.#post(webhook.delivery_url, headers, body)) === 200) webhook.pending_delivery = false
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    this.#closed.abort()
    this.#shop.state.pending.clear()
    await this.#running
  }

  #tick(): Promise<void> | undefined {
    return this.#shop.state.pending.size > 0 ? this.run() : undefined
  }

  async #drain(): Promise<void> {
    const { pending } = this.#shop.state
    for (const [key, delivery] of pending) {
      pending.delete(key)
      if (this.#lost > 0) this.#lost -= 1
      else await this.#deliver(delivery)
    }
  }

  async #deliver(delivery: PendingDelivery): Promise<void> {
    const webhook = this.#shop.state.webhooks.get(delivery.webhookId)
    if (webhook?.status !== 'active') return
    const body = phpJson(payloadOf(this.#shop, delivery))
    const headers = headersOf(this.#shop, webhook, body)
    const status = await this.#post(webhook.delivery_url, headers, body)
    const { resourceId, webhookId } = delivery
    const deliveryId = headers['x-wc-webhook-delivery-id'] ?? ''
    const record = { webhookId, topic: webhook.topic, resourceId, deliveryId, body, status }
    this.#records = [...this.#records, record].slice(-keptRecords)
    settle(webhook, status)
  }

  async #post(url: string, headers: Record<string, string>, body: string): Promise<number | undefined> {
    if (this.#options.refusesPrivate && isPrivate(url)) return undefined
    const signal = AbortSignal.any([this.#closed.signal, AbortSignal.timeout(this.#options.timeoutMs)])
    try {
      const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal })
      await response.body?.cancel()
      return response.status
    } catch {
      return undefined
    }
  }
}

const mostFailures = 5

/** A redirect is a success and is not followed (H6). The counter is looked at before it grows, so the seventh disables (H5). */
function settle(webhook: WebhookRecord, status: number | undefined): void {
  if (status !== undefined && status >= 200 && status <= 302) webhook.failure_count = 0
  else if (webhook.failure_count > mostFailures) webhook.status = 'disabled'
  else webhook.failure_count += 1
}

const isPrivate = (url: string): boolean =>
  /^(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/u.test(new URL(url).hostname)
