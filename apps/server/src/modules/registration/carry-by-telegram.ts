import { botWords } from '@vitrina/contract/words/bot'
import type { Ctx } from '#platform'
import { chooseLocale, findChat, type ShopFacts, type TelegramSender, updateChat } from '#telegram'
import type { CodeCarrier, CodeMessage } from './jobs.ts'

/** Takes codes into the chat: plain text, the code easy to copy, and the way back to the site. */
export function carryByTelegram(shop: ShopFacts, sender: TelegramSender): CodeCarrier {
  return async (ctx, message, signal) => {
    const chatId = message.verification.telegram?.id ?? 0
    const delivery = await sender.call('sendMessage', await compose(ctx, message, { chatId, shop }), signal)
    if (delivery.outcome === 'refused' && delivery.blocked) await updateChat(ctx.db, chatId, { blockedAt: ctx.now() })
    return delivery
  }
}

async function compose(ctx: Ctx, message: CodeMessage, { chatId, shop }: { chatId: number; shop: ShopFacts }) {
  const { verification, code, returnPath } = message
  const chat = await findChat(ctx.db, chatId)
  const words = botWords[chooseLocale(chat?.locale, chat?.languageCode ?? undefined, verification.claim.locale)]
  const text = words.code(code)
  const link = `${shop.publicUrl}${returnPath}`
  // Without the cookie of the starting browser the link is of no use, and the kept contracts set none.
  const canReturn = verification.txnHash !== null && hasDottedHost(link)
  return {
    chat_id: chatId,
    text,
    entities: [{ type: 'code', offset: text.indexOf(code), length: code.length }],
    // Telegram takes no button to a host without a dot; such a site is this machine's own, for trying out.
    ...(canReturn && { reply_markup: { inline_keyboard: [[{ text: words.returnToSite, url: link }]] } }),
  }
}

function hasDottedHost(link: string): boolean {
  return new URL(link).hostname.includes('.')
}
