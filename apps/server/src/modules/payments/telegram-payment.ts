import type { Locale } from '@vitrina/contract'
import { type PaymentMethod, paymentNotReady } from '#checkout'
import { findCustomer } from '#identity'
import type { WholeOrder } from '#orders'
import type { Ctx } from '#platform'
import { chooseLocale, findChat, type InvoiceDesk } from '#telegram'
import { amountNotTaken } from './errors.ts'
import { composeInvoice } from './model.ts'
import { findLink, insertLink } from './store.ts'

export interface InvoicePorts {
  desk: InvoiceDesk
  shop: { name: string }
  defaultLocale: Locale
}

/**
 * By card inside Telegram: an invoice's link, one an order, which the Mini App opens over itself and any
 * Telegram opens by itself. Refuses with `checkout.payment_not_ready` while Telegram is away, and with
 * `payments.amount_not_taken` what it will never take.
 */
export function telegramPayment(ports: InvoicePorts): PaymentMethod {
  return {
    id: 'telegram',
    isPrepaid: true,
    isConfigured: () => ports.desk.isConfigured,
    start: async (ctx, order) => ({ invoiceLink: await findOrMakeLink(ctx, order, ports) }),
  }
}

async function findOrMakeLink(ctx: Ctx, order: WholeOrder, ports: InvoicePorts): Promise<string> {
  const known = await findLink(ctx.db, order.id)
  if (known) return known
  const made = await ports.desk.createLink(await writeInvoice(ctx, order, ports))
  if (made === 'away') throw paymentNotReady({ retryAfter: 5 })
  if ('refused' in made) {
    ctx.log.warn({ orderId: order.id, description: made.refused }, 'Telegram refused an invoice')
    throw amountNotTaken()
  }
  await insertLink(ctx.db, { orderId: order.id, link: made.link, createdAt: ctx.now() })
  return made.link
}

/** The order's invoice in its customer's language. */
export async function writeInvoice(
  ctx: Ctx,
  order: WholeOrder,
  { shop, defaultLocale }: Pick<InvoicePorts, 'shop' | 'defaultLocale'>,
) {
  const customer = await findCustomer(ctx.db, order.customerId)
  const chat = customer?.telegramId ? await findChat(ctx.db, customer.telegramId) : undefined
  const locale = chooseLocale(chat?.locale, undefined, customer?.locale ?? defaultLocale)
  return composeInvoice(order, { locale, defaultLocale, shop: shop.name })
}
