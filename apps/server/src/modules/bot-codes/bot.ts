import { maskPhone, PersonName, type Phone, readAnonymousNumber } from '@vitrina/contract'
import { Composer, type NextFunction } from 'grammy'
import type { Ctx, Limits } from '#platform'
import { type BotContext, codesToChat, isOwnContact } from '#telegram'
import { sendBotCode } from './jobs.ts'
import { badNumbers, tooOftenTold } from './limits.ts'
import { answerOffer, looksLikeNumber, type Offer, pauseBefore, readNumber } from './model.ts'
import { OFFER_PAYLOAD, offer } from './offer.ts'
import { type CodeStore, deleteOffer, findOffer, upsertOffer } from './store.ts'

export interface BotCodesBotPorts extends CodeStore {
  limits: Limits
  /** Whether something begun on a site waits for this person's contact: then theirs is about that. */
  isContactAwaited: (ctx: Ctx, telegramId: number) => Promise<boolean>
}

/**
 * The half of the dialogue that stands before the others: the site's own link, and the numbers that
 * answer an offer (D1). A number does so for half an hour, and unless something begun on a site
 * waits for it; all else is left to the dialogues behind.
 */
export function botCodesBot(ports: BotCodesBotPorts): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.command('start', async (bot, next) => {
    if (bot.match === OFFER_PAYLOAD) return offer(bot, bot.words.askNumber, ports)
    // Another link from the site: from here on a contact is about what was begun there.
    if (bot.match !== '') await deleteOffer(ports, bot.ctx, bot.personId)
    return next()
  })
  composer.on('message:contact', async (bot, next) => {
    const offered = isOwnContact(bot) ? await findAnswered(bot, ports) : undefined
    return offered ? takeContact(bot, offered, ports) : next()
  })
  composer.on('message:text', (bot, next) => takeText(bot, next, ports))
  return composer
}

/** The offer that a number from this person answers now, if any. */
async function findAnswered(bot: BotContext, ports: BotCodesBotPorts): Promise<Offer | undefined> {
  const offered = await findOffer(ports, bot.ctx, bot.personId)
  if (!offered || (await ports.isContactAwaited(bot.ctx, bot.personId))) return undefined
  return offered
}

async function takeContact(bot: BotContext, offered: Offer, ports: BotCodesBotPorts): Promise<void> {
  const { words } = bot
  const number = bot.message?.contact?.phone_number ?? ''
  // It belongs to no network: an account needs no such phone, and the site no such number (S6).
  if (readAnonymousNumber(number)) return bot.say(words.anonymousNumber, { reply_markup: { remove_keyboard: true } })
  const phone = readNumber(number, true)
  return phone ? takeNumber(bot, { phone, isShared: true, offered }, ports) : refuseNumber(bot, ports)
}

async function takeText(bot: BotContext, next: NextFunction, ports: BotCodesBotPorts): Promise<void> {
  const text = bot.message?.text ?? ''
  const offered = looksLikeNumber(text) ? await findAnswered(bot, ports) : undefined
  if (!offered) return next()
  const phone = readNumber(text, false)
  return phone ? takeNumber(bot, { phone, isShared: false, offered }, ports) : refuseNumber(bot, ports)
}

/** Past so many bad ones silence: whoever sends them does not read the answers (S7). */
async function refuseNumber(bot: BotContext, { limits }: BotCodesBotPorts): Promise<void> {
  const person = String(bot.personId)
  if (!(await limits.allows(badNumbers, person))) return
  bot.whenHandled = () => limits.penalize(badNumbers, person)
  bot.say(bot.words.numberInvalid)
}

interface TakenNumber {
  phone: Phone
  isShared: boolean
  offered: Offer
}

async function takeNumber(bot: BotContext, taken: TakenNumber, ports: BotCodesBotPorts): Promise<void> {
  const { ctx, words, personId, locale } = bot
  const { phone, isShared, offered } = taken
  const { limits } = ports
  const pauseSeconds = pauseBefore(offered, taken, ctx.now())
  if (pauseSeconds > 0) return bot.say(words.codeAlreadySent(pauseSeconds))
  if (!(await limits.allows(codesToChat, String(personId)))) return tellTooOften(bot, ports)
  bot.whenHandled = () => limits.penalize(codesToChat, String(personId))

  const who = { telegramId: personId, telegramUsername: bot.from?.username ?? null, name: nameOf(bot), locale }
  const { asked } = await upsertOffer(ports, ctx, personId, (before) =>
    answerOffer(before, { ...who, phone, isShared }),
  )
  bot.say(words.numberTaken(maskPhone(phone)), { reply_markup: { remove_keyboard: true } })
  bot.afterwards(sendBotCode, { telegramId: personId, nth: asked })
}

async function tellTooOften(bot: BotContext, { limits }: BotCodesBotPorts): Promise<void> {
  const person = String(bot.personId)
  if (!(await limits.allows(tooOftenTold, person))) return
  bot.whenHandled = () => limits.penalize(tooOftenTold, person)
  bot.say(bot.words.tooManyCodes)
}

/** What Telegram calls the person, if it is a name by our rules. */
function nameOf({ from }: BotContext): string | null {
  const name = PersonName.safeParse([from?.first_name, from?.last_name].filter(Boolean).join(' '))
  return name.success ? name.data : null
}
