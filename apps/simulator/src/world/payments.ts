import { randomBytes } from 'node:crypto'
import { pushUpdate } from '../updates/queue.ts'
import { ActionRefused, personOf } from './actions.ts'
import { reviseMessage, writeMessage } from './chat.ts'
import type { InvoiceRecord, InvoiceTarget, PaidRecord, PaymentNews, PaymentRecord } from './state.ts'
import { messageView, userView } from './views.ts'
import { announce, chatOf, type World } from './world.ts'

/** The bot has so long to say whether it may be paid. */
const answerMs = 10_000

/** What the client shows before anything is paid. */
export function findInvoice(world: World, personId: number, target: InvoiceTarget): InvoiceRecord {
  if ('link' in target) {
    const slug = /^https:\/\/t\.me\/(?:\$|invoice\/)([\w-]+)$/u.exec(target.link)?.[1]
    const invoice = slug === undefined ? undefined : world.state.invoices?.[slug]
    if (!invoice) throw new ActionRefused('there is no such invoice')
    return invoice
  }
  const message = chatOf(world, personId).messages.find(({ id }) => id === target.messageId)
  if (!message?.invoice) throw new ActionRefused('there is no such invoice')
  if (message.isPaid) throw new ActionRefused('the invoice is paid already')
  return message.invoice
}

interface Begun {
  personId: number
  target: InvoiceTarget
  how: PaymentRecord['how']
}

/**
 * Presses «Pay» with a card that works, one that does not, or one whose bank takes its time. The bot is
 * asked first; what becomes of it is told as `payment`.
 */
function beginPayment(world: World, { personId, target, how }: Begun): string {
  const invoice = findInvoice(world, personId, target)
  const id = String(BigInt(personId) * 1_000_000_000n + BigInt(world.state.nextRevision++))
  const payment: PaymentRecord = {
    id,
    personId,
    invoice,
    ...('messageId' in target ? { messageId: target.messageId } : {}),
    at: world.now(),
    state: 'asked',
    how,
  }
  world.state.payments = [...(world.state.payments ?? []), payment]
  pushUpdate(world, personId, 'pre_checkout_query', {
    id,
    from: userView(personOf(world, personId)),
    currency: invoice.currency,
    total_amount: invoice.totalAmount,
    invoice_payload: invoice.payload,
  })
  setTimeout(() => {
    if (isAsked(world, id)) fail(world, payment, { cause: 'unanswered' })
  }, answerMs).unref()
  return id
}

/** Waits for what becomes of it; the bot has ten seconds to answer. */
export function pay(world: World, payment: Begun): Promise<PaymentNews> {
  const { promise, resolve } = Promise.withResolvers<PaymentNews>()
  const id = beginPayment(world, payment)
  const listen = (news: PaymentNews) => {
    if (news.id === id) resolve(news)
  }
  world.events.on('payment', listen)
  return promise.finally(() => world.events.off('payment', listen))
}

/** Whether the bot may still say something to this question. */
export function isAnswerable(world: World, id: string): boolean {
  const payment = world.state.payments?.find((candidate) => candidate.id === id)
  return payment?.state === 'asked' && world.now() - payment.at < answerMs
}

function isAsked(world: World, id: string): boolean {
  return world.state.payments?.some((candidate) => candidate.id === id && candidate.state === 'asked') === true
}

/** Takes the bot's answer; without a reason to refuse, the card is charged. */
export function answerPreCheckout(world: World, id: string, refusal: string | undefined): void {
  const payment = world.state.payments?.find((candidate) => candidate.id === id)
  if (!payment) throw new Error(`nobody asked ${id}`)
  if (refusal !== undefined) fail(world, payment, { reason: refusal })
  else if (payment.how === 'decline') fail(world, payment, { cause: 'declined' })
  else if (payment.how === 'pay') settle(world, payment)
  else {
    payment.state = 'late'
    world.events.emit('payment', { id, personId: payment.personId, status: 'pending' })
    announce(world, { kind: 'status', chatId: payment.personId })
  }
}

/** Lets the money of those who pay late arrive; says how many there were. */
export function letMoneyArrive(world: World, personId: number): number {
  const late = (world.state.payments ?? []).filter(
    (payment) => payment.personId === personId && payment.state === 'late',
  )
  for (const payment of late) settle(world, payment)
  return late.length
}

/** Delivers the news of a payment once more, as Telegram may. */
export function tellOfPaymentAgain(world: World, personId: number): void {
  const chat = chatOf(world, personId)
  const message = chat.messages.findLast(({ paid }) => paid !== undefined)
  if (!message) throw new ActionRefused('nothing was paid')
  pushUpdate(world, personId, 'message', messageView(world, chat, message))
}

function settle(world: World, payment: PaymentRecord): void {
  forget(world, payment)
  const { id, personId, invoice } = payment
  const chat = chatOf(world, personId)
  const invoiceMessage = chat.messages.find((message) => message.id === payment.messageId)
  if (invoiceMessage) {
    invoiceMessage.isPaid = true
    delete invoiceMessage.inlineKeyboard
    reviseMessage(world, chat, invoiceMessage)
  }
  const paid: PaidRecord = {
    currency: invoice.currency,
    total_amount: invoice.totalAmount,
    invoice_payload: invoice.payload,
    telegram_payment_charge_id: randomBytes(18).toString('base64url'),
    provider_payment_charge_id: randomBytes(12).toString('hex'),
  }
  const message = writeMessage(world, chat, { fromId: personId, paid })
  chat.seenRevision = message.revision
  announce(world, { kind: 'sent', chatId: chat.id, message })
  pushUpdate(world, personId, 'message', messageView(world, chat, message))
  world.events.emit('payment', { id, personId, status: 'paid' })
}

function fail(world: World, payment: PaymentRecord, why: Pick<PaymentNews, 'reason' | 'cause'>): void {
  forget(world, payment)
  world.events.emit('payment', { id: payment.id, personId: payment.personId, status: 'failed', ...why })
}

function forget(world: World, payment: PaymentRecord): void {
  world.state.payments = (world.state.payments ?? []).filter(({ id }) => id !== payment.id)
  world.events.emit('changed')
}
