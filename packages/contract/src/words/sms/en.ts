import type { SmsWords } from './index.ts'

export const en: SmsWords = {
  code: (code, shop) => `${code} is your "${shop}" code. Tell it to nobody.`,
}
