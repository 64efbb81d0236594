import { priceHtml } from '../world/money.ts'
import type { OrderRecord } from '../world/sales-records.ts'
import type { Shop } from '../world/shop.ts'
import { escapeHtml } from '../world/text.ts'
import { discountOf, shippingOf } from '../world/totals.ts'

const style = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:0;background:light-dark(#fff,#14171a);color:light-dark(#2b2d2f,#e8eaec)}
header{padding:1rem;border-bottom:1px solid light-dark(#e2e4e7,#33383d);font-weight:600;text-align:center}
main{max-width:40rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.6rem;margin:0 0 1rem}
table{width:100%;border-collapse:collapse;margin:0 0 1.5rem}
th,td{padding:.6rem 0;border-bottom:1px solid light-dark(#e2e4e7,#33383d);text-align:start;font-weight:400;vertical-align:top}
thead th{font-weight:600}
td:last-child,th:last-child{text-align:end;white-space:nowrap}
.total>*{font-weight:600}
fieldset{border:0;margin:0 0 1.5rem;padding:0}
label{display:flex;gap:.6rem;padding:.75rem 1rem;margin:0 0 .5rem;border:1px solid light-dark(#ccd0d4,#444a50);border-radius:.4rem;cursor:pointer}
button{width:100%;min-height:3rem;border:0;border-radius:.4rem;background:#7f54b3;color:#fff;font:inherit;font-weight:600;cursor:pointer}
.notice{padding:.9rem 1rem;border-inline-start:4px solid #7f54b3;background:light-dark(#f5f2fa,#231d2c)}
input[type=text],input[type=password]{display:block;width:100%;box-sizing:border-box;font:inherit;padding:.5rem}`

/** A page of the site in its theme; `body` is HTML. */
export function page({ settings }: Shop, title: string, body: string): string {
  const site = escapeHtml(settings.title)
  return (
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${title} – ${site}</title>` +
    // Without one of its own every browser asks for an icon, and is told that there is none.
    '<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">' +
    `<style>${style}</style></head><body><header>${site}</header><main><h1>${title}</h1>${body}</main></body></html>`
  )
}

export const notice = (text: string): string => `<p class="notice" role="alert">${escapeHtml(text)}</p>`

/** Nobody has a password here that could be typed. */
export const loginForm = (): string =>
  `${notice('Please log in to your account below to continue to the payment form.')}<form>` +
  '<p>Username or email <input type="text" name="username" aria-label="Username or email"></p>' +
  '<p>Password <input type="password" name="password" aria-label="Password"></p><button>Log in</button></form>'

/** What is paid, and by what of that which is switched on. */
export function payForm(shop: Shop, order: OrderRecord): string {
  const choices = shop.state.gateways
    .filter(({ enabled }) => enabled)
    .map(({ id, title }, nth) => {
      const value = `value="${escapeHtml(id)}"${nth === 0 ? ' checked' : ''}`
      return `<label><input type="radio" name="payment_method" ${value}>${escapeHtml(title)}</label>`
    })
  return `<form method="post">${linesOf(shop, order)}<fieldset>${choices.join('')}</fieldset><button>Pay for order</button></form>`
}

/** Of an order that is not known it says the same, and shows nothing. */
export function thanks(shop: Shop, order: OrderRecord | undefined): string {
  const said = '<p class="notice" role="status">Thank you. Your order has been received.</p>'
  return order ? `${said}<p>Order number: ${order.id}</p>${linesOf(shop, order)}` : said
}

function linesOf(shop: Shop, order: OrderRecord): string {
  const price = (amount: number) => priceHtml(shop, amount)
  const goods = order.line_items.map(
    ({ name, quantity, subtotal }) => `<tr><td>${withoutTags(name)} × ${quantity}</td><td>${price(subtotal)}</td></tr>`,
  )
  const [discount, delivery] = [discountOf(order), shippingOf(order)]
  const sums = [
    ...(discount > 0 ? [['Discount', `−${price(discount)}`]] : []),
    ...order.shipping_lines.map(({ method_title }) => [withoutTags(method_title), price(delivery)]),
  ].map(([name, sum]) => `<tr><td>${name}</td><td>${sum}</td></tr>`)
  return (
    '<table><thead><tr><th>Product</th><th>Totals</th></tr></thead>' +
    `<tbody>${goods.join('')}${sums.join('')}<tr class="total"><td>Total</td><td>${price(order.total)}</td></tr></tbody></table>`
  )
}

/** Names are kept as HTML, entities and all. */
const withoutTags = (html: string): string => html.replaceAll(/<[^>]*>/gu, '').replaceAll('<', '&lt;')
