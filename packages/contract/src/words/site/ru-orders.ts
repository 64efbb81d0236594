import type { OrderStatus } from '../../orders.ts'

const months = 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' ')
const clock = (at: Date) => `${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`

/** The orders of a customer in Russian: the source of `OrderWords`, loaded with these pages. */
export const words = {
  title: 'Мои заказы',
  heading: 'Мои заказы',
  moment: (at: Date) => `${at.getDate()} ${months[at.getMonth()]}, ${clock(at)}`,
  day: (at: Date) => `${at.getDate()} ${months[at.getMonth()]} ${at.getFullYear()}`,
  emptyHeading: 'Заказов пока нет',
  emptyText: 'Как только вы что-нибудь закажете, здесь будет видно, что с заказом.',
  toShop: 'В магазин',
  more: 'Показать ещё',
  number: (number: string) => `Заказ ${number}`,
  others: (count: number) => `и ещё ${count}`,

  status: {
    placed: 'Принят',
    processing: 'Собираем',
    on_hold: 'Ждёт',
    completed: 'Выполнен',
    cancelled: 'Отменён',
    refunded: 'Деньги возвращены',
    failed: 'Не оплачен',
  } satisfies Record<OrderStatus, string>,
  lead: {
    placed: 'Мы получили заказ и скоро начнём собирать.',
    processing: 'Собираем заказ, скоро он будет готов.',
    on_hold: 'Заказ ненадолго отложен. Мы свяжемся с вами, если что-то понадобится.',
    completed: 'Заказ у вас. Спасибо, что выбрали нас.',
    cancelled: 'Заказ отменён, ничего оплачивать не нужно.',
    refunded: 'Деньги за заказ возвращены.',
    failed: 'Оплата не прошла.',
  } satisfies Record<OrderStatus, string>,
  leadUnpaid: 'Заказ ждёт оплаты. Как только деньги придут, начнём собирать.',
  leadMoneyBack: 'Заказ отменён. Деньги за него мы вернём.',
  lately: 'Спасибо, заказ принят',
  timeline: 'Что с заказом',
  ahead: 'впереди',
  live: 'Страница обновляется сама',
  trouble: 'Связь прерывается. Продолжаем проверять.',
  items: 'Что в заказе',
  delivery: 'Доставка',
  recipient: 'Получатель',
  comment: 'Комментарий',
  payment: 'Оплата',
  by: {
    cash: 'При получении, наличными или картой',
    telegram: 'Картой в Telegram',
    woocommerce: 'Онлайн, на странице оплаты',
  },
  paid: { unpaid: 'Не оплачен', paid: 'Оплачен', refunded: 'Деньги возвращены' },
  pay: 'Оплатить',
  payBy: (at: string) => `Товары ждут оплаты до ${at}.`,
  payOpened: 'Страница оплаты открыта. Статус изменится сам.',
  payFailed: 'Оплата не прошла, деньги не списаны. Попробуйте ещё раз или другой картой.',

  cancel: 'Отменить заказ',
  cancelTitle: (number: string) => `Отменить заказ ${number}?`,
  cancelText: 'Товары вернутся на витрину. Передумаете, закажете ещё раз одной кнопкой.',
  cancelConfirm: 'Отменить заказ',
  keep: 'Оставить',
  cancelled: 'Заказ отменён',
  repeat: 'Заказать ещё раз',
  repeated: 'Положили в корзину',

  missingHeading: 'Такого заказа нет',
  missingText: 'Возможно, он сделан из другого аккаунта или в номере опечатка.',
  toOrders: 'Мои заказы',
}

export type OrderWords = typeof words
