import { maskPhone, type Phone, readAnonymousNumber, readSharedPhone } from '@vitrina/contract'
import { Composer, type NextFunction } from 'grammy'
import type { Limits } from '#platform'
import { type BotContext, isOwnContact } from '#telegram'
import { describeOrigin, sendCode } from '#verification-codes'
import { needsContact, type Verification, type VerificationId, type VerificationStore } from '#verifications'
import { answerOrigin } from './answer-origin.ts'
import { claimPending, claimVerification } from './claim-verification.ts'
import { badStarts } from './limits.ts'
import { receiveContact } from './receive-contact.ts'

export interface RegistrationBotPorts extends VerificationStore {
  limits: Limits
}

/** The dialogue of a registration started on a site (A5, A6, B7, X6). */
export function registrationBot(ports: RegistrationBotPorts): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.command('start').filter(
    ({ match }) => match !== '',
    (bot) => openLink(bot, ports),
  )
  composer.command('start', (bot, next) => offerPending(bot, next, ports))
  composer.on('message:contact', (bot, next) => takeContact(bot, next, ports))
  composer.callbackQuery(/^reg:(mine|not):([A-Za-z0-9_-]{43})$/, (bot) => takeAnswer(bot, ports))
  return composer
}

async function openLink(bot: BotContext, ports: RegistrationBotPorts): Promise<void> {
  const { personId, words } = bot
  const { limits } = ports
  // Guessing is met with silence: an answer would tell a guesser that it still pays (S7).
  if (!(await limits.allows(badStarts, String(personId)))) return
  const claim = { start: String(bot.match), telegramId: personId, username: bot.from?.username ?? null }
  const claimed = await claimVerification(bot.ctx, claim, ports)
  if (claimed === 'unknown') {
    bot.whenHandled = () => limits.penalize(badStarts, String(personId))
    return bot.say(words.linkInvalid)
  }
  if (claimed === 'burnt') return bot.say(words.linkBurnt)
  if (claimed === 'other_name') return bot.say(words.linkOfAnother)

  const { id, verification } = claimed
  askOrigin(bot, id, verification)
  const mayShare = verification.flow === 'contract_a' || verification.telegram?.acknowledged
  if (mayShare && needsContact(verification)) askContact(bot)
}

/** Whoever comes without a link may be awaited all the same, by their username (C9). */
async function offerPending(bot: BotContext, next: NextFunction, ports: RegistrationBotPorts): Promise<void> {
  const person = { telegramId: bot.personId, username: bot.from?.username ?? null }
  const pending = await claimPending(bot.ctx, person, ports)
  if (pending.length === 0) return next()
  for (const { id, verification } of pending) askOrigin(bot, id, verification)
}

/** X6: a forwarded link must not make a stranger confirm somebody else's registration unawares. */
function askOrigin(bot: BotContext, id: VerificationId, verification: Verification): void {
  const { words, locale, shop } = bot
  const buttons = [
    [{ text: words.mine, callback_data: `reg:mine:${id}` }],
    [{ text: words.notMine, callback_data: `reg:not:${id}` }],
  ]
  bot.say(words.origin(describeOrigin(verification, { locale, shop })), {
    reply_markup: { inline_keyboard: buttons },
    link_preview_options: { is_disabled: true },
  })
}

function askContact(bot: BotContext, text = bot.words.askContact): void {
  bot.say(text, {
    reply_markup: {
      keyboard: [[{ text: bot.words.shareContact, request_contact: true }]],
      resize_keyboard: true,
      one_time_keyboard: true,
    },
  })
}

async function takeAnswer(bot: BotContext, ports: RegistrationBotPorts): Promise<void> {
  const { words } = bot
  const [, answer, id] = bot.match as RegExpMatchArray
  const input = {
    id: id as VerificationId,
    telegramId: bot.personId,
    answer: answer === 'mine' ? 'mine' : 'not_mine',
  } as const
  const verification = await answerOrigin(bot.ctx, input, ports)
  if (verification === 'stale') {
    bot.removePressedButtons()
    return bot.answerPress(words.stale)
  }
  // The question stays: it may be answered when codes go out again.
  if (verification === 'too_many_codes') {
    bot.answerPress()
    return bot.say(words.tooManyCodes)
  }
  bot.answerPress()
  bot.removePressedButtons()
  // A message of its own and not in place of the question: only a new one takes the keyboard away.
  if (input.answer === 'not_mine') return bot.say(words.notMineDone, { reply_markup: { remove_keyboard: true } })
  if (!needsContact(verification) && verification.status === 'code_sent') return bot.say(words.codeCame)
  if (verification.flow === 'contract_a' || verification.status !== 'claimed') return
  if (needsContact(verification)) return askContact(bot)
  bot.say(words.codeComes)
  bot.afterwards(sendCode, { verificationId: input.id, nth: 1 })
}

async function takeContact(bot: BotContext, next: NextFunction, ports: RegistrationBotPorts): Promise<void> {
  const { words } = bot
  if (!isOwnContact(bot)) return askContact(bot, words.foreignContact)

  const number = bot.message?.contact?.phone_number.replace(/[\s()-]/g, '') ?? ''
  const contact = { phone: readSharedPhone(number) ?? null, anonymous: readAnonymousNumber(number) ?? null }
  const input = { telegramId: bot.personId, username: bot.from?.username ?? null, contact }
  const received = await receiveContact(bot.ctx, input, ports)
  switch (received.kind) {
    case 'no_verification':
      // Telegram also sends here what is shared in the Mini App.
      return next()
    case 'unanswered':
      bot.say(words.answerFirst)
      return askOrigin(bot, received.id, received.verification)
    case 'mismatch':
      return explainMismatch(bot, number, received.claimed)
    case 'unreadable':
      return askContact(bot, words.unreadableContact)
    case 'too_many_codes':
      return bot.say(words.tooManyCodes)
    case 'code_due':
      bot.say(received.byName ? words.contactReceived : words.confirmed, { reply_markup: { remove_keyboard: true } })
      return bot.afterwards(sendCode, received.code)
    case 'registered':
      return bot.say(words.confirmed, { reply_markup: { remove_keyboard: true } })
  }
}

function explainMismatch(bot: BotContext, number: string, claimed: Phone): void {
  const { words } = bot
  const phone = readSharedPhone(number)
  if (phone) {
    bot.say(words.mismatch(maskPhone(phone), maskPhone(claimed)))
    askContact(bot, words.mismatchHint)
  } else if (readAnonymousNumber(number)) {
    // Bought on Fragment: it belongs to no network, so nobody typed it on the site.
    bot.say(words.anonymousContact(maskPhone(claimed)))
  } else {
    askContact(bot, words.unreadableContact)
  }
}
