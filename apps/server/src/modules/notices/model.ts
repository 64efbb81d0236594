import type { Email, Locale } from '@vitrina/contract'
import { botWords, describeDevice } from '@vitrina/contract/words/bot'
import { type NoticeKind, type NoticeWords, noticeWords, type UndoableKind } from '@vitrina/contract/words/notices'
import type { CustomerId, DeviceInfo, IdentifierKind } from '#identity'
import type { Delivery } from '#platform'
import type { SessionId } from '#sessions'

export type NoticeId = string & { readonly __brand: 'NoticeId' }

/** Worth reading even by somebody who comes back from a journey, and as long it can be undone. */
export const NOTICE_MS = 7 * 24 * 3600_000

/** One identifier, and what it took the place of. */
interface Changed {
  kind: IdentifierKind
  value?: string | undefined
  was?: string | undefined
}

/** What is said besides the kind: masked values, nothing that would have to be hidden (X8). */
export interface Details {
  device?: DeviceInfo
  what?: Changed[]
  /** What an account that ended in a join was found by and the one it became part of is not. */
  left?: Changed[]
}

/** What happened to whose account. `subject` names the very thing, so that nothing later is undone for it. */
export interface Occurrence {
  customerId: CustomerId
  kind: NoticeKind
  subject: string
  details: Details
}

/** Names what was done to one passkey by the session that it was done in and the moment: enough to undo both. */
export function passkeySubject({ sessionId, at }: { sessionId: SessionId; at: string }): string {
  return `${at} ${sessionId}`
}

export function readPasskeySubject(subject: string): { sessionId: SessionId; at: Date } {
  const [at = '', sessionId = ''] = subject.split(' ')
  return { sessionId: sessionId as SessionId, at: new Date(at) }
}

/** Something to be said, in somebody's language. */
export interface Saying {
  kind: NoticeKind
  details: Details
  locale: Locale
  shop: string
}

export function isUndoable(kind: NoticeKind): kind is UndoableKind {
  return 'undo' in noticeWords.ru.kinds[kind]
}

/** The words of a notice; without what undoes it for those who cannot. */
export function compose({ kind, details, locale, shop }: Saying) {
  const words = noticeWords[locale]
  const { title, text } = words.kinds[kind]
  const unknown = { browser: null, system: null, network: null }
  const device = describeDevice(botWords[locale], details.device ?? unknown)
  const what = (details.what ?? []).map((one) => (isAlone(kind) ? one.value : describeChange(words, one))).join(', ')
  const left = (details.left ?? []).map((one) => describeChange(words, one)).join(', ')
  const undoable = isUndoable(kind) ? words.kinds[kind] : undefined
  return { title, text: text({ shop, device, what, left }), undo: undoable?.undo, done: undoable?.done }
}

function describeChange(words: NoticeWords, { kind, value, was }: Changed): string {
  const now = [words.identifiers[kind], value].filter(Boolean).join(' ')
  return was === undefined ? now : words.instead(now, was)
}

// These say themselves what the value is.
function isAlone(kind: NoticeKind): boolean {
  return kind === 'phone_lost' || kind === 'email_lost'
}

/** A letter as the way to mailboxes takes it; how it is dressed is not ours to know. */
export interface NoticeLetter {
  to: Email
  /** Another try of the same letter has the same. */
  key: string
  locale: Locale
  title: string
  paragraphs: string[]
  action?: { label: string; url: string }
}

/** The way to people's mailboxes. */
export interface Postman {
  send(letter: NoticeLetter, signal: AbortSignal): Promise<Delivery>
}
