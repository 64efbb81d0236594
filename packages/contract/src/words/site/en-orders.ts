import type { OrderWords } from './ru-orders.ts'

const months = 'January February March April May June July August September October November December'.split(' ')
const clock = (at: Date) => `${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`

/** The orders of a customer in English. */
export const words: OrderWords = {
  title: 'My orders',
  heading: 'My orders',
  moment: (at) => `${at.getDate()} ${months[at.getMonth()]}, ${clock(at)}`,
  day: (at) => `${at.getDate()} ${months[at.getMonth()]} ${at.getFullYear()}`,
  emptyHeading: 'No orders yet',
  emptyText: 'Once you order something, you will see here how it is getting on.',
  toShop: 'To the shop',
  more: 'Show more',
  number: (number) => `Order ${number}`,
  others: (count) => `and ${count} more`,

  status: {
    placed: 'Placed',
    processing: 'Being packed',
    on_hold: 'On hold',
    completed: 'Completed',
    cancelled: 'Cancelled',
    refunded: 'Refunded',
    failed: 'Not paid',
  },
  lead: {
    placed: 'We have your order and will begin to pack it soon.',
    processing: 'We are packing your order, it will be ready soon.',
    on_hold: 'The order is held for a moment. We will be in touch if anything is needed.',
    completed: 'The order is with you. Thank you for choosing us.',
    cancelled: 'The order is cancelled, there is nothing to pay.',
    refunded: 'The money for this order was paid back.',
    failed: 'The payment did not go through.',
  },
  leadUnpaid: 'The order is waiting for payment. We start as soon as the money is here.',
  leadMoneyBack: 'The order is cancelled. We will give your money back.',
  lately: 'Thank you, your order is placed',
  timeline: 'How it is getting on',
  ahead: 'to come',
  live: 'This page updates by itself',
  trouble: 'The connection comes and goes. We keep looking.',
  items: 'In this order',
  delivery: 'Delivery',
  recipient: 'Recipient',
  comment: 'Comment',
  payment: 'Payment',
  by: {
    cash: 'On delivery, in cash or by card',
    telegram: 'By card in Telegram',
    woocommerce: 'Online, on the payment page',
  },
  paid: { unpaid: 'Not paid', paid: 'Paid', refunded: 'Refunded' },
  pay: 'Pay',
  payBy: (at) => `We keep the goods for you until ${at}.`,
  payOpened: 'The payment page is open. The status changes by itself.',
  payFailed: 'The payment did not go through, and no money was taken. Try again, or use another card.',

  cancel: 'Cancel the order',
  cancelTitle: (number) => `Cancel order ${number}?`,
  cancelText: 'The goods go back on sale. If you change your mind, one press orders them again.',
  cancelConfirm: 'Cancel the order',
  keep: 'Keep it',
  cancelled: 'The order is cancelled',
  repeat: 'Order again',
  repeated: 'Put into the cart',

  missingHeading: 'There is no such order',
  missingText: 'It may belong to another account, or the number has a typo.',
  toOrders: 'My orders',
}
