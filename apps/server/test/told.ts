import { makeSendNoticeLetter, type NoticeLetter } from '#notices'
import type { Delivery } from '#platform'
import type { NoticeId } from '../src/modules/notices/model.ts'
import type { UseCases } from './use-cases.ts'

export const SHOP = { name: 'Vitrina', publicUrl: 'https://shop.example', timeZone: 'Europe/Moscow' }

/** What stands in chats since the last time: whose, the text, and the id under the button. */
export async function saidIn(on: UseCases) {
  const { rows } = await on.ctx.db.execute<{ chat_id: string; payload: any }>(
    'delete from telegram_outbox returning chat_id, payload',
  )
  return rows.map(({ chat_id, payload }) => ({
    chatId: Number(chat_id),
    text: payload.text as string,
    id: payload.reply_markup?.inline_keyboard[0][0].callback_data.slice(4) as NoticeId,
  }))
}

/** The letters that are due, as a mail server would get them. */
export async function lettersOf(on: UseCases, outcome: Delivery = { outcome: 'delivered' }): Promise<NoticeLetter[]> {
  const sent: NoticeLetter[] = []
  const postman = {
    send: async (letter: NoticeLetter) => {
      sent.push(letter)
      return outcome
    },
  }
  const send = makeSendNoticeLetter(on.ctx, { shop: SHOP, pepper: on.ports.pepper, postman })
  const run = { retryCount: 0, signal: AbortSignal.abort() }
  for (const due of await on.takeJobs('notices.send-letter')) await send(due, run)
  return sent
}

export const secretOf = (letter: NoticeLetter | undefined) => new URL(String(letter?.action?.url)).hash.slice(1)
