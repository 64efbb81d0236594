import type { SmsWords } from './index.ts'

export const ru: SmsWords = {
  code: (code, shop) => `${code} — код для «${shop}». Никому его не сообщайте.`,
}
