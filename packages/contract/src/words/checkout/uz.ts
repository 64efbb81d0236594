import type { CheckoutWords } from './index.ts'

export const uz: CheckoutWords = {
  payment: {
    cash: 'Olganda, naqd yoki karta bilan',
    telegram: 'Telegramda karta bilan',
    woocommerce: 'Toʻlov sahifasida onlayn',
  },
  delivery: { courier: 'Kuryer orqali', pickup: 'Oʻzim olib ketaman', post: 'Pochta orqali' },
}
