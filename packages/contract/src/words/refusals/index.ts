import type { Locale } from '../../locale.ts'
import { en } from './en.ts'
import { ru } from './ru.ts'
import { uz } from './uz.ts'

/** A sentence, or one that tells how many seconds to wait. */
export type RefusalSentence = string | ((retryAfterSeconds: number) => string)

export interface RefusalWords {
  /** Titles by status. */
  kinds: Record<number, string>
  /** What is wrong with one field, after its name. */
  fields: Record<string, string>
  refusals: Record<string, RefusalSentence>
}

export const refusalWords: Record<Locale, RefusalWords> = { ru, uz, en }
