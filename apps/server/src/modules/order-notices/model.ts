import type { Locale } from '@vitrina/contract'
import { moneyText } from '@vitrina/contract/money-text'
import { type OrderFacts, orderWords } from '@vitrina/contract/words/orders'
import { NOT_PAID } from '#checkout'
import { cameToNothing, type WholeOrder } from '#orders'
import { timeText } from '#platform'

export type OrderState = keyof (typeof orderWords)['ru']['states']

/** What there is to say of an order as it stands. */
export interface Standing {
  state: OrderState
  /** Paid, and yet it came to nothing. */
  owesMoney: boolean
  /** Worth a sound: the customer waits for it, or would act otherwise if they knew. */
  rings: boolean
  /** The same while there is nothing new to say. */
  mark: string
}

type Known = Pick<WholeOrder, 'status' | 'paymentStatus' | 'payBy' | 'moves'>

export function standingOf(order: Known): Standing {
  const state = stateOf(order)
  const owesMoney = cameToNothing(order.status) && order.paymentStatus === 'paid'
  return { state, owesMoney, rings: rings(order, state), mark: owesMoney ? `${state}, paid` : state }
}

function stateOf({ status, paymentStatus, payBy, moves }: Known): OrderState {
  if (status === 'placed' && payBy !== null) return 'awaits_payment'
  if (status === 'processing' && paymentStatus === 'paid') return 'processing_paid'
  if (status === 'cancelled' && paymentStatus === 'unpaid' && moves.at(-1)?.reason === NOT_PAID) return 'not_paid'
  return status
}

function rings({ moves }: Known, state: OrderState): boolean {
  // Whoever cancelled it knows.
  if (state === 'cancelled') return moves.at(-1)?.actorKind !== 'customer'
  return state === 'completed' || state === 'not_paid' || state === 'failed' || state === 'refunded'
}

/** What stays unsaid until then is of no use any more: there is the page, or later news. */
export const WORTH_SAYING_MS = 3 * 24 * 3600_000

export interface Showing {
  locale: Locale
  shop: { name: string; timeZone: string }
}

/** A message about an order. */
export function describeOrder(
  order: Pick<WholeOrder, 'number' | 'totalMinor' | 'currency' | 'payBy'>,
  { state, owesMoney }: Standing,
  showing: Showing,
): { title: string; text: string } {
  const words = orderWords[showing.locale]
  const facts = { ...factsOf(order, showing), until: untilOf(order, showing) }
  const text = words.states[state](facts)
  return { title: words.title(facts.number), text: owesMoney ? `${text} ${words.moneyBack}` : text }
}

export function factsOf(
  { number, totalMinor, currency }: { number: number | undefined; totalMinor: number; currency: string },
  { locale, shop }: Showing,
): OrderFacts {
  return {
    number: String(number ?? '—'),
    shop: shop.name,
    total: moneyText({ amountMinor: totalMinor, currency }, locale),
  }
}

const untilOf = ({ payBy }: Pick<WholeOrder, 'payBy'>, { locale, shop }: Showing) =>
  payBy === null ? '' : timeText(payBy, locale, shop.timeZone)
