import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openShop, type Shop } from '../harness.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

describe('what is no HTTP at all is answered too', () => {
  test.each([
    ['a null byte in a header', 'GET /api/config HTTP/1.1\r\nHost: x\r\nX-A: a\0b\r\n\r\n'],
    ['a null byte in the address', 'GET /api/\0 HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['no protocol', 'hello\r\n\r\n'],
    ['two lengths', 'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{'],
    [
      'a length and chunks',
      'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['headers beyond measure', `GET /api/config HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`],
    [
      'an address that cannot be decoded',
      'GET /auth/check-verification/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    ],
  ])('%s', async (_, request) => {
    const answer = await exchange(request)
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /)
    expect(answer).toMatch(/^content-type: application\/problem\+json/im)
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ code: expect.stringMatching(/^http\./) })
  })
})

async function exchange(request: string): Promise<string> {
  const { hostname, port } = new URL(shop.url)
  const socket = connect(Number(port), hostname)
  socket.write(Buffer.from(request, 'latin1'))
  let answer = ''
  for await (const chunk of socket) answer += chunk
  return answer
}
