import { locales } from '@vitrina/contract'
import { botWords } from '@vitrina/contract/words/bot'
import type { Api } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'
import { type Ctx, type Log, refusal } from '#platform'
import { findBot, insertOrUpdateBot } from '#telegram'

const RETRY_MS = 5_000

const botUnknown = refusal('bot.unknown', 'unavailable')

/**
 * Who the bot is. Asked of Telegram at start and remembered, so that a shop started while
 * Telegram is away still knows its own name from the last time.
 */
export class BotIdentity {
  readonly #ctx: Ctx
  readonly #api: Api
  readonly #botId: number
  readonly #log: Log
  #me: UserFromGetMe | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(ctx: Ctx, api: Api, token: string) {
    this.#ctx = ctx
    this.#api = api
    this.#botId = Number(token.split(':')[0])
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

  async start(): Promise<void> {
    this.#me = await findBot(this.#ctx.db, this.#botId)
    const asked = this.#ask()
    // Waited for only when there is nothing to go by, and not for long: the site must open anyway.
    if (!this.#me) await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, 3_000).unref())])
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer)
  }

  async #ask(): Promise<void> {
    try {
      this.#me = await this.#api.getMe()
      await insertOrUpdateBot(this.#ctx.db, this.#me)
      await this.#introduce()
    } catch (error) {
      this.#log.warn({ err: error }, 'Telegram does not say who the bot is; trying again')
      this.#timer = setTimeout(() => void this.#ask(), RETRY_MS)
    }
  }

  async #introduce(): Promise<void> {
    for (const locale of locales) {
      const { commands } = botWords[locale]
      const list = Object.entries(commands).map(([command, description]) => ({ command, description }))
      await this.#api.setMyCommands(list, locale === 'ru' ? {} : { language_code: locale })
    }
  }
}
