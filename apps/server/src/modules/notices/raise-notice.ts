import type { Email, Locale } from '@vitrina/contract'
import { noticeWords } from '@vitrina/contract/words/notices'
import { type CustomerId, findCustomer } from '#identity'
import { type Ctx, enqueue, hashToken, type Pepper, transact } from '#platform'
import { chooseLocale, findChat, type ShopFacts, tell, withoutLinks } from '#telegram'
import { type NoticeLetterJob, sendNoticeLetter } from './letters.ts'
import { compose, type Details, isUndoable, NOTICE_MS, type NoticeId, type Occurrence, type Saying } from './model.ts'
import { noticeSecret } from './secret.ts'
import { insertNotice } from './store.ts'

// The bot is still answering the very act that a notice is about, and must be heard first.
const AFTER_THE_ACT_MS = 1_500

export interface NoticePorts {
  shop: ShopFacts
  pepper: Pepper
  /** Without a mail server nothing is put on its way to mailboxes. */
  writesLetters: boolean
}

/** Where a notice goes besides the account's own chat and mailbox: to those that it had before. */
export interface Recipients {
  chats: number[]
  mailboxes: Email[]
}

export const nobody: Recipients = { chats: [], mailboxes: [] }

/**
 * Tells the owner of an account what happened to it, in the bot and by mail, with a way to undo it
 * where there is one. Told again of the same thing, it says nothing more. Who has neither chat nor
 * mailbox finds it in the activity of the account.
 */
export async function raiseNotice(
  ctx: Ctx,
  occurrence: Occurrence,
  { also = nobody, ...ports }: NoticePorts & { also?: Recipients },
): Promise<void> {
  const customer = await findCustomer(ctx.db, occurrence.customerId)
  if (!customer || customer.erasedAt) return
  const chats = distinct([...(customer.telegramId === null ? [] : [customer.telegramId]), ...also.chats])
  const mailboxes = distinct([...(customer.email === null ? [] : [customer.email]), ...also.mailboxes])
  await transact(ctx, async (ctx) => {
    const kept = await keepNotice(ctx, { ...occurrence, chats }, ports.pepper)
    if (!kept) return
    const noticeId = isUndoable(occurrence.kind) ? kept : undefined
    const saying = { ...occurrence, noticeId, shop: ports.shop.name, locale: customer.locale }
    for (const chatId of chats) await sayInChat(ctx, chatId, saying)
    if (ports.writesLetters) for (const to of mailboxes) await writeTo(ctx, to, saying)
  })
}

/** Out: the notice's id; nothing when it was told before. The secret of one that cannot be undone is told nobody. */
export async function keepNotice(
  ctx: Ctx,
  { customerId, kind, subject, details, chats: chatIds }: Occurrence & { chats: number[] },
  pepper: Pepper,
): Promise<NoticeId | undefined> {
  const id = ctx.random(16).toString('base64url') as NoticeId
  const secret = noticeSecret(pepper, null, id)
  if (!secret) throw new Error('no pepper key is configured')
  const token = { tokenHash: hashToken(secret.token), tokenKeyId: secret.keyId }
  const row = { id, customerId, kind, subject, details, chatIds, ...token, at: ctx.now() }
  return (await insertNotice(ctx.db, row)) ? id : undefined
}

type Said = Saying & { customerId: CustomerId; subject: string; noticeId: NoticeId | undefined }

export async function sayInChat(
  ctx: Ctx,
  chatId: number,
  said: Saying & { noticeId?: NoticeId | undefined },
): Promise<void> {
  const chat = await findChat(ctx.db, chatId)
  const locale: Locale = chooseLocale(chat?.locale, chat?.languageCode ?? undefined, said.locale)
  const { title, text, undo } = compose({ ...said, details: withoutLinksIn(said.details), locale })
  const button = { text: noticeWords[locale].notMine, callback_data: `sec:${said.noticeId}` }
  const payload = {
    chat_id: chatId,
    text: [title, text, undo].filter(Boolean).join('\n\n'),
    ...(said.noticeId && { reply_markup: { inline_keyboard: [[button]] } }),
  }
  const now = ctx.now().getTime()
  const until = new Date(now + NOTICE_MS)
  const outgoing = { chatId, calls: [{ method: 'sendMessage' as const, payload, until }] }
  await tell(ctx, outgoing, new Date(now + AFTER_THE_ACT_MS))
}

function withoutLinksIn({ what = [], left = [], ...details }: Details): Details {
  const shown = (value: string | undefined) => value && withoutLinks(value)
  const each = (all: typeof what) => all.map(({ kind, value, was }) => ({ kind, value: shown(value), was: shown(was) }))
  return { ...details, what: each(what), left: each(left) }
}

function writeTo(ctx: Ctx, to: Email, { kind, details, locale, customerId, subject, noticeId }: Said): Promise<void> {
  const until = new Date(ctx.now().getTime() + NOTICE_MS).toISOString()
  const key = `${kind}.${customerId}.${subject}`
  const letter: NoticeLetterJob = { to, customerId, key, kind, details, locale, until }
  return enqueue(ctx, sendNoticeLetter, noticeId ? { ...letter, noticeId } : letter)
}

function distinct<Value>(values: Value[]): Value[] {
  return [...new Set(values)]
}
