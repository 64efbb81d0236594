import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createServer } from '#http'

type Server = Awaited<ReturnType<typeof createServer>>

const open = async (trustedProxies: string[]) => {
  const server = await createServer({
    log: pino({ level: 'silent' }),
    publicUrl: 'https://shop.example',
    defaultLocale: 'ru',
    allowedOrigins: [],
    frameAncestors: [],
    trustedProxies,
  })
  server.get('/whose', (request) => ({ address: request.ip, host: request.host, protocol: request.protocol }))
  return server
}

let server: Server
beforeAll(async () => {
  server = await open(['loopback', '10.9.0.0/16'])
})
afterAll(() => server.close())

const forwarded = {
  'x-forwarded-for': '203.0.113.7',
  'x-forwarded-host': 'shop.example',
  'x-forwarded-proto': 'https',
  host: 'inside:3000',
}
const ask = async (remoteAddress: string, headers: Record<string, string> = forwarded) =>
  (await server.inject({ url: '/whose', remoteAddress, headers })).json()

test.each(['192.168.1.5', '10.8.0.1', '169.254.1.1', 'fc00::5', 'fe80::5', '203.0.113.9'])(
  'who connects from %s and is no named proxy cannot say that he is somebody else (D6)',
  async (address) => {
    expect(await ask(address)).toEqual({ address, host: 'inside:3000', protocol: 'http' })
  },
)

test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.9.0.1'])('a named proxy at %s is believed', async (address) => {
  expect(await ask(address)).toEqual({ address: '203.0.113.7', host: 'shop.example', protocol: 'https' })
})

test('what a client wrote before the proxy is not believed (D6)', async () => {
  const { address } = await ask('127.0.0.1', { ...forwarded, 'x-forwarded-for': '198.51.100.1, 203.0.113.7' })
  expect(address).toBe('203.0.113.7')
})
