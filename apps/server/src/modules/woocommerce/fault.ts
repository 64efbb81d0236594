/**
 * - `away`: it was not asked, for it has not answered for a while
 * - `unreachable`: nobody was there to hear the request
 * - `lost`: it was sent, and whether anything was done nobody knows
 * - `busy`: it asks to come later; nothing was done
 * - `failing`: something before WordPress answers for it, or WordPress without its database
 * - `garbled`: what came is not what its API says
 * - `broken`: WordPress tells of an error in its own code, as one product can cause
 * - `refused`: it understood and will not
 */
export type WooFaultKind = 'away' | 'unreachable' | 'lost' | 'busy' | 'failing' | 'garbled' | 'broken' | 'refused'

interface WooFaultFacts {
  kind: WooFaultKind
  status?: number | undefined
  /** WooCommerce's own word for it, e.g. `woocommerce_rest_cannot_view`. */
  code?: string | undefined
  /** How long it asks to be left alone. */
  retryAfterMs?: number | undefined
  /** The error that it sent along. */
  data?: unknown
}

/** Why a call came to nothing. It carries no address, no body and no words of the other side: they may hold anything (X8). */
export class WooFault extends Error {
  override readonly name = 'WooFault'
  readonly kind: WooFaultKind
  readonly status: number | undefined
  readonly code: string | undefined
  readonly retryAfterMs: number | undefined
  readonly data: unknown

  constructor(facts: WooFaultFacts) {
    const { kind, status, code, retryAfterMs, data } = facts
    super(['WooCommerce', kind, status, code].filter((part) => part !== undefined).join(' '))
    this.kind = kind
    this.status = status
    this.code = code
    this.retryAfterMs = retryAfterMs
    this.data = data
  }
}

const OF_THE_HOST: readonly WooFaultKind[] = ['away', 'unreachable', 'lost', 'busy', 'failing', 'garbled']

/** Whether it says how the site is, and not what it thinks of this one request. */
export function isOfTheHost({ kind }: WooFault): boolean {
  return OF_THE_HOST.includes(kind)
}

/** The fault, when that is what was thrown. */
export function wooFaultOf(error: unknown): WooFault | undefined {
  return error instanceof WooFault ? error : undefined
}
