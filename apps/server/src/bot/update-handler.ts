import type { Locale } from '@vitrina/contract'
import type { Api, Composer } from 'grammy'
import type { Update, UserFromGetMe } from 'grammy/types'
import { type Ctx, type Log, transact } from '#platform'
import {
  BotContext,
  type ChatRow,
  chooseLocale,
  findChat,
  findUpdate,
  insertOrTouchChat,
  insertUpdate,
  type ShopFacts,
  tell,
  updateChat,
} from '#telegram'
import { passes } from './passes.ts'

export interface UpdateHandlerOptions {
  composer: Composer<BotContext>
  api: Api
  me: () => UserFromGetMe
  shop: ShopFacts
  defaultLocale: Locale
}

export type UpdateHandler = (update: Update) => Promise<void>

/**
 * Handles one update at least once and lets its words out once. The use cases commit by
 * themselves and bear repeating; then, in one transaction, the update is marked and what was
 * said is put on its way. Killed in between, the update comes again and the words with it.
 */
export function makeUpdateHandler(ctx: Ctx, options: UpdateHandlerOptions): UpdateHandler {
  const middleware = options.composer.middleware()
  const handle: UpdateHandler = async (update) => {
    const me = options.me()
    const id = { botId: me.id, id: update.update_id }
    if (await findUpdate(ctx.db, id)) return
    const own = { shop: options.shop, ctx, locale: options.defaultLocale }
    const bot = new BotContext(update, options.api, me, own)
    // A question about a payment comes from no chat.
    if (bot.from && (bot.chat?.type === 'private' || bot.preCheckoutQuery)) {
      await meet(ctx, bot, options.defaultLocale)
      await middleware(bot, async () => {})
    }
    const isFirst = await transact(ctx, async (ctx) => {
      if (!(await insertUpdate(ctx.db, id, ctx.now()))) return false
      if (bot.from) await say(ctx, bot)
      return true
    })
    if (isFirst) await bot.whenHandled()
  }
  return givingUp(handle, ctx.log)
}

async function say(ctx: Ctx, bot: BotContext): Promise<void> {
  const { personId: chatId, outgoing: calls, followUp, menuLocale } = bot
  const isNamed = calls.some(({ method }) => method === 'setChatMenuButton')
  // Together with the call: an update that comes again would take it for done.
  if (isNamed && menuLocale) await updateChat(ctx.db, chatId, { menuLocale })
  await tell(ctx, { chatId, calls, followUp })
}

// What fails so often for no reason that passes is a fault of ours, and everybody else waits behind it.
const MAX_FAILURES = 3
// One that succeeded in another process is never heard of here again.
const REMEMBERED_MAX = 1_000

function givingUp(handle: UpdateHandler, log: Log): UpdateHandler {
  const failures = new Map<number, number>()
  return async (update) => {
    const { update_id: id } = update
    try {
      await handle(update)
      failures.delete(id)
    } catch (error) {
      if (passes(error)) throw error
      const failed = (failures.get(id) ?? 0) + 1
      failures.set(id, failed)
      const [oldest] = failures.keys()
      if (oldest !== undefined && failures.size > REMEMBERED_MAX) failures.delete(oldest)
      if (failed < MAX_FAILURES) throw error
      failures.delete(id)
      log.error({ err: error, updateId: id }, 'an update was given up')
    }
  }
}

/** Remembers the chat and learns its languages; a person who blocked the bot has not written. */
async function meet(ctx: Ctx, bot: BotContext, fallback: Locale): Promise<void> {
  const { personId } = bot
  const { language_code: languageCode, username } = bot.from ?? {}
  const know = (chat?: ChatRow) => {
    bot.locale = chooseLocale(chat?.locale, languageCode, fallback)
    bot.menuLocale = chat?.menuLocale ?? null
  }
  if (bot.myChatMember) return know()
  if (bot.preCheckoutQuery) return know(await findChat(ctx.db, personId))
  const messageId = bot.message?.message_id
  know(await insertOrTouchChat(ctx.db, { id: personId, languageCode, username, messageId }, ctx.now()))
}
