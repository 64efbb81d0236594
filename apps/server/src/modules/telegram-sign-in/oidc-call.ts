import { type Log, Refusal } from '#platform'
import { providerAway, providerRejected } from './errors.ts'

/** Somebody is looking at an empty page meanwhile. */
export const DEADLINE_MS = 5_000

/** One call, with a deadline that holds for the body too. A refusal of theirs is an answer: the body says so. */
export async function ask(url: string, request: RequestInit, log: Log): Promise<unknown> {
  const signal = AbortSignal.timeout(DEADLINE_MS)
  try {
    const response = await fetch(url, { ...request, redirect: 'error', signal })
    const text = await response.text()
    if (response.status >= 500 || response.status === 429) throw new Error(`answered with ${response.status}`)
    return readBody(text)
  } catch (error) {
    throw away(log, error)
  }
}

// Node's own complaint quotes what it could not read, and that may be a token (X8).
function readBody(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('answered with something else than JSON')
  }
}

export function away(log: Log, error: unknown): Refusal {
  if (error instanceof Refusal) return error
  log.warn({ err: error }, 'the sign-in of Telegram does not answer')
  return providerAway({ retryAfter: 10 })
}

/** `reason` is for the operator; the person is told one thing, whatever it was. */
export function reject(log: Log, reason: string): Refusal {
  log.warn({ reason }, 'an answer of the sign-in of Telegram was refused')
  return providerRejected()
}
