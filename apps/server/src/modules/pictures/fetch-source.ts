import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import type { Agent, Dispatcher } from 'undici'
import type { Hosts } from './hosts.ts'
import { LARGEST_SOURCE } from './model.ts'

const CONNECT_MS = 3_000
const DEADLINE_MS = 15_000
const MOST_REDIRECTS = 3

type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

interface FetchOptions {
  deadlineMs?: number
  resolve?: Resolve
}

/** Brings pictures from the hosts that may be asked, and is the only place here that touches the network (S25). */
export class SourceFetcher {
  readonly #hosts: Hosts
  readonly #deadlineMs: number
  readonly #resolve: Resolve
  #agent: Promise<Agent> | undefined

  /** `resolve` says where names lead. */
  constructor(hosts: Hosts, { deadlineMs = DEADLINE_MS, resolve = lookup }: FetchOptions = {}) {
    this.#hosts = hosts
    this.#deadlineMs = deadlineMs
    this.#resolve = resolve
  }

  /** The bytes at an address; throws whatever stood in the way. */
  async fetch(url: string): Promise<Buffer> {
    const signal = AbortSignal.timeout(this.#deadlineMs)
    let address = url
    for (let asked = 0; asked <= MOST_REDIRECTS; asked++) {
      // Anew at each step: where a host that is allowed sends us, it need not be.
      if (!this.#hosts.mayAsk(address)) throw new Error('pictures are not fetched from there')
      const response = await this.#ask(address, signal)
      const location = redirection(response)
      if (response.statusCode === 200) return readBody(response)
      await response.body.dump({ limit: 64 * 1024, signal })
      if (!location) throw new Error(`the answer was ${response.statusCode}`)
      address = new URL(location, address).href
    }
    throw new Error('it leads from one address to the next')
  }

  async close(): Promise<void> {
    await (await this.#agent)?.destroy()
  }

  async #ask(address: string, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    this.#agent ??= this.#open()
    const { origin, pathname, search } = new URL(address)
    const headers = { accept: 'image/avif,image/webp,image/*', 'user-agent': 'Vitrina' }
    return (await this.#agent).request({ origin, path: pathname + search, method: 'GET', headers, signal })
  }

  // Loaded with the first picture from elsewhere: many a shop has none.
  async #open(): Promise<Agent> {
    const { Agent } = await import('undici')
    return new Agent({ connections: 8, connect: { timeout: CONNECT_MS, lookup: this.#lookup } })
  }

  // Where a name leads is looked at when it is connected to: looked at before, it could lead elsewhere a moment later.
  readonly #lookup: LookupFunction = (hostname, options, callback) => {
    this.#resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '')
      const allowed = addresses.filter(({ address }) => this.#hosts.mayConnect(hostname, address))
      const [first] = allowed
      if (!first) return callback(new Error('it leads into a private network'), '')
      if (options.all) callback(null, allowed)
      else callback(null, first.address, first.family)
    })
  }
}

function redirection({ statusCode, headers }: Dispatcher.ResponseData): string | undefined {
  return statusCode >= 300 && statusCode < 400 ? [headers.location].flat()[0] : undefined
}

async function readBody({ headers, body }: Dispatcher.ResponseData): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  // Thrown out of the loop the rest is not waited for.
  if (Number(headers['content-length'] ?? 0) > LARGEST_SOURCE) body.destroy()
  for await (const chunk of body) {
    size += chunk.length
    if (size > LARGEST_SOURCE) throw new Error('it is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
