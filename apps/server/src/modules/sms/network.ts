import type { Agent } from 'undici'

const CONNECT_MS = 3_000
// A person waits for the code. Providers answer in well under a second, or they are in trouble.
const DEADLINE_MS = 10_000
const LARGEST_ANSWER = 64 * 1024

export interface Call {
  url: string
  headers: Record<string, string>
  body: string
}

export interface Answer {
  status: number
  retryAfter: string | undefined
  body: string
}

/** Nobody was there to hear the request; or it was made and the answer did not come, or not whole. */
type NoAnswer = 'unreachable' | 'lost'

/** The connections to the providers, and the only place that touches their network. */
export class SmsNetwork {
  readonly #deadlineMs: number
  #agent: Promise<Agent> | undefined

  constructor(deadlineMs = DEADLINE_MS) {
    this.#deadlineMs = deadlineMs
  }

  async post({ url, headers, body }: Call, signal: AbortSignal): Promise<Answer | NoAnswer> {
    if (signal.aborted) return 'unreachable'
    const dispatcher = await this.#open()
    const overdue = AbortSignal.timeout(this.#deadlineMs)
    try {
      const response = await dispatcher.request({
        origin: new URL(url).origin,
        path: new URL(url).pathname,
        method: 'POST',
        headers,
        body,
        signal: AbortSignal.any([signal, overdue]),
      })
      const retryAfter = response.headers['retry-after']
      const text = await readText(response.body)
      return { status: response.statusCode, retryAfter: [retryAfter].flat()[0], body: text }
    } catch (error) {
      return wasNeverSent(error) ? 'unreachable' : 'lost'
    }
  }

  async close(): Promise<void> {
    await (await this.#agent)?.destroy()
  }

  // Loaded with the first code: a start need not pay for it.
  #open(): Promise<Agent> {
    this.#agent ??= import('undici').then(({ Agent }) => new Agent({ connect: { timeout: CONNECT_MS } }))
    return this.#agent
  }
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > LARGEST_ANSWER) return ''
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

// Failures of finding, of connecting and of the TLS handshake: all before the first byte of a request.
const NEVER_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$|^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_)/

function wasNeverSent(error: unknown): boolean {
  return error instanceof Error && NEVER_SENT.test(String((error as NodeJS.ErrnoException).code))
}
