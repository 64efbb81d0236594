import type { VerificationPurpose } from '../../identity.ts'
import type { Locale } from '../../locale.ts'
import { en } from './en.ts'
import { ru } from './ru.ts'
import { uz } from './uz.ts'

/** What letters say around what they are about. Plain text; whoever makes HTML of it escapes it. */
export interface MailWords {
  code: {
    subject: (shop: string) => string
    title: string
    instruction: (shop: string) => string
    secrecy: string
    /** Who asked for it: when, and from which device (X6). */
    origin: (facts: { purpose: VerificationPurpose; when: string; device: string }) => string
    notYou: string
  }
  /** For a button that a mail program does not show as one. */
  linkHint: string
  footer: (shop: string) => string
}

export const mailWords: Record<Locale, MailWords> = { ru, uz, en }
