import { describe, expect, test } from 'vitest'
import { wooFaultOf } from './fault.ts'
import { readAnswer } from './read-answer.ts'

const json = 'application/json; charset=UTF-8'
const answer = (status: number, body: string, headers: Record<string, string> = { 'content-type': json }) => ({
  status,
  body,
  headers,
})

function faultOf(raw: ReturnType<typeof answer>) {
  try {
    readAnswer(raw)
    return undefined
  } catch (error) {
    return wooFaultOf(error)
  }
}

test('a list comes with its totals, and a byte order mark before it is nothing', () => {
  const headers = { 'content-type': json, 'x-wp-total': '529' }
  expect(readAnswer(answer(200, '\uFEFF[{"id":1}]', headers))).toEqual({ body: [{ id: 1 }], total: 529 })
})

const html = { 'content-type': 'text/html; charset=UTF-8' }
const error = (code: string, status: number) => JSON.stringify({ code, message: '<p>a secret</p>', data: { status } })

describe('what is not an answer', () => {
  test.each([
    ['a page of HTML with 200', answer(200, '<h1>Welcome!</h1>', html), 'garbled'],
    ['JSON that ends in the middle', answer(200, '[{"id":1},{"na'), 'garbled'],
    ['a warning of PHP before the JSON', answer(200, '<b>Warning</b>[]'), 'garbled'],
    ['maintenance', answer(503, '<h1>Briefly unavailable</h1>', { ...html, 'retry-after': '600' }), 'busy'],
    ['a limit of the host', answer(429, '', {}), 'busy'],
    ['no database', answer(500, '<h1>Error establishing a database connection</h1>', html), 'failing'],
    ['a proxy that waited too long', answer(504, '<h1>Gateway Time-out</h1>', html), 'lost'],
    ['an error of PHP', answer(500, error('internal_server_error', 500)), 'broken'],
    ['an unknown key', answer(401, error('woocommerce_rest_cannot_view', 401)), 'refused'],
    ['an address that leads elsewhere', answer(301, '', html), 'refused'],
    ['a firewall', answer(403, '<h1>Forbidden</h1>', html), 'refused'],
  ])('%s', (_, raw, kind) => {
    const fault = faultOf(raw)
    expect(fault?.kind).toBe(kind)
    expect(fault?.message).not.toMatch(/secret|<|Welcome/)
  })

  test('says how long to wait, and by which code it was refused', () => {
    expect(faultOf(answer(429, '', { 'retry-after': '7' }))?.retryAfterMs).toBe(7_000)
    expect(faultOf(answer(404, error('rest_no_route', 404)))).toMatchObject({ status: 404, code: 'rest_no_route' })
  })
})
