import type { SmsWords } from './index.ts'

export const en: SmsWords = {
  code: (code, shop, from) => `${code} is your "${shop}" code${from && ` (${from})`}. Tell it to nobody.`,
}
