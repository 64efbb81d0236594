import { randomInt } from 'node:crypto'
import { Agent, request } from 'node:http'
import autocannon, { type Request, type Result } from 'autocannon'

export interface Load {
  url: string
  connections: number
  seconds: number
  /** What each connection sends, in turns. */
  requests: (connection: number) => Request[]
  /** Any other status makes the measurement void. */
  expected: readonly number[]
}

/** Sends as fast as answers come; says how many came a second. */
export async function drive(load: Load): Promise<number> {
  let connection = 0
  const result = await autocannon({
    url: load.url,
    connections: load.connections,
    duration: load.seconds,
    setupClient: (client) => client.setRequests(load.requests(connection++)),
  })
  return answersOf(result, load) / result.duration
}

/** Sends each of many requests once; says how many were answered a second. */
export async function driveOnce(load: Omit<Load, 'requests' | 'seconds'> & { requests: Request[] }): Promise<number> {
  const each = Math.floor(load.requests.length / load.connections)
  let connection = 0
  // The library's own duration ends at the next whole second. It writes out all requests before the first is sent.
  let [ready, last] = [0, 0]
  const result = await autocannon({
    url: load.url,
    connections: load.connections,
    amount: each * load.connections,
    setupClient: (client) => {
      client.on('response', () => {
        last = performance.now()
      })
      client.setRequests(load.requests.slice(connection * each, (connection + 1) * each))
      connection++
      ready = performance.now()
    },
  })
  return (answersOf(result, load) * 1000) / (last - ready)
}

function answersOf(result: Result, load: Pick<Load, 'url' | 'expected'>): number {
  const { statusCodeStats = {} } = result as { statusCodeStats?: Record<string, { count: number }> }
  const unexpected = Object.keys(statusCodeStats).filter((status) => !load.expected.includes(Number(status)))
  if (unexpected.length > 0 || result.errors > 0) {
    throw new Error(
      `${load.url} answered ${JSON.stringify(statusCodeStats)} with ${result.errors} errors: not measured`,
    )
  }
  return Object.values(statusCodeStats).reduce((sum, { count }) => sum + count, 0)
}

/**
 * Sends at a fixed rate whether or not answers come (a closed loop would send less exactly when
 * the server is slow, and hide it); says how many milliseconds each answer took.
 */
export async function pollAtRate(options: {
  url: string
  headers: Record<string, string>
  perSecond: number
  seconds: number
}): Promise<number[]> {
  const { url, headers, perSecond, seconds } = options
  const one: Timed = { method: 'GET', url, headers, expected: 200 }
  return sendAtRate(Array(perSecond * seconds).fill(one), perSecond)
}

export interface Timed {
  method: 'GET' | 'POST'
  url: string
  headers: Record<string, string>
  body?: string
  expected: number
}

/** The same of any calls, each sent once. */
export async function sendAtRate(calls: readonly Timed[], perSecond: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true })
  const answers: Promise<number>[] = []
  const from = performance.now()
  for (const [sent, call] of calls.entries()) {
    const waitMs = from + (sent * 1000) / perSecond - performance.now()
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
    answers.push(timeOne(call, agent))
  }
  const times = await Promise.all(answers)
  agent.destroy()
  return times
}

function timeOne({ method, url, headers, body, expected }: Timed, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const from = performance.now()
    const sent = request(url, { method, headers, agent }, (response) => {
      if (response.statusCode !== expected) reject(new Error(`${url} was answered ${response.statusCode}`))
      response.resume().once('end', () => resolve(performance.now() - from))
    })
    sent.once('error', reject)
    sent.end(body)
  })
}

let addresses = randomInt(1 << 20)

/**
 * What a browser behind our proxy sends. Every call is another visitor: the limits count by
 * address, and a load from one address would measure how fast it is refused.
 */
export function visitorHeaders(): Record<string, string> {
  const address = addresses++
  return {
    'x-forwarded-for': `10.${(address >> 16) & 255}.${(address >> 8) & 255}.${address & 255}`,
    'user-agent': `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${120 + (address % 20)}.0.0.0 Safari/537.36`,
    accept: 'application/json',
    'accept-language': 'ru-RU,ru;q=0.9,en;q=0.8',
  }
}
