import { locales } from '@vitrina/contract'
import { botWords } from '@vitrina/contract/words/bot'
import { type BotError, Composer, type NextFunction } from 'grammy'
import { Refusal } from '#platform'
import { type BotContext, chooseLanguage, updateChat } from '#telegram'
import { passes } from './passes.ts'

/** The bot's own manners around the modules' dialogues: order matters, the last one answers what nobody took. */
export function composeBot(modules: Composer<BotContext>[]): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.on('my_chat_member', noteBlocking)
  composer.use(nameMenuButton)
  for (const part of [languageChoice(), ...modules, leftovers()]) composer.errorBoundary(apologise).use(part)
  return composer
}

async function noteBlocking(bot: BotContext): Promise<void> {
  const blocked = bot.myChatMember?.new_chat_member.status === 'kicked'
  await updateChat(bot.ctx.db, bot.personId, { blockedAt: blocked ? bot.ctx.now() : null })
}

/** After all that is said: nobody should wait for it. Anew when somebody's Telegram speaks another language by now. */
async function nameMenuButton(bot: BotContext, next: NextFunction): Promise<void> {
  const before = bot.menuLocale
  await next()
  if (!bot.chat || bot.menuLocale !== before) return
  if (before !== bot.locale || bot.hasCommand('start')) bot.nameMenuButton()
}

function languageChoice(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.command('language', (bot) => {
    const buttons = locales.map((locale) => [{ text: languageNames[locale], callback_data: `lang:${locale}` }])
    bot.say(bot.words.chooseLanguage, { reply_markup: { inline_keyboard: buttons } })
  })
  composer.callbackQuery(/^lang:(ru|uz|en)$/, async (bot) => {
    const locale = locales.find((known) => known === bot.match[1])
    if (!locale) return
    await chooseLanguage(bot.ctx, { telegramId: bot.personId, locale })
    bot.answerPress()
    bot.replacePressed(botWords[locale].languageChosen)
    bot.nameMenuButton(locale)
  })
  return composer
}

function leftovers(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.on('callback_query:data', (bot) => {
    bot.removePressedButtons()
    bot.answerPress(bot.words.stale)
  })
  composer.on('message:contact', (bot) =>
    bot.say(bot.words.noVerification, { reply_markup: { remove_keyboard: true } }),
  )
  return composer
}

const languageNames = { ru: 'Русский', uz: 'Oʻzbekcha', en: 'English' } as const

/**
 * The one error boundary: a fault is logged and answered with words, so that one bad update
 * neither stops the bot nor leaves a person without an answer. What is only away for now is
 * thrown on, and the update comes again.
 */
function apologise({ error, ctx: bot }: BotError<BotContext>): void {
  if (passes(error)) throw error
  if (!(error instanceof Refusal)) bot.ctx.log.error({ err: error }, 'a bot handler failed')
  bot.answerPress()
  bot.say(bot.words.failure)
}
