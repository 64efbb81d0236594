import { Api, GrammyError, HttpError } from 'grammy'
import type { Delivery } from '#platform'
import type { CallOutcome, ChatLookup, OutgoingMethod, TelegramSender } from './model.ts'

const TIMEOUT_SECONDS = 15
// Telegram allows about 30 messages a second over all; more at once only earns a 429.
const MAX_AT_ONCE = 8

/**
 * Sends through the Bot API and translates its answers into what the outbox must do next. Once an
 * answer was lost, Telegram is first asked something harmless: while it is away for an hour, a
 * message must neither use up its few doubtful tries nor fill the chat with copies.
 */
export function makeSender(
  token: string,
  apiRoot: string,
  { environment = 'prod', paymentToken }: { environment?: 'prod' | 'test'; paymentToken?: string | undefined } = {},
): TelegramSender & ChatLookup {
  const api = new Api(token, { apiRoot, environment, timeoutSeconds: TIMEOUT_SECONDS })
  const turns = new Turns(MAX_AT_ONCE)
  let pausedUntil = 0
  let doubted = false
  return {
    call: (method, payload, signal) =>
      turns.run(async () => {
        // After a 429 every call waits: Telegram counts the bot, not the chat.
        const waitMs = pausedUntil - Date.now()
        if (waitMs > 0) return { outcome: 'not_done', retryAfterSeconds: Math.ceil(waitMs / 1000) }
        if (doubted && !(await answers(api, signal))) return { outcome: 'not_done' }
        // Put in at the last moment, so that it rests in no table.
        const whole = method === 'sendInvoice' ? { ...payload, provider_token: paymentToken } : payload
        const delivery = await attempt(api, method, whole, signal)
        doubted = delivery.outcome === 'doubtful'
        if (delivery.outcome === 'not_done' && delivery.retryAfterSeconds) {
          pausedUntil = Date.now() + delivery.retryAfterSeconds * 1000
        }
        return delivery
      }),
    findUsername: (chatId, signal) => turns.run(() => findUsername(api, chatId, signal)),
  }
}

async function answers(api: Api, signal?: AbortSignal): Promise<boolean> {
  return api.getMe(signal as never).then(
    () => true,
    (error) => isReadable(error) && error.error_code < 500,
  )
}

async function findUsername(
  api: Api,
  chatId: number,
  signal?: AbortSignal,
): Promise<{ username: string | null } | 'away'> {
  try {
    return readUsername(await api.getChat(chatId, signal as never))
  } catch (error) {
    // Whoever left Telegram, or never met this bot, has no name for us. What cannot be read may be anything.
    const isNobody = isReadable(error) && readRefusal(error).outcome === 'refused'
    return isNobody ? { username: null } : 'away'
  }
}

/** Whoever answers instead of Telegram, a proxy in trouble say, must not tell whose a name is. */
function readUsername(chat: unknown): { username: string | null } | 'away' {
  if (typeof chat !== 'object' || chat === null || !('id' in chat)) return 'away'
  return { username: ('username' in chat && String(chat.username).toLowerCase()) || null }
}

async function attempt(
  api: Api,
  method: OutgoingMethod,
  payload: Record<string, unknown>,
  signal?: AbortSignal,
): Promise<CallOutcome> {
  try {
    // The payload was built for this very method; the union of all of them is beyond inference.
    const raw = api.raw[method] as (payload: object, signal?: AbortSignal) => Promise<unknown>
    return { outcome: 'delivered', messageId: readMessageId(await raw(payload, signal)) }
  } catch (error) {
    if (isReadable(error)) return readRefusal(error)
    const isSure = error instanceof HttpError && wasNeverSent(error.error)
    return isSure ? { outcome: 'not_done' } : { outcome: 'doubtful' }
  }
}

/** Of an answer that is a message; of an edit, none that is new. */
function readMessageId(answer: unknown): number | undefined {
  const { message_id: id } = (typeof answer === 'object' && answer !== null ? answer : {}) as { message_id?: unknown }
  return typeof id === 'number' ? id : undefined
}

/** Whether it is Telegram's own «no», and not JSON that happens to be none of its answers. */
function isReadable(error: unknown): error is GrammyError {
  return error instanceof GrammyError && Number.isInteger(error.error_code) && typeof error.description === 'string'
}

function readRefusal(error: GrammyError): Delivery {
  const { error_code: code, description } = error
  if (code === 429) return { outcome: 'not_done', retryAfterSeconds: error.parameters.retry_after ?? 1 }
  // A revoked or mistyped token is the operator's to mend; the words wait for it.
  if (code >= 500 || code === 401 || code === 404) return { outcome: 'not_done' }
  // The edit arrived the first time and its answer was lost.
  if (description.includes('message is not modified')) return { outcome: 'delivered' }
  return { outcome: 'refused', blocked: code === 403, description }
}

const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

function wasNeverSent(cause: unknown): boolean {
  return cause instanceof Error && NEVER_SENT.has(String((cause as NodeJS.ErrnoException).code))
}

/** Lets so many tasks run at once and the rest wait in line. */
class Turns {
  readonly #waiting: (() => void)[] = []
  #free: number

  constructor(size: number) {
    this.#free = size
  }

  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    try {
      return await task()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#free++
    }
  }
}
