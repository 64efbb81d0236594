import type { Delivery } from '#platform'

/** What nodemailer says of a failure, as far as we look at it. */
export interface SmtpFailure {
  code?: string
  /** The step that failed; `CONN` when the connection itself did. */
  command?: string
  responseCode?: number
  response?: string
}

const ABOUT_THE_LETTER = new Set(['MAIL FROM', 'RCPT TO', 'DATA'])
// Our session, name or password was wrong, at whatever step that is said: the operator's to mend.
const ABOUT_US = new Set([503, 530, 534, 535, 538])

/**
 * Translates a failure into what must happen next. `read` says whether the server had begun to take
 * the letter itself: then silence may mean that it has it.
 */
export function readFailure(failure: SmtpFailure, read: boolean): Delivery {
  const { responseCode, command } = failure
  if (!responseCode) {
    if (read) return { outcome: 'doubtful' }
    return isHopeless(failure) ? refusedBecause(failure, false) : { outcome: 'not_done' }
  }
  if (responseCode < 500 || ABOUT_US.has(responseCode)) return { outcome: 'not_done' }
  if (!command || !ABOUT_THE_LETTER.has(command)) return { outcome: 'not_done' }
  return refusedBecause(failure, command === 'RCPT TO' && !isPolicy(failure))
}

/** Whether the server spoke of a letter at all, so that there is one. */
export function hasReached({ responseCode, command }: SmtpFailure): boolean {
  return Boolean(responseCode && !ABOUT_US.has(responseCode) && command && ABOUT_THE_LETTER.has(command))
}

/** Found out by nodemailer before the server was asked: no address, or larger than the server takes. */
function isHopeless({ code, command }: SmtpFailure): boolean {
  return (code === 'EENVELOPE' && command === 'API') || code === 'EMESSAGE'
}

/** 5.7: they mistrust us, or do not relay; it says nothing of the recipient (RFC 3463). */
function isPolicy({ response }: SmtpFailure): boolean {
  return /^5\d\d[ -]5\.7\./.test(response ?? '')
}

function refusedBecause({ response, code }: SmtpFailure, blocked: boolean): Delivery {
  return { outcome: 'refused', blocked, description: withoutAddresses(response ?? code ?? 'refused') }
}

/** Servers like to repeat the address, and this goes into the log (X8). */
export function withoutAddresses(text: string): string {
  return text.replace(/[^\s<>"'(]+@[^\s<>"')]+/g, '<address>').slice(0, 300)
}
