import type { Attempt, Whose } from './model.ts'
import type { Answer } from './network.ts'

/** What a provider's answers look like. */
export interface AnswerReader {
  /** Their id of the message, when they say that they took it. */
  accepted(json: unknown): string | undefined
  /** Their own «no». `moment`: now they cannot, later they could. */
  refused(json: unknown): { code: string; whose: Whose | 'moment'; retryAfterSeconds?: number } | undefined
}

/**
 * What an answer means. Whatever a provider says no to in its own words, it has not sent. A gateway before it that
 * answers 500, 502 or 504 in other words does not know whether it did, and neither do we.
 */
export function readAttempt(answer: Answer | 'unreachable' | 'lost', reader: AnswerReader): Attempt {
  if (answer === 'unreachable') return { outcome: 'not_done', code: answer }
  if (answer === 'lost') return { outcome: 'doubtful', code: answer }
  const { status } = answer
  const json = parseJson(answer.body)
  const messageId = status < 300 ? reader.accepted(json) : undefined
  if (messageId !== undefined) return { outcome: 'accepted', messageId }

  const refused = reader.refused(json)
  const code = refused?.code ?? String(status)
  if (refused?.whose === 'moment' || status === 429) {
    return { outcome: 'not_done', code, retryAfterSeconds: refused?.retryAfterSeconds ?? readSeconds(answer) }
  }
  if (status >= 500) return { outcome: refused || status === 503 ? 'not_done' : 'doubtful', code }
  if (refused) return { outcome: 'refused', whose: refused.whose, code }
  // A success that says nothing we know may well be one.
  if (status < 300) return { outcome: 'doubtful', code: 'unreadable' }
  // Somebody on the way answered, or there is no such API: it was not even looked at.
  return { outcome: 'refused', whose: 'account', code }
}

// Providers count their limits by the second; a longer wait than this is a mistake of somebody.
const LEAST_SECONDS = 1
const MOST_SECONDS = 3600

function readSeconds({ retryAfter }: Answer): number {
  const seconds = Math.ceil(Number(retryAfter))
  return seconds > 0 ? Math.min(seconds, MOST_SECONDS) : LEAST_SECONDS
}

export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
