import type { Problem } from '@vitrina/contract'

/** Why a request is turned away; `http/` maps each kind to a status, once. */
export type RefusalKind =
  | 'malformed'
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'limited'
  | 'unavailable'

export interface FieldError {
  /** Path of the field as the client sent it, e.g. `phone` or `items.0.sku`. */
  field: string
  /** Key into the words of refusals. */
  code: string
}

export interface RefusalDetails {
  errors?: FieldError[]
  /** Whole seconds until the same request may succeed. */
  retryAfter?: number
  /** What else the client needs to go on; it stands in the answer as it is. */
  problems?: Problem['problems']
  quote?: Problem['quote']
  /** Guesses that are left to whoever made this one. */
  attemptsLeft?: number
}

/**
 * An expected «no», addressed to whoever asked. Its code is the key into the words of every
 * language; it carries nothing secret, so it may be shown and logged as it is.
 */
export class Refusal extends Error {
  readonly code: string
  readonly kind: RefusalKind
  readonly details: RefusalDetails

  constructor(code: string, kind: RefusalKind, details: RefusalDetails = {}) {
    // Expected, so nobody reads its stack, and in a flood the stacks would be most of the work.
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(code)
    Error.stackTraceLimit = stackTraceLimit
    this.name = 'Refusal'
    this.code = code
    this.kind = kind
    this.details = details
  }
}

const declared = new Set<string>()

/** Declares a refusal once; the declaration is called where it is thrown. */
export function refusal(code: string, kind: RefusalKind): (details?: RefusalDetails) => Refusal {
  if (declared.has(code)) throw new Error(`the refusal ${code} is declared twice`)
  declared.add(code)
  return (details) => new Refusal(code, kind, details)
}

/** Every code there is, for the proof that each has words. */
export function declaredRefusals(): ReadonlySet<string> {
  return declared
}
