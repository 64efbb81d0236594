import type { InvoiceRecord } from '../world/state.ts'
import { currencies } from './currencies.ts'
import { badRequest } from './errors.ts'
import type { ParametersOf } from './tables.ts'

type Asked = Omit<ParametersOf<'createInvoiceLink'>, 'business_connection_id'> & { start_parameter?: string }

/** What is asked for, refused as Telegram does where its words are known. */
export function readInvoice(asked: Asked, paymentToken: string): InvoiceRecord {
  const { title, description, payload, currency, start_parameter: startParameter = '' } = asked
  // The limits are documented, the words of the first two refusals are not.
  ensureLength(title, 'title', 32)
  ensureLength(description, 'description', 255)
  if (Buffer.byteLength(payload) > 128) throw badRequest('INVOICE_PAYLOAD_INVALID')
  if (startParameter && !/^[A-Za-z0-9_-]{1,64}$/u.test(startParameter)) throw badRequest('START_PARAM_INVALID')
  if (asked.is_flexible || asked.need_shipping_address || asked.subscription_period) {
    throw badRequest('the simulator does not speak shipping and subscriptions')
  }
  if ((asked.suggested_tip_amounts ?? []).length > 4) throw badRequest('there can be at most 4 suggested tip amounts')
  const prices = readPrices(asked.prices)
  const totalAmount = prices.reduce((sum, { amount }) => sum + amount, 0)
  ensurePayable(asked, { totalAmount, count: prices.length, paymentToken })
  return { title, description, payload, currency, prices, totalAmount, startParameter }
}

function ensurePayable(
  { currency, provider_token: token }: Asked,
  { totalAmount, count, paymentToken }: { totalAmount: number; count: number; paymentToken: string },
): void {
  if (currency === 'XTR') {
    if (token || count !== 1) throw badRequest('STARS_INVOICE_INVALID')
  } else if (token !== paymentToken) throw badRequest('PAYMENT_PROVIDER_INVALID')
  const bounds = currencies[currency]
  if (!bounds) throw badRequest('CURRENCY_INVALID')
  if (totalAmount < bounds.least || totalAmount > bounds.most) throw badRequest('CURRENCY_TOTAL_AMOUNT_INVALID')
}

function readPrices(prices: unknown[]): InvoiceRecord['prices'] {
  if (prices.length === 0) throw badRequest('there must be at least one price')
  return prices.map((price) => {
    const { label, amount } = (price ?? {}) as { label?: unknown; amount?: unknown }
    if (typeof label !== 'string' || label === '')
      throw badRequest('can\'t parse labeled price: Can\'t find field "label"')
    if (!Number.isSafeInteger(amount)) {
      throw badRequest('can\'t parse labeled price: Field "amount" must be of type Number')
    }
    return { label, amount: Number(amount) }
  })
}

function ensureLength(text: string, name: string, most: number): void {
  if (text.trim() === '') throw badRequest(`invoice ${name} must be non-empty`)
  if ([...text].length > most) throw badRequest(`invoice ${name} is longer than ${most} characters`)
}
