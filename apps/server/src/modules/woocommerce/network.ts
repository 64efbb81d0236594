import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Agent, Dispatcher } from 'undici'
import { WooFault } from './fault.ts'

const CONNECT_MS = 5_000
const LARGEST_ANSWER = 32 * 1024 * 1024
const KEEP_ALIVE_MS = 15_000

export interface WooRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  url: URL
  headers: Record<string, string>
  body: string | undefined
  signal: AbortSignal
}

export interface RawAnswer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** The connections to the WooCommerce, and the only place that touches its network. */
export class WooNetwork {
  readonly #connections: number
  #agent: Promise<Agent> | undefined

  constructor(connections: number) {
    this.#connections = connections
  }

  /** The answer, whatever it is; throws a fault when there is none, or not a whole one. */
  async send({ method, url, headers, body, signal }: WooRequest): Promise<RawAnswer> {
    const agent = await this.#open()
    try {
      const { origin, pathname, search } = url
      const request = { origin, path: pathname + search, method, headers, body: body ?? null, signal }
      const response = await agent.request(request)
      return { status: response.statusCode, headers: response.headers, body: await readText(response) }
    } catch (error) {
      throw new WooFault({ kind: wasNeverSent(error) ? 'unreachable' : 'lost' })
    }
  }

  async close(): Promise<void> {
    await (await this.#agent)?.destroy()
  }

  // Loaded with the first call: a shop without a WooCommerce need not pay for it.
  #open(): Promise<Agent> {
    this.#agent ??= import('undici').then(
      ({ Agent }) =>
        new Agent({
          connections: this.#connections,
          keepAliveTimeout: KEEP_ALIVE_MS,
          connect: { timeout: CONNECT_MS },
        }),
    )
    return this.#agent
  }
}

const unzip = promisify(gunzip)

async function readText({ body, headers }: Dispatcher.ResponseData): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > LARGEST_ANSWER) throw new Error('the answer is larger than any should be')
    chunks.push(chunk)
  }
  const bytes = Buffer.concat(chunks)
  const isZipped = headers['content-encoding'] === 'gzip'
  return (isZipped ? await unzip(bytes, { maxOutputLength: LARGEST_ANSWER }) : bytes).toString()
}

// Failures of finding, of connecting and of the TLS handshake: all before the first byte of a request.
const NEVER_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$|^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_)/

function wasNeverSent(error: unknown): boolean {
  return error instanceof Error && NEVER_SENT.test(String((error as NodeJS.ErrnoException).code))
}
