import type { Locale } from '../../locale.ts'
import { en } from './en.ts'
import { ru } from './ru.ts'
import { uz } from './uz.ts'

/**
 * What an SMS says. The code comes first: phones offer it for filling in, and the lock screen
 * shows no more than the beginning. The Latin texts keep to the letters of GSM-7.
 */
export interface SmsWords {
  /** `from` is who asked for it, as far as there is room. */
  code: (code: string, shop: string, from: string) => string
}

export const smsWords: Record<Locale, SmsWords> = { ru, uz, en }
