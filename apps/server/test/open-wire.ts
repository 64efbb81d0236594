import { keptContracts, keptContractsForBots } from '#kept-contracts'
import { openLog } from '#platform'
import { createServer } from '../src/http/index.ts'
import { BOT_SECRET } from './made-up.ts'
import type { UseCases } from './use-cases.ts'

export interface WireAnswer {
  status: number
  headers: Record<string, unknown>
  body: any
}

export interface Wire {
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<WireAnswer>
  get(path: string, headers?: Record<string, string>): Promise<WireAnswer>
  close(): Promise<unknown>
}

interface WireOptions {
  served?: string[]
  /** What is configured besides Telegram. */
  channels?: ('email' | 'sms')[]
  /** Which username Telegram says a chat has. */
  usernameOf?: (chatId: number) => string | null | undefined
}

let addresses = 0

/** The kept contracts over HTTP, on the clock and the jobs of the use cases; everybody comes from an address of their own. */
export async function openWire(on: UseCases, options: WireOptions = {}): Promise<Wire> {
  const { served = ['A', 'B', 'C'] } = options
  const server = await createServer({
    log: openLog('silent'),
    publicUrl: 'https://shop.example',
    defaultLocale: 'ru',
    allowedOrigins: [],
    frameAncestors: [],
    trustedProxies: ['loopback'],
  })
  const ports = portsOf(on, options)
  await server.register(keptContractsForBots(on.ctx, ports, served))
  await server.register(keptContracts(on.ctx, ports, served))
  const send = async (method: 'GET' | 'POST', url: string, headers: Record<string, string> = {}, payload?: unknown) => {
    const from = { 'x-forwarded-for': `203.0.${addresses >> 8}.${addresses++ & 255}`, 'accept-language': 'ru' }
    const body = payload === undefined ? {} : { payload: JSON.stringify(payload) }
    const answer = await server.inject({
      method,
      url,
      headers: { ...from, ...(payload !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...body,
    })
    return { status: answer.statusCode, headers: answer.headers, body: answer.body ? answer.json() : undefined }
  }
  return {
    post: (path, body, headers) => send('POST', path, headers, body),
    get: (path, headers) => send('GET', path, headers),
    close: () => server.close(),
  }
}

function portsOf(on: UseCases, { channels = ['email', 'sms'], usernameOf = () => null }: WireOptions) {
  return {
    ...on.ports,
    // What is sent is taken from the captured jobs: see sendCodes.
    carriers: Object.fromEntries(channels.map((channel) => [channel, async () => ({ outcome: 'delivered' as const })])),
    botLink: () => ({ username: 'shop_bot', link: (start: string) => `https://t.me/shop_bot?start=${start}` }),
    botSecret: BOT_SECRET,
    lookup: {
      findUsername: async (chatId: number) => {
        const username = usernameOf(chatId)
        return username === undefined ? ('away' as const) : { username }
      },
    },
  }
}
