import type { Locale } from '@vitrina/contract'
import { type BotWords, botWords } from '@vitrina/contract/words/bot'
import { chooseLocale, findChat, noteDelivery, type TelegramSender, takesButton } from '#telegram'
import type { BotCodeCarrier } from './jobs.ts'
import { CODE_SECONDS, type CodeRequest } from './model.ts'

export interface CodePlace {
  /** The page where code and number are typed. */
  registerUrl: string
  defaultLocale: Locale
}

/** Takes codes into the chat: plain text, the code easy to copy, and where to go with it (D3). */
export function carryBotCode({ registerUrl, defaultLocale }: CodePlace, sender: TelegramSender): BotCodeCarrier {
  return async (ctx, { request, code }, signal) => {
    const { telegramId } = request
    const chat = await findChat(ctx.db, telegramId)
    const words = botWords[chooseLocale(chat?.locale, chat?.languageCode ?? undefined, request.locale ?? defaultLocale)]
    const payload = { chat_id: telegramId, ...compose(words, { request, code, registerUrl }) }
    const delivery = await sender.call('sendMessage', payload, signal)
    await noteDelivery(ctx, telegramId, delivery)
    return delivery
  }
}

function compose(
  words: BotWords,
  { request, code, registerUrl }: { request: CodeRequest; code: string; registerUrl: string },
) {
  const { phone, isShared } = request
  const said = words.botCode({ code, phone, isShared, minutes: CODE_SECONDS / 60 })
  const button = { text: words.openRegisterPage, url: registerUrl }
  const hasButton = takesButton(registerUrl)
  return {
    text: hasButton ? said : `${said}\n\n${registerUrl}`,
    entities: [{ type: 'code', offset: said.indexOf(code), length: code.length }],
    link_preview_options: { is_disabled: true },
    ...(hasButton && { reply_markup: { inline_keyboard: [[button]] } }),
  }
}
