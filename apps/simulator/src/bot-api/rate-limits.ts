import { tooManyRequests } from './errors.ts'

// About 30 messages a second over all and one a second to a person. How long a burst may be is not
// documented; this one lets a dialogue's few messages pass and stops a loop.
const overall = { capacity: 30, perSecond: 30 }
const perChat = { capacity: 8, perSecond: 1 }

interface Bucket {
  tokens: number
  at: number
}

/** Sending limits as token buckets: a call that finds its bucket empty is told when to come again. */
export class RateLimits {
  readonly #now: () => number
  readonly #all: Bucket
  readonly #chats = new Map<number, Bucket>()

  constructor(now: () => number) {
    this.#now = now
    this.#all = { tokens: overall.capacity, at: now() }
  }

  take(chatId: number): void {
    const chat = this.#chats.get(chatId) ?? { tokens: perChat.capacity, at: this.#now() }
    this.#chats.set(chatId, chat)
    const wait = Math.max(this.#waitFor(this.#all, overall), this.#waitFor(chat, perChat))
    if (wait > 0) throw tooManyRequests(Math.ceil(wait))
    this.#all.tokens -= 1
    chat.tokens -= 1
  }

  #waitFor(bucket: Bucket, rate: { capacity: number; perSecond: number }): number {
    const now = this.#now()
    bucket.tokens = Math.min(rate.capacity, bucket.tokens + ((now - bucket.at) / 1000) * rate.perSecond)
    bucket.at = now
    return bucket.tokens >= 1 ? 0 : (1 - bucket.tokens) / rate.perSecond
  }
}
