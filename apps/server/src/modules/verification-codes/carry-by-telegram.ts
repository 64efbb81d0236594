import { type BotWords, botWords } from '@vitrina/contract/words/bot'
import type { Ctx } from '#platform'
import { chooseLocale, findChat, noteDelivery, type ShopFacts, type TelegramSender, takesButton } from '#telegram'
import { describeOrigin } from './describe-origin.ts'
import type { CodeCarrier, CodeMessage } from './jobs.ts'

/** Takes codes into the chat: plain text, the code easy to copy, and the way back to the site. */
export function carryByTelegram(shop: ShopFacts, sender: TelegramSender): CodeCarrier {
  return async (ctx, message, signal) => {
    const chatId = message.verification.telegram?.id ?? 0
    const delivery = await sender.call('sendMessage', await compose(ctx, message, { chatId, shop }), signal)
    await noteDelivery(ctx, chatId, delivery)
    return delivery
  }
}

async function compose(ctx: Ctx, message: CodeMessage, { chatId, shop }: { chatId: number; shop: ShopFacts }) {
  const { id, verification, code } = message
  const chat = await findChat(ctx.db, chatId)
  const locale = chooseLocale(chat?.locale, chat?.languageCode ?? undefined, verification.claim.locale)
  const words = botWords[locale]
  // Whoever gets a code without having been asked is told here what it is for, and may say no (X6).
  const isUnasked = verification.telegram?.unasked ?? false
  const told = isUnasked ? `${words.origin(describeOrigin(verification, { locale, shop }))}\n\n` : ''
  const text = `${told}${words.code(code)}`
  const buttons = [
    ...returnButton(message, { shop, words }),
    ...(isUnasked ? [[{ text: words.notMine, callback_data: `reg:not:${id}` }]] : []),
  ]
  return {
    chat_id: chatId,
    text,
    entities: [{ type: 'code', offset: text.lastIndexOf(code), length: code.length }],
    link_preview_options: { is_disabled: true },
    ...(buttons.length > 0 && { reply_markup: { inline_keyboard: buttons } }),
  }
}

function returnButton(
  { verification, returnPath }: CodeMessage,
  { shop, words }: { shop: ShopFacts; words: BotWords },
): { text: string; url: string }[][] {
  const url = `${shop.publicUrl}${returnPath}`
  // Without the cookie of the starting browser the link is of no use, and the kept contracts set none.
  return verification.txnHash !== null && takesButton(url) ? [[{ text: words.returnToSite, url }]] : []
}
