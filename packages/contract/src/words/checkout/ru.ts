import type { CheckoutWords } from './index.ts'

export const ru: CheckoutWords = {
  payment: {
    cash: 'При получении, наличными или картой',
    telegram: 'Картой в Telegram',
    woocommerce: 'Онлайн на странице оплаты',
  },
  delivery: { courier: 'Курьером', pickup: 'Самовывоз', post: 'Почтой' },
}
