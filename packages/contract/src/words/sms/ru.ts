import type { SmsWords } from './index.ts'

export const ru: SmsWords = {
  code: (code, shop, from) => `${code} — код для «${shop}»${from && ` (${from})`}. Никому его не сообщайте.`,
}
