import { setTimeout as delay } from 'node:timers/promises'
import { type Locale, locales } from '@vitrina/contract'
import { botWords } from '@vitrina/contract/words/bot'
import { type Api, GrammyError } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'
import { type Ctx, type Log, refusal } from '#platform'
import { findBot, insertOrUpdateBot, menuButton } from '#telegram'

const RETRY_MS = 5_000
// How long a start waits for an answer before the site opens without a name.
const PATIENCE_MS = 2_000

const botUnknown = refusal('bot.unknown', 'unavailable')

export interface Introduction {
  token: string
  /** What the button beside the message field opens; nothing leaves it as it is. */
  miniAppUrl: string | undefined
  /** Of that button where nobody has come yet: Telegram has one for all languages, and a chat may have its own. */
  locale: Locale
}

/**
 * Who the bot is. Asked of Telegram at start and remembered, so that a shop started while
 * Telegram is away still knows its own name from the last time.
 */
export class BotIdentity {
  readonly #ctx: Ctx
  readonly #api: Api
  readonly #botId: number
  readonly #introduction: Introduction
  readonly #log: Log
  readonly #closing = new AbortController()
  #asking: Promise<void> = Promise.resolve()
  #me: UserFromGetMe | undefined

  constructor(ctx: Ctx, api: Api, introduction: Introduction) {
    this.#ctx = ctx
    this.#api = api
    this.#introduction = introduction
    this.#botId = Number(introduction.token.split(':')[0])
    this.#log = ctx.log
  }

  get me(): UserFromGetMe | undefined {
    return this.#me
  }

  /** For handlers: an update is only fetched or accepted once the bot knows itself. */
  mustKnow(): UserFromGetMe {
    if (!this.#me) throw botUnknown({ retryAfter: 5 })
    return this.#me
  }

  /** Waits for Telegram only when there is nothing to go by, and not for long: the site must open anyway. */
  async start(): Promise<void> {
    this.#me = await findBot(this.#ctx.db, this.#botId)
    const known = Promise.withResolvers<void>()
    if (this.#me) known.resolve()
    this.#asking = this.#ask(known.resolve)
    const timer = setTimeout(known.resolve, PATIENCE_MS)
    await known.promise
    clearTimeout(timer)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#asking
  }

  async #ask(known: () => void): Promise<void> {
    const { signal } = this.#closing
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        this.#me = await this.#api.getMe(signal as never)
        known()
        await insertOrUpdateBot(this.#ctx.db, this.#me)
        return await this.#introduce()
      } catch (error) {
        const level = failures === 0 && !signal.aborted ? 'warn' : 'debug'
        this.#log[level]({ err: error }, explain(error))
        await delay(RETRY_MS, undefined, { signal }).catch(() => {})
      }
    }
  }

  async #introduce(): Promise<void> {
    for (const locale of locales) {
      const { commands } = botWords[locale]
      const list = Object.entries(commands).map(([command, description]) => ({ command, description }))
      await this.#api.setMyCommands(
        list,
        locale === 'ru' ? {} : { language_code: locale },
        this.#closing.signal as never,
      )
    }
    const { miniAppUrl, locale } = this.#introduction
    if (!miniAppUrl) return
    await this.#api.setChatMenuButton(
      { menu_button: menuButton({ miniAppUrl, locale }) },
      this.#closing.signal as never,
    )
  }
}

/** A token that Telegram does not know is for the operator to mend; all else mends itself. */
function explain(error: unknown): string {
  const isRefused = error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404)
  return isRefused
    ? 'Telegram does not accept TELEGRAM_BOT_TOKEN: nobody can register until it is corrected'
    : 'Telegram does not say who the bot is; trying again'
}
