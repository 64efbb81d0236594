import type { Locale } from '../../locale.ts'
import { en } from './en.ts'
import { ru } from './ru.ts'
import { uz } from './uz.ts'

/** What a notice is about, as far as it may be said: masked values, never full ones. */
export interface NoticeFacts {
  shop: string
  device: string
  /** «phone +7…67 in place of +7…11, Telegram» */
  what: string
  /** «phone +7…11», which opens nothing since a join; often nothing. */
  left: string
}

interface Plain {
  title: string
  text: (facts: NoticeFacts) => string
}

/** One that can be undone: what pressing will do, and what has been done. */
interface Undoable extends Plain {
  undo: string
  done: string
}

/** What is said to the owner of an account, in the bot and by mail alike. Plain text. */
export interface NoticeWords {
  notMine: string
  /** For the letter's button: it leads to a page that asks once more. */
  openPage: string
  identifiers: Record<'phone' | 'email' | 'telegram', string>
  /** What took the place of what, which is gone. */
  instead: (now: string, was: string) => string
  kinds: {
    password_set: Undoable
    new_device: Undoable
    passkey_added: Undoable
    passkey_removed: Undoable
    identifiers_added: Undoable
    identifiers_removed: Undoable
    accounts_joined: Undoable
    token_reused: Undoable
    phone_lost: Plain
    email_lost: Plain
    claim_ignored: Plain
    password_unkept: Plain
    erased: Plain
  }
}

export const noticeWords: Record<Locale, NoticeWords> = { ru, uz, en }

export type NoticeKind = keyof NoticeWords['kinds']
export type UndoableKind = {
  [Kind in NoticeKind]: NoticeWords['kinds'][Kind] extends Undoable ? Kind : never
}[NoticeKind]
