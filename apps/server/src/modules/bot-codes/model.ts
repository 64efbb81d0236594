import { type Locale, type Phone, readDialledPhone, readSharedPhone } from '@vitrina/contract'
import type { Proof } from '#identity'

export const CODE_SECONDS = 600
export const CODE_ATTEMPTS = 5
/** How long the bot takes a number for an answer to its offer. */
export const OFFER_MS = 30 * 60_000
/** Before the same number gets its next code in the bot (S16). */
export const RESEND_MS = 60_000

/** Who asks for a code, and for which number. */
export interface CodeRequest {
  telegramId: number
  /** For display: it may be somebody else's tomorrow (S10). */
  telegramUsername: string | null
  /** As Telegram has it; a new account is called so. */
  name: string | null
  /** Nothing when only the site will know it. */
  locale: Locale | null
  phone: Phone
  /** As the person's own contact. A number that was typed proves nothing (S4). */
  isShared: boolean
}

/** A code that was given out. Lives in the ephemeral store; the code itself is not in it. */
export interface IssuedCode extends CodeRequest {
  /** Drawn for this code alone: what it was sealed with, and what tells it from the next. */
  id: string
  sealed: string
  attemptsLeft: number
  isSpent: boolean
}

/** What a person was offered in the bot, and how far that came. */
export interface Offer {
  /** The last number that was sent in answer. */
  request: CodeRequest | null
  /** How many were. */
  asked: number
  /** The last of them whose code is known, or likely, to have arrived. */
  delivered: number
  deliveredAt: string | null
}

/**
 * The number that a code is asked for. A shared one is taken as Telegram writes it, and no country is
 * guessed (S6). Nothing as well when the site would come to another spelling of it.
 */
export function readNumber(text: string, isShared: boolean): Phone | undefined {
  const phone = isShared ? readSharedPhone(text.replace(/[\s()-]/g, '')) : readDialledPhone(text)
  return phone && readDialledPhone(phone) === phone ? phone : undefined
}

/** What the bot and the typed code prove together. */
export function proofOf({ telegramId, telegramUsername, phone, isShared }: CodeRequest): Proof {
  return { telegramId, telegramUsername, phone: isShared ? phone : null, email: null }
}

export function isLive({ attemptsLeft, isSpent }: IssuedCode): boolean {
  return attemptsLeft > 0 && !isSpent
}

/** Takes one attempt away before anything is compared; nothing when none is left (S15). */
export function takeAttempt(issued: IssuedCode): IssuedCode | undefined {
  return isLive(issued) ? { ...issued, attemptsLeft: issued.attemptsLeft - 1 } : undefined
}

/** Of many who spend it one gets it. */
export function spend(issued: IssuedCode): IssuedCode | undefined {
  return issued.isSpent ? undefined : { ...issued, isSpent: true }
}

/** Back as it was before the right code was typed. */
export function giveBack(issued: IssuedCode): IssuedCode {
  return { ...issued, isSpent: false, attemptsLeft: issued.attemptsLeft + 1 }
}

export function makeOffer(before: Offer | undefined): Offer {
  // Made again while a code is on its way: that one still has to find its number here.
  return before ?? { request: null, asked: 0, delivered: 0, deliveredAt: null }
}

export function answerOffer(before: Offer | undefined, request: CodeRequest): Offer {
  const offer = makeOffer(before)
  return { ...offer, request, asked: offer.asked + 1 }
}

export function markDelivered(offer: Offer, nth: number, now: Date): Offer {
  return { ...offer, delivered: Math.max(offer.delivered, nth), deliveredAt: now.toISOString() }
}

/** Seconds until the same number may have its next code; nothing when it may now. */
export function pauseBefore(offer: Offer, next: Pick<CodeRequest, 'phone' | 'isShared'>, now: Date): number {
  const { request, asked, delivered, deliveredAt } = offer
  // What has not arrived is asked for again for a good reason.
  if (!request || !deliveredAt || delivered < asked) return 0
  // A number that was shared after it was typed is another matter: now it proves something.
  if (request.phone !== next.phone || request.isShared !== next.isShared) return 0
  const leftMs = new Date(deliveredAt).getTime() + RESEND_MS - now.getTime()
  return Math.max(0, Math.ceil(leftMs / 1000))
}

/** A text with so many digits is meant for a number, however it is spelt. */
export function looksLikeNumber(text: string): boolean {
  const digits = text.match(/\p{Nd}/gu)?.length ?? 0
  return digits >= 5 && !text.startsWith('/')
}
