import type { Email, Locale } from '@vitrina/contract'
import type { CustomerRow } from '#identity'
import { type MailShop, noticeLetter, sendLetter } from '#mail'
import type { Ctx } from '#platform'
import { chooseLocale, findChat, openingKey, tell } from '#telegram'
import { WORTH_SAYING_MS } from './model.ts'

export interface NoticePorts {
  shop: MailShop & { timeZone: string; miniAppUrl?: string | undefined }
  defaultLocale: Locale
  /** Without a mail server nothing is put on its way to mailboxes. */
  writesLetters: boolean
  /** Where staff is told what waits for a person. */
  staffChatId: number | undefined
}

/** The words, and the button to what they are about; in chats another one may stop them. */
interface Said {
  title: string
  text: string
  button: string
  stop?: { text: string; data: string }
}

/** Words in some language; which one it is turns out when it is known where they go. */
export interface Saying {
  compose: (locale: Locale) => Said
  path: string
  /** Tells letters apart. */
  key: string
  topic?: string
  rings?: boolean
  isNews?: boolean
  /** What is shown needs to know who looks: by the Mini App, where there is one. */
  opensMiniApp?: boolean
  /** After this it is of no use any more. */
  until?: Date
}

/**
 * Says something to a customer in the bot, in the language of the chat, and by mail when there is no chat
 * that could hear it. Out: whether there was anywhere to say it.
 */
export async function sayToCustomer(
  ctx: Ctx,
  { customer, email, saying }: { customer: CustomerRow; email: Email | undefined; saying: Saying },
  ports: NoticePorts,
): Promise<boolean> {
  const { telegramId } = customer
  const chat = telegramId === null ? undefined : await findChat(ctx.db, telegramId)
  const writes = ports.writesLetters && email !== undefined
  if (telegramId !== null && (chat ? chat.blockedAt === null : !writes)) {
    const locale = chooseLocale(chat?.locale, chat?.languageCode ?? undefined, customer.locale)
    await sayInChat(ctx, { chatId: telegramId, locale, saying }, ports)
    return true
  }
  if (writes) await write(ctx, { to: email, locale: customer.locale, saying }, ports)
  return writes
}

export async function sayInChat(
  ctx: Ctx,
  { chatId, locale, saying }: { chatId: number; locale: Locale; saying: Saying },
  { shop }: Pick<NoticePorts, 'shop'>,
): Promise<void> {
  const { title, text, button, stop } = saying.compose(locale)
  const keys = [
    ...openingKey({ ...saying, text: button }, shop),
    ...(stop ? [{ text: stop.text, callback_data: stop.data }] : []),
  ]
  const payload = {
    chat_id: chatId,
    text: `${title}\n\n${text}`,
    // What is said of a product may look like an address; none of it is to be unfolded under the message.
    link_preview_options: { is_disabled: true },
    ...(keys.length > 0 && { reply_markup: { inline_keyboard: keys.map((key) => [key]) } }),
  }
  const { topic, rings = false, isNews = false, until = worthUntil(ctx) } = saying
  const calls = [{ method: 'sendMessage' as const, payload, until }]
  await tell(ctx, { chatId, calls, isNews, rings, ...(topic && { topic }) })
}

const worthUntil = (ctx: Ctx) => new Date(ctx.now().getTime() + WORTH_SAYING_MS)

async function write(
  ctx: Ctx,
  { to, locale, saying }: { to: Email; locale: Locale; saying: Saying },
  { shop }: NoticePorts,
): Promise<void> {
  const { title, text, button: label } = saying.compose(locale)
  const action = { label, url: `${shop.publicUrl}${saying.path}` }
  const letter = { to, key: saying.key, ...noticeLetter(locale, { shop, title, paragraphs: text.split('\n'), action }) }
  await sendLetter(ctx, letter, { until: saying.until ?? worthUntil(ctx) })
}
