import type { SmsWords } from './index.ts'

export const uz: SmsWords = {
  code: (code, shop) => `${code} - "${shop}" kodi. Uni hech kimga aytmang.`,
}
