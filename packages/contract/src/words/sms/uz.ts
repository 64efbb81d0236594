import type { SmsWords } from './index.ts'

export const uz: SmsWords = {
  code: (code, shop, from) => `${code} - "${shop}" kodi${from && ` (${from})`}. Uni hech kimga aytmang.`,
}
