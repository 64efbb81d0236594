import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { type SimulatedWooCommerce, startWooCommerce, type WooCommerceOptions } from '../../src/index.ts'

/** A quarter to three in the afternoon in Tashkent, on the 20th of November 2026. */
export const afternoon = Date.parse('2026-11-20T09:45:00Z')

/** A clock that stands until it is told to go on. */
export function standingClock(start = afternoon) {
  let at = start
  return { now: () => at, advance: (seconds: number) => (at += seconds * 1000) }
}

export interface TestShop extends SimulatedWooCommerce {
  clock: ReturnType<typeof standingClock>
  get(path: string, init?: RequestInit): Promise<WooAnswer>
  post(path: string, body?: unknown): Promise<WooAnswer>
  put(path: string, body?: unknown): Promise<WooAnswer>
  del(path: string): Promise<WooAnswer>
}

export interface WooAnswer {
  status: number
  headers: Headers
  body: any
  text: string
}

/** A shop that ends with the test; paths are below `/wp-json/wc/v3`. */
export async function openShop(options: WooCommerceOptions = {}): Promise<TestShop> {
  const clock = standingClock()
  const shop = await startWooCommerce({ clock: clock.now, ...options })
  onTestFinished(() => shop.close())
  const authorization = basic(shop.key, shop.secret)
  const send = (method: string) => (path: string, body?: unknown) =>
    ask(`${shop.url}/wp-json/wc/v3${path}`, {
      method,
      headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  return {
    ...shop,
    clock,
    get: (path, init = {}) =>
      ask(`${shop.url}/wp-json/wc/v3${path}`, { ...init, headers: { authorization, ...init.headers } }),
    post: send('POST'),
    put: send('PUT'),
    del: send('DELETE'),
  }
}

export const basic = (name: string, secret: string): string =>
  `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`

export async function ask(url: string, init: RequestInit = {}): Promise<WooAnswer> {
  const response = await fetch(url, init)
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json')
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson && text ? JSON.parse(text) : undefined,
  }
}

export interface Received {
  headers: IncomingHttpHeaders
  body: string
}

/** Whoever the webhooks are for: answers as it is told and remembers what it got. */
export async function openReceiver(answer: { status: number; location?: string } = { status: 200 }) {
  const received: Received[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += chunk))
    request.on('end', () => {
      received.push({ headers: request.headers, body })
      response.writeHead(answer.status, answer.location ? { location: answer.location } : {}).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  return {
    url,
    received,
    answer,
    /** Without the pings. */
    deliveries: () => received.filter(({ headers }) => headers['x-wc-webhook-id'] !== undefined),
  }
}

/** A webhook of one topic with its receiver, the ping already behind it. */
export async function follow(shop: TestShop, topic: string, answer?: { status: number; location?: string }) {
  const receiver = await openReceiver(answer)
  const { body } = await shop.post('/webhooks', { topic, delivery_url: receiver.url, secret: 'abc123' })
  return { ...receiver, id: body.id as number }
}
