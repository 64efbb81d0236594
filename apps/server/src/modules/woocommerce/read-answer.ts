import { WooFault } from './fault.ts'
import type { RawAnswer } from './network.ts'

export interface WooAnswer {
  body: unknown
  /** How much a list has in all, where the site says so. */
  total: number | undefined
}

const GATEWAY = new Set([502, 504])

/**
 * Reads what came, or throws what is wrong with it. By the type of its content and not by its status: a site
 * that is being updated, or has lost its database, answers with a page of HTML, and some plugins do with 200.
 */
export function readAnswer(answer: RawAnswer): WooAnswer {
  const { status } = answer
  const body = readJson(answer)
  if (status >= 200 && status < 300 && body !== undefined) {
    return { body, total: readCount(answer, 'x-wp-total') }
  }
  const retryAfterMs = readRetryAfter(answer)
  if (status === 429 || status === 503) throw new WooFault({ kind: 'busy', status, retryAfterMs })
  // The work may be done: the one behind was slower than the one in front would wait.
  if (GATEWAY.has(status)) throw new WooFault({ kind: 'lost', status })
  const { code, data } = readError(body)
  if (status >= 500) throw new WooFault({ kind: code ? 'broken' : 'failing', status, code, data })
  // Without a code it is a firewall's or a proxy's «no», or the address leads elsewhere.
  if (status >= 300) throw new WooFault({ kind: 'refused', status, code, data })
  throw new WooFault({ kind: 'garbled', status })
}

function readJson({ headers, body }: RawAnswer): unknown {
  if (!/\bjson\b/i.test(first(headers['content-type']))) return undefined
  try {
    // Files saved with a byte order mark put one before everything that the site says.
    return JSON.parse(body.replace(/^\uFEFF+/, ''))
  } catch {
    return undefined
  }
}

function readError(body: unknown): { code?: string; data?: unknown } {
  if (typeof body !== 'object' || body === null || !('code' in body)) return {}
  const code = String(body.code)
  return /^[\w.-]{1,80}$/.test(code) ? { code, data: 'data' in body ? body.data : undefined } : {}
}

function readCount({ headers }: RawAnswer, name: string): number | undefined {
  const text = first(headers[name])
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

function readRetryAfter({ headers }: RawAnswer): number | undefined {
  const text = first(headers['retry-after'])
  return /^\d{1,6}$/.test(text) ? Number(text) * 1000 : undefined
}

function first(value: string | string[] | undefined): string {
  return [value].flat()[0] ?? ''
}
