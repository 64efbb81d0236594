import type { OrderWords } from './index.ts'

export const en: OrderWords = {
  title: (number) => `Order ${number}`,
  states: {
    placed: ({ total }) => `We have received your order for ${total} and will begin with it soon.`,
    awaits_payment: ({ total, until }) =>
      `We have received your order. ${total} are to be paid until ${until}; so long the goods wait for you.`,
    processing: ({ total }) => `We are preparing your order for ${total}.`,
    processing_paid: ({ total }) => `${total} have been paid, thank you. We are preparing your order.`,
    on_hold: () => 'Your order is on hold. We will tell you when it goes on.',
    completed: ({ shop }) => `Your order is complete. Thank you for buying at ${shop}!`,
    cancelled: () => 'Your order is cancelled.',
    not_paid: () => 'Your order was not paid in time and is cancelled. You can order the same again in one step.',
    failed: () => 'Your order could not be carried out.',
    refunded: ({ total }) => `The money for your order, ${total}, has been given back.`,
  },
  moneyBack: 'It was paid, so the money will be given back to you.',
  openOrder: 'Open the order',
  invoice: {
    title: (number) => `Order ${number}`,
    goods: 'Goods',
    discount: 'Discount',
    delivery: 'Delivery',
    points: 'Points',
  },
  paymentRefused: {
    unknown: 'There is no such order. Please open it in the shop and try again. No money was taken.',
    paid: 'This order is already paid. No money was taken again.',
    over: 'This order can no longer be paid: its time is over or it is cancelled. No money was taken. You can order again.',
    changed: 'The sum of this order has changed. Please open it in the shop and pay from there. No money was taken.',
    failed: 'The shop could not check the order just now. No money was taken. Please try again in a minute.',
  },
  terms: {
    found: ({ shop, title, url }) => `On which terms ${shop} sells: ${title}\n${url}`,
    none: ({ shop, url }) =>
      `${shop} has no page of its own for its terms of sale. Price, delivery and how you pay are shown before you order: ${url}`,
  },
  paySupport: {
    title: (shop) => `Help with a payment at ${shop}`,
    paid: 'What you paid for last:',
    order: ({ number, url }) => `Order ${number}: ${url}`,
    orders: (url) => `All orders, and how each was paid: ${url}`,
    contacts: ({ title, url }) =>
      `Was money taken and the order is not paid, or does it have to come back? Get in touch with the shop and tell it the number of the order and when you paid. ${title}: ${url}`,
    noContacts: (url) =>
      `Was money taken and the order is not paid, or does it have to come back? Get in touch with the shop through its site and tell it the number of the order and when you paid: ${url}`,
    notTelegram: 'Telegram’s support does not help with what is bought from bots: the shop answers for it.',
    openOrders: 'Open the orders',
  },
  refund: {
    title: 'Your money will be given back',
    too_late: ({ number, total }) =>
      `The payment of ${total} for order ${number} came when it was closed already. We will give the money back.`,
    already: ({ number, total }) =>
      `Order ${number} was paid before, so the second payment of ${total} will be given back.`,
    wrong_amount: ({ number, total }) =>
      `The payment of ${total} is not what order ${number} costs. We will give the money back.`,
    unknown_order: ({ total }) =>
      `We have received a payment of ${total} that belongs to no order. We will give the money back.`,
  },
  staffRefund: ({ number, total, reason, paidBy, chargeId, bankId }) =>
    `Money has to be given back: ${total}, order ${number}.\nWhy: ${reason}.\nHow it was paid: ${paidBy}\nPayment: ${chargeId}\nBank payment: ${bankId}`,
  refundReasons: {
    too_late: 'paid after the order had ended, and the goods are gone',
    already: 'the order was paid before',
    wrong_amount: 'another sum than the order costs',
    unknown_order: 'there is no such order',
  },
  staffWoo: {
    differs: ({ number, there, details }) =>
      `WooCommerce wrote order ${number} down otherwise than it was placed. Its number there is ${there}, and we cancelled it there.\nWhat differs: ${details}.\nThe customer was promised the order: create it in WooCommerce by hand, or get in touch with the customer.`,
    refused: ({ number, details }) =>
      `WooCommerce does not accept order ${number}: ${details}.\nThe customer was promised the order: create it in WooCommerce by hand, or get in touch with the customer.`,
    failing: ({ number, details }) =>
      `Order ${number} still cannot be handed to WooCommerce: ${details}.\nWe keep trying, but please look at the site.`,
    duplicate: ({ number, there, details }) =>
      `Order ${number} is in WooCommerce twice: ${details} and ${there}.\nOrder ${there} was cancelled there unless it was completed already. Please check both.`,
    orphan: ({ there }) =>
      `Order ${there} in WooCommerce is marked as an order of this shop, but there is none like it here.\nPlease check where it comes from.`,
    replaced: ({ number, there }) =>
      `Order ${number} is no longer under its number ${there} in WooCommerce: the site seems to have been set back to an older copy.\nOrder ${number} stays here as it was, and we tell WooCommerce nothing more about it. Please check whether WooCommerce has it.`,
  },
  favorites: {
    title: 'News of your favourites',
    priceDropped: ({ name, price }) => `${name}: now ${price}`,
    backInStock: ({ name, price }) => `${name} is available again, ${price}`,
    more: (count) => `and ${count} more`,
    howToStop: 'You get this once a day at most. To stop it, switch off news in your account.',
    open: 'Open favourites',
  },
  leftCart: {
    title: (shop) => `You left things in your cart at ${shop}`,
    more: (count) => `and ${count} more`,
    total: (total) => `Total: ${total}`,
    howToStop:
      'You asked to be reminded of your cart. This comes once a week at most; you can switch it off in your account.',
    open: 'Open the cart',
    stop: 'Do not remind me again',
    stopped: 'We will not remind you of your cart again. You can switch it on again in your account.',
  },
}
