import type { CheckoutWords } from './index.ts'

export const uz: CheckoutWords = {
  payment: {
    cash: 'Olganda, naqd yoki karta bilan',
    telegram: 'Telegramda karta bilan',
    woocommerce: 'Toʻlov sahifasida onlayn',
  },
  delivery: { courier: 'Kuryer orqali', pickup: 'Oʻzim olib ketaman', post: 'Pochta orqali' },
  samplePickup: 'Oʻzim olib ketaman: Gulzor koʻchasi, 12-uy, 8:00 dan 22:00 gacha',
}
