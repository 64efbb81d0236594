import { type DestinationStream, type Logger, pino } from 'pino'

export type { Logger }

export type Log = Pick<Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'>

/**
 * The process's logger. Secrets are kept out by construction: requests are logged by route, not
 * by address, an error is reduced to what `describeError` lets through, and `description`, which
 * is Telegram's and may quote what it was sent, is scrubbed (X8).
 */
export function openLog(level: string, destination: DestinationStream = pino.destination(1)): Logger {
  return pino({ level, base: null, serializers: { err: describeError, description: scrubIfText } }, destination)
}

interface DescribedError {
  type: string
  message: string
  code?: string
  constraint?: string
  stack?: string
  cause?: DescribedError
}

/**
 * What of an error may be written down. The text of a failed statement comes with its
 * parameters, and Postgres quotes the offending row: names, numbers and hashes would follow
 * them into the log, so only the cause's own sentence is kept, and that is scrubbed.
 */
export function describeError(error: unknown): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: describeThrown(error) }
  const isStatement = error.constructor.name === 'DrizzleQueryError'
  const message = isStatement ? 'a statement failed' : scrub(error.message)
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  return {
    type: error.constructor.name,
    message,
    ...(typeof code === 'string' && { code }),
    ...(typeof constraint === 'string' && { constraint }),
    ...(error.stack && { stack: stackOf(error.stack) }),
    ...(error.cause instanceof Error && { cause: describeError(error.cause) }),
  }
}

/** Of what is no error only a text can be told: an object may be anybody's row. */
function describeThrown(thrown: unknown): string {
  const { message } = Object(thrown) as { message?: unknown }
  const text = typeof thrown === 'string' ? thrown : message
  return typeof text === 'string' ? scrub(text) : 'something other than an error was thrown'
}

/** Only the frames: the first lines repeat the message as it was. */
function stackOf(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
}

function scrubIfText(value: unknown): unknown {
  return typeof value === 'string' ? scrub(value) : undefined
}

/** The belt to the braces: tokens, secrets and numbers that a library put into its message. */
function scrub(text: string): string {
  return (
    text
      // Without a boundary before it: in an address it follows the word «bot».
      .replace(/\d{6,}:[A-Za-z0-9_-]{20,}/g, '<bot token>')
      .replace(/[A-Za-z0-9_-]{40,}/g, '<secret>')
      .replace(/\w+:\/\/[^\s/@]+@/g, '<credentials>@')
      .replace(/\+?\d{9,15}\b/g, '<number>')
  )
}
