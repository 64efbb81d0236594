import { unixTime } from '../world/chat.ts'
import type { PendingUpdate, WebhookRecord } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { forgetUpdate, pendingUpdates, updateView } from './queue.ts'

const answerDeadlineMs = 60_000
const longestDelayMs = 60_000

export interface WebhookCourierOptions {
  /** Telegram begins with a second; tests begin with less. */
  firstDelayMs: number
  /** Executes the call that an answer may carry. */
  execute(method: string, parameters: Record<string, unknown>): Promise<void>
  /** Telegram cannot be reached, so neither can it reach anybody. */
  offline(): boolean
}

interface Lane {
  updateId: number
  failures: number
  notBefore: number
  busy: boolean
}

/**
 * Brings updates to the webhook: one at a time and in order within a chat, chats side by side up to
 * `max_connections`. A failed one is tried again with doubling delays until it is 24 hours old.
 */
export class WebhookCourier {
  readonly #world: World
  readonly #options: WebhookCourierOptions
  readonly #lanes = new Map<number, Lane>()
  #timer: NodeJS.Timeout | undefined
  #stopped = new AbortController()

  constructor(world: World, options: WebhookCourierOptions) {
    this.#world = world
    this.#options = options
    world.events.on('update', () => this.wake())
  }

  /** Looks whether something may be delivered now. */
  wake(): void {
    const { webhook } = this.#world.state
    if (!webhook || this.#stopped.signal.aborted || this.#options.offline()) return
    clearTimeout(this.#timer)
    const now = this.#world.now()
    let busy = [...this.#lanes.values()].filter((lane) => lane.busy).length
    let next = Number.POSITIVE_INFINITY
    for (const update of this.#firstOfEachChat()) {
      const lane = this.#laneFor(update)
      if (lane.busy) continue
      if (lane.notBefore > now) next = Math.min(next, lane.notBefore)
      else if (busy < webhook.maxConnections) {
        busy += 1
        void this.#deliver(webhook, update, lane)
      }
    }
    if (Number.isFinite(next)) this.#timer = setTimeout(() => this.wake(), next - now)
  }

  /** The webhook was replaced or deleted: what is under way is abandoned, what waits starts afresh. */
  reset(): void {
    this.#stopped.abort()
    this.#stopped = new AbortController()
    clearTimeout(this.#timer)
    this.#lanes.clear()
    this.wake()
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#stopped.abort()
  }

  #firstOfEachChat(): PendingUpdate[] {
    const first = new Map<number, PendingUpdate>()
    for (const update of pendingUpdates(this.#world)) {
      if (!first.has(update.chatId)) first.set(update.chatId, update)
    }
    return [...first.values()]
  }

  #laneFor(update: PendingUpdate): Lane {
    const lane = this.#lanes.get(update.chatId)
    if (lane && (lane.busy || lane.updateId === update.id)) return lane
    const fresh: Lane = { updateId: update.id, failures: 0, notBefore: 0, busy: false }
    this.#lanes.set(update.chatId, fresh)
    return fresh
  }

  async #deliver(webhook: WebhookRecord, update: PendingUpdate, lane: Lane): Promise<void> {
    lane.busy = true
    const stopped = this.#stopped.signal
    try {
      const response = await post(webhook, update, stopped)
      if (response.ok) {
        forgetUpdate(this.#world, update.id)
        this.#lanes.delete(update.chatId)
        await this.#obey(response)
      } else {
        await response.body?.cancel()
        this.#postpone(
          webhook,
          lane,
          `Wrong response from the webhook: ${response.status} ${response.statusText}`,
          response,
        )
      }
    } catch {
      if (!stopped.aborted) this.#postpone(webhook, lane, 'Connection refused')
    } finally {
      lane.busy = false
      if (!stopped.aborted) this.wake()
    }
  }

  #postpone(webhook: WebhookRecord, lane: Lane, reason: string, response?: Response): void {
    const asked = Number(response?.headers.get('retry-after') ?? 0) * 1000
    const doubled = Math.min(this.#options.firstDelayMs * 2 ** lane.failures, longestDelayMs)
    lane.failures += 1
    lane.notBefore = this.#world.now() + (asked > 0 ? Math.min(asked, 3_600_000) : doubled)
    webhook.lastErrorDate = unixTime(this.#world)
    webhook.lastErrorMessage = reason
    this.#world.events.emit('changed')
  }

  /** The answer's body may hold one method call. Its result goes nowhere, as in Telegram. */
  async #obey(response: Response): Promise<void> {
    const body = await response.text()
    const parameters = readCall(body, response.headers.get('content-type') ?? '')
    const method = parameters?.method
    if (typeof method !== 'string' || /^(?:get|setwebhook|deletewebhook|close|logout)/iu.test(method)) return
    const { method: _, ...rest } = parameters ?? {}
    await this.#options.execute(method, rest)
  }
}

function post(webhook: WebhookRecord, update: PendingUpdate, stopped: AbortSignal): Promise<Response> {
  return fetch(webhook.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(webhook.secretToken ? { 'x-telegram-bot-api-secret-token': webhook.secretToken } : {}),
    },
    body: JSON.stringify(updateView(update)),
    // Telegram follows none: a redirect is a failed delivery.
    redirect: 'manual',
    signal: AbortSignal.any([stopped, AbortSignal.timeout(answerDeadlineMs)]),
  })
}

function readCall(body: string, contentType: string): Record<string, unknown> | undefined {
  if (contentType.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(body))
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}
