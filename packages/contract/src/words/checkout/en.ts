import type { CheckoutWords } from './index.ts'

export const en: CheckoutWords = {
  payment: {
    cash: 'On delivery, in cash or by card',
    telegram: 'By card in Telegram',
    woocommerce: 'Online, on the payment page',
  },
  delivery: { courier: 'By courier', pickup: 'Pick-up', post: 'By post' },
  samplePickup: 'Pick-up: 12 Flower Street, 8:00 to 22:00',
}
