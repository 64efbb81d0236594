import type { Locale } from '@vitrina/contract'
import { checkoutWords } from '@vitrina/contract/words/checkout'
import { orderWords } from '@vitrina/contract/words/orders'
import { findCustomer } from '#identity'
import { findOrder, type WholeOrder } from '#orders'
import { findPayment, type PaymentRow, type RefundReason, type refundDue } from '#payments'
import { type Ctx, type Handler, transact } from '#platform'
import { factsOf } from './model.ts'
import { type NoticePorts, type Saying, sayInChat, sayToCustomer } from './say-to-customer.ts'
import { takeSaying } from './store.ts'

/** Tells whoever paid that their money goes back, and staff that somebody has to see to it. */
export function makeTellRefund(ctx: Ctx, ports: NoticePorts): Handler<NonNullable<(typeof refundDue)['data']>> {
  return (key) =>
    transact(ctx, async (ctx) => {
      const payment = await findPayment(ctx.db, key)
      if (!payment?.reason) return
      const subject = `refund:${key.method}:${key.chargeId}`
      if (!(await takeSaying(ctx.db, { subject, said: payment.reason }, ctx.now()))) return
      const order = payment.orderId ? await findOrder(ctx.db, payment.orderId) : undefined
      const due = { payment, reason: payment.reason, order }
      await tellPayer(ctx, due, ports)
      await tellStaff(ctx, due, ports)
    })
}

interface Due {
  payment: PaymentRow
  reason: RefundReason
  order: WholeOrder | undefined
}

async function tellPayer(ctx: Ctx, { payment, reason, order }: Due, ports: NoticePorts): Promise<void> {
  const saying: Saying = {
    compose: (locale) => ({
      title: orderWords[locale].refund.title,
      text: orderWords[locale].refund[reason](factsOfMoney({ payment, order }, locale, ports)),
      button: orderWords[locale].openOrder,
    }),
    path: order ? `/orders/${order.number}` : '/',
    key: `refund.${payment.method}.${payment.chargeId}`,
    rings: true,
  }
  const customer = order && (await findCustomer(ctx.db, order.customerId))
  const isTheirs = payment.payerId === null || payment.payerId === customer?.telegramId
  if (customer && !customer.erasedAt && isTheirs) {
    await sayToCustomer(ctx, { customer, email: customer.email ?? order.contact?.email, saying }, ports)
  } else if (payment.payerId !== null) {
    // It is the payer's money, whoever's the order is.
    await sayInChat(ctx, { chatId: payment.payerId, locale: ports.defaultLocale, saying }, ports)
  }
}

async function tellStaff(ctx: Ctx, { payment, reason, order }: Due, ports: NoticePorts): Promise<void> {
  const { staffChatId: chatId, defaultLocale: locale } = ports
  if (chatId === undefined) return
  const words = orderWords[locale]
  const text = words.staffRefund({
    ...factsOfMoney({ payment, order }, locale, ports),
    reason: words.refundReasons[reason],
    paidBy: checkoutWords[locale].payment[payment.method],
    chargeId: payment.chargeId,
    bankId: payment.providerChargeId ?? '—',
  })
  const saying = {
    compose: () => ({ title: words.title(String(order?.number ?? '—')), text, button: words.openOrder }),
    path: '/',
    key: '',
    rings: true,
  }
  await sayInChat(ctx, { chatId, locale, saying }, ports)
}

function factsOfMoney({ payment, order }: Omit<Due, 'reason'>, locale: Locale, { shop }: NoticePorts) {
  const { amountMinor: totalMinor, currency } = payment
  return factsOf({ number: order?.number, totalMinor, currency }, { locale, shop })
}
