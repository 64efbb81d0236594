import { randomBytes } from 'node:crypto'
import { answerPreCheckout, isAnswerable } from '../../world/payments.ts'
import type { InvoiceRecord } from '../../world/state.ts'
import { paymentTokenOf } from '../../world/world.ts'
import { badRequest } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import { readInvoice } from '../invoice.ts'
import { readReplyMarkup } from '../reply-markup.ts'
import { send } from './messages.ts'

/** Asking for money, and saying whether it may be paid. */
export const paymentMethods: Handlers<'sendInvoice' | 'createInvoiceLink' | 'answerPreCheckoutQuery'> = {
  sendInvoice(desk, parameters) {
    return send(desk, parameters, () => {
      const invoice = readInvoice(parameters, paymentTokenOf(desk.world.state))
      ensurePayFirst(readReplyMarkup(parameters.reply_markup, desk.world))
      return { invoice }
    })
  },

  createInvoiceLink({ world }, parameters) {
    if (parameters.business_connection_id) throw badRequest('business connection not found')
    const invoice: InvoiceRecord = readInvoice(parameters, paymentTokenOf(world.state))
    const slug = randomBytes(12).toString('base64url')
    world.state.invoices = { ...world.state.invoices, [slug]: invoice }
    world.events.emit('changed')
    return `https://t.me/$${slug}`
  },

  answerPreCheckoutQuery({ world }, { pre_checkout_query_id: id, ok, error_message: reason }) {
    if (!isAnswerable(world, id)) {
      throw badRequest('query is too old and response timeout expired or query ID is invalid')
    }
    if (!ok && !reason) throw badRequest("error message can't be empty")
    answerPreCheckout(world, id, ok ? undefined : reason)
    return true
  },
}

function ensurePayFirst(markup: ReturnType<typeof readReplyMarkup>): void {
  if (markup === undefined) return
  const isFirst = markup.kind === 'inline' && markup.rows[0]?.[0]?.pay === true
  if (!isFirst) throw badRequest('the first button of an invoice must be a Pay button')
}
