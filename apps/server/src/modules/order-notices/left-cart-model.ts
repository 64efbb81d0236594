import type { Locale } from '@vitrina/contract'
import { moneyText } from '@vitrina/contract/money-text'
import { orderWords } from '@vitrina/contract/words/orders'
import { nameOf } from '#cart'
import type { Offer } from '#catalog'
import { shorten } from '#telegram'

/** A cart that nobody touched for so long was left. */
export const LEFT_MS = 24 * 3600_000
/** One that was left longer ago is of another life. */
export const RECALLED_MS = 14 * 24 * 3600_000
/** Nobody is reminded more often. */
export const REMINDED_ONCE_IN_MS = 7 * 24 * 3600_000

const NAMED_MAX = 3

// In the shop's time zone. The last hour is for what has to wait its turn.
const [DAY_BEGINS, LAST_BEGUN, DAY_ENDS] = [9 * 60, 20 * 60, 21 * 60]

/** Until when it may be said what is put on its way now; nothing at night, when nobody is reminded. */
export function endOfDay(now: Date, timeZone: string): Date | undefined {
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone })
  const [hours = 0, minutes = 0] = clock.format(now).split(':').map(Number)
  const minute = hours * 60 + minutes
  if (minute < DAY_BEGINS || minute >= LAST_BEGUN) return undefined
  return new Date(now.getTime() + (DAY_ENDS - minute) * 60_000)
}

export interface LeftLine {
  offer: Offer
  quantity: number
}

/** What of a cart can still be bought, and as much of it as there is. */
export function buyable(
  lines: readonly { sku: string; quantity: number }[],
  offers: ReadonlyMap<string, Offer>,
): LeftLine[] {
  return lines.flatMap(({ sku, quantity }) => {
    const offer = offers.get(sku)
    if (!offer?.isSold || offer.available === 0) return []
    return { offer, quantity: Math.min(quantity, offer.available ?? quantity) }
  })
}

export interface LeftCartShowing {
  locale: Locale
  shop: { name: string }
  defaultLocale: Locale
  currency: string
}

/** The reminder of a cart: what is in it, what it comes to now, and how to be told no more. */
export function describeLeftCart(lines: readonly LeftLine[], showing: LeftCartShowing) {
  const { locale, shop, defaultLocale: fallback, currency } = showing
  const words = orderWords[locale].leftCart
  const names = lines.slice(0, NAMED_MAX).map(({ offer }) => shorten(nameOf(offer, { locale, fallback })))
  const rest = lines.length - names.length
  const totalMinor = lines.reduce((sum, { offer, quantity }) => sum + offer.priceMinor * quantity, 0)
  const total = words.total(moneyText({ amountMinor: totalMinor, currency }, locale))
  const text = [...names, ...(rest > 0 ? [words.more(rest)] : []), total, '', words.howToStop].join('\n')
  return { title: words.title(shop.name), text, button: words.open, stop: { text: words.stop, data: STOP_REMINDING } }
}

/** What the button says to the bot; whose reminders it stops, whoever presses it knows. */
export const STOP_REMINDING = 'left-cart:stop'
