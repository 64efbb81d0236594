import { createHash } from 'node:crypto'
import type { Email } from '@vitrina/contract'
import type { Delivery } from '#platform'

/** What a letter says: the parts that a composer makes. */
export interface LetterBody {
  subject: string
  text: string
  html: string
}

export interface Letter extends LetterBody {
  to: Email
  /**
   * Tells letters to one address apart: another try of the same words has the same key, other words,
   * a new code among them, have another. Mailboxes drop what they believe to have already.
   */
  key: string
}

/** Who a letter is from; without a name it is the shop's. */
export interface MailSender {
  name?: string | undefined
  address: Email
}

/** The door to the mail server, the only one that touches its network. */
export interface Mailer {
  /** False once the last try could not reach the server, or the last few were put off by it. */
  readonly working: boolean
  send(letter: Letter, signal?: AbortSignal): Promise<Delivery>
  close(): Promise<void>
}

/** A letter that waits to be delivered. */
export interface OutgoingLetter {
  letter: Letter
  /** After this moment it would only confuse. */
  until: string
}

/** The shop as its letters show it. */
export interface MailShop {
  name: string
  publicUrl: string
  /** `#rrggbb`. */
  accent: string
}

// Each of them may already have put the letter into the box.
export const MAX_DOUBTFUL = 4

/** Seconds before the next try after a lost answer: 30, 150, 750. */
export function doubtfulDelaySeconds(doubtful: number): number {
  return 30 * 5 ** (doubtful - 1)
}

/** The same for every try of a letter, and no other letter's; says nothing of either. */
export function letterId({ to, key }: Pick<Letter, 'to' | 'key'>): string {
  return createHash('sha256').update(`${to}\0${key}`).digest('base64url')
}

/** What a stranger wrote, as one line of a header: nothing in it can begin another. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
}
