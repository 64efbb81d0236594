import { orderWords } from '@vitrina/contract/words/orders'
import { findOrder } from '#orders'
import { type Ctx, type Handler, transact } from '#platform'
import { shorten } from '#telegram'
import type { wooOrderAlarm } from '#woocommerce-orders'
import { type NoticePorts, sayInChat } from './say-to-customer.ts'
import { takeSaying } from './store.ts'

/** Tells staff, once, what of an order in WooCommerce needs a person (G10). */
export function makeTellWooAlarm(ctx: Ctx, ports: NoticePorts): Handler<NonNullable<(typeof wooOrderAlarm)['data']>> {
  const { staffChatId: chatId, defaultLocale: locale } = ports
  return ({ kind, orderId, externalId, details }) =>
    transact(ctx, async (ctx) => {
      if (chatId === undefined) return
      const subject = `woo:${kind}:${orderId ?? ''}:${externalId ?? ''}`
      if (!(await takeSaying(ctx.db, { subject, said: details }, ctx.now()))) return
      const order = orderId ? await findOrder(ctx.db, orderId) : undefined
      const words = orderWords[locale]
      const number = String(order?.number ?? '—')
      const text = words.staffWoo[kind]({ number, there: externalId ?? '—', details: shorten(details, 1_000) })
      const saying = {
        compose: () => ({ title: words.title(number), text, button: words.openOrder }),
        ...{ path: '/', key: '', rings: true },
      }
      await sayInChat(ctx, { chatId, locale, saying }, ports)
    })
}
