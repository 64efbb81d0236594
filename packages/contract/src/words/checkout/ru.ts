import type { CheckoutWords } from './index.ts'

export const ru: CheckoutWords = {
  payment: {
    cash: 'При получении, наличными или картой',
    telegram: 'Картой в Telegram',
    woocommerce: 'Онлайн на странице оплаты',
  },
  delivery: { courier: 'Курьером', pickup: 'Самовывоз', post: 'Почтой' },
  samplePickup: 'Самовывоз: улица Цветочная, 12, с 8:00 до 22:00',
}
