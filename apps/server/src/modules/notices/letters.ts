import type { Email, Locale } from '@vitrina/contract'
import { type NoticeKind, noticeWords } from '@vitrina/contract/words/notices'
import { type CustomerId, findCustomer } from '#identity'
import { type Ctx, enqueue, type Handler, job, type Pepper } from '#platform'
import type { ShopFacts } from '#telegram'
import { compose, type Details, type NoticeId, type NoticeLetter, type Postman } from './model.ts'
import { noticeSecret } from './secret.ts'
import { findNotice } from './store.ts'

/** A letter that is due. Its link's secret is not in here: that is made when it is sent (S18). */
export interface NoticeLetterJob {
  to: Email
  /** Whose account it is about; nobody's once they were erased. */
  customerId?: CustomerId
  key: string
  kind: NoticeKind
  details: Details
  locale: Locale
  until: string
  /** Of the notice that it can undo. */
  noticeId?: NoticeId
  doubtful?: number
}

export const sendNoticeLetter = job<NoticeLetterJob>('notices.send-letter', {
  retryLimit: 200_000,
  retryDelaySeconds: 2,
  retryDelayMaxSeconds: 300,
  expireInSeconds: 180,
})

// Each may already have put the letter into the box, where the same key makes it the same letter.
const MAX_DOUBTFUL = 3
const DOUBTFUL_DELAY_SECONDS = 60

interface LetterPorts {
  shop: ShopFacts
  pepper: Pepper
  postman: Postman | undefined
}

/** Writes a notice to a mailbox for as long as it is worth reading. */
export function makeSendNoticeLetter(ctx: Ctx, ports: LetterPorts): Handler<NoticeLetterJob> {
  return async (due, { signal }) => {
    const { postman } = ports
    if (!postman || new Date(due.until) < ctx.now()) return
    const letter = await write(ctx, due, ports)
    if (!letter) return
    const delivery = await postman.send(letter, signal)
    if (delivery.outcome === 'refused') ctx.log.warn({ kind: due.kind }, 'a notice was refused by a mailbox')
    if (delivery.outcome === 'not_done') {
      // The queue repeats the job, with growing pauses.
      if (delivery.retryAfterSeconds === undefined) throw new Error('a notice cannot be mailed now')
      return again(ctx, due, delivery.retryAfterSeconds)
    }
    const doubtful = (due.doubtful ?? 0) + 1
    if (delivery.outcome === 'doubtful' && doubtful <= MAX_DOUBTFUL) {
      return again(ctx, { ...due, doubtful }, DOUBTFUL_DELAY_SECONDS * doubtful)
    }
  }
}

function again(ctx: Ctx, due: NoticeLetterJob, seconds: number): Promise<void> {
  return enqueue(ctx, sendNoticeLetter, due, { startAfter: new Date(ctx.now().getTime() + seconds * 1000) })
}

/** Nothing when there is nobody to tell any more (Y7), or no notice: it was undone elsewhere. */
async function write(ctx: Ctx, due: NoticeLetterJob, { shop, pepper }: LetterPorts): Promise<NoticeLetter | undefined> {
  const { to, key, locale, noticeId, customerId } = due
  if (customerId && (await findCustomer(ctx.db, customerId))?.erasedAt) return undefined
  const { title, text, undo } = compose({ ...due, shop: shop.name })
  const plain = { to, key, locale, title, paragraphs: undo ? [text, undo] : [text] }
  if (!noticeId) return plain
  const notice = await findNotice(ctx.db, { id: noticeId })
  const secret = notice && !notice.usedAt && noticeSecret(pepper, notice.tokenKeyId, noticeId)
  if (!secret) return undefined
  // In the fragment, which browsers keep to themselves.
  const url = `${shop.publicUrl}/security#${secret.token}`
  return { ...plain, action: { label: noticeWords[locale].openPage, url } }
}
