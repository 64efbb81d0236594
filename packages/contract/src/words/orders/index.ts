import type { Locale } from '../../locale.ts'
import { en } from './en.ts'
import { ru } from './ru.ts'
import { uz } from './uz.ts'

/** What a message about an order says besides its number. */
export interface OrderFacts {
  number: string
  shop: string
  /** With its currency, as it is written in the language. */
  total: string
}

export interface WooOrderFacts {
  number: string
  there: string
  /** In the names that WooCommerce has for it. */
  details: string
}

/** A page of the shop, as it calls it. */
export interface NamedLink {
  title: string
  url: string
}

/** What is said of orders and favourites outside the site: in the bot and by mail alike. Plain text. */
export interface OrderWords {
  title: (number: string) => string
  states: {
    placed: (facts: OrderFacts) => string
    awaits_payment: (facts: OrderFacts & { until: string }) => string
    processing: (facts: OrderFacts) => string
    processing_paid: (facts: OrderFacts) => string
    on_hold: (facts: OrderFacts) => string
    completed: (facts: OrderFacts) => string
    cancelled: (facts: OrderFacts) => string
    not_paid: (facts: OrderFacts) => string
    failed: (facts: OrderFacts) => string
    refunded: (facts: OrderFacts) => string
  }
  /** Of an order that came to nothing although it was paid. */
  moneyBack: string
  openOrder: string
  invoice: {
    title: (number: string) => string
    goods: string
    discount: string
    delivery: string
    points: string
  }
  /** Why Telegram is told not to take the money, in the few words that its window has room for. */
  paymentRefused: {
    unknown: string
    paid: string
    over: string
    changed: string
    failed: string
  }
  /** In the bot, to whoever asks on which terms the shop sells. */
  terms: {
    found: (page: NamedLink & { shop: string }) => string
    none: (shop: { shop: string; url: string }) => string
  }
  /** In the bot, to whoever needs help with a payment. */
  paySupport: {
    title: (shop: string) => string
    /** Above the orders. */
    paid: string
    order: (order: { number: string; url: string }) => string
    orders: (url: string) => string
    contacts: (page: NamedLink) => string
    noContacts: (url: string) => string
    notTelegram: string
    /** On the button. */
    openOrders: string
  }
  refund: {
    title: string
    too_late: (facts: OrderFacts) => string
    already: (facts: OrderFacts) => string
    wrong_amount: (facts: OrderFacts) => string
    unknown_order: (facts: OrderFacts) => string
  }
  /** For staff: what has to be given back, and by which name the bank knows it. */
  staffRefund: (facts: OrderFacts & { reason: string; paidBy: string; chargeId: string; bankId: string }) => string
  refundReasons: { too_late: string; already: string; wrong_amount: string; unknown_order: string }
  /** For staff: what of an order in WooCommerce needs a person. `there`: its number there. */
  staffWoo: Record<
    'differs' | 'refused' | 'failing' | 'duplicate' | 'orphan' | 'replaced',
    (facts: WooOrderFacts) => string
  >
  favorites: {
    title: string
    priceDropped: (product: { name: string; price: string }) => string
    backInStock: (product: { name: string; price: string }) => string
    more: (count: number) => string
    /** How to be told no more. */
    howToStop: string
    open: string
  }
  leftCart: {
    title: (shop: string) => string
    more: (count: number) => string
    total: (total: string) => string
    howToStop: string
    open: string
    /** On the button, and in place of the message once it was pressed. */
    stop: string
    stopped: string
  }
}

export const orderWords: Record<Locale, OrderWords> = { ru, uz, en }
