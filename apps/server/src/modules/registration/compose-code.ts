import { botWords } from '@vitrina/contract/words/bot'
import type { Ctx } from '#platform'
import { chooseLocale, findChat, type ShopFacts } from '#telegram'
import type { Verification } from './model.ts'

/** The message that carries a code: plain text, the code easy to copy, and the way back to the site. */
export function makeComposeCode(shop: ShopFacts) {
  return async (ctx: Ctx, verification: Verification, code: string, returnPath: string) => {
    const chatId = verification.telegram?.id ?? 0
    const chat = await findChat(ctx.db, chatId)
    const words = botWords[chooseLocale(chat?.locale, chat?.languageCode ?? undefined, verification.claim.locale)]
    const text = words.code(code)
    const link = `${shop.publicUrl}${returnPath}`
    return {
      chat_id: chatId,
      text,
      entities: [{ type: 'code', offset: text.indexOf(code), length: code.length }],
      // Telegram takes no button to a host without a dot; such a site is this machine's own, for trying out.
      ...(hasDottedHost(link) && { reply_markup: { inline_keyboard: [[{ text: words.returnToSite, url: link }]] } }),
    }
  }
}

function hasDottedHost(link: string): boolean {
  return new URL(link).hostname.includes('.')
}
