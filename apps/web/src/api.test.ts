import { describe, expect, test, vi } from 'vitest'
import { type Authority, createApi } from './api.ts'
import { ProblemError, UNREACHABLE } from './problem.ts'

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })

function apiOver(
  answer: (path: string, request: RequestInit) => Response | Promise<Response>,
  authority?: Authority,
  patienceMs = 30_000,
) {
  const fetch = vi.fn(async (path: unknown, request?: unknown) => answer(String(path), request as RequestInit))
  const nobody: Authority = { token: async () => undefined, renew: async () => undefined }
  const api = createApi({
    fetch: fetch as typeof globalThis.fetch,
    language: () => 'uz',
    authority: () => authority ?? nobody,
    patienceMs,
  })
  return {
    api,
    fetch,
    sent: (call: number) => fetch.mock.calls[call]?.[1] as RequestInit & { headers: Record<string, string> },
  }
}

const problemOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (caught) => (caught instanceof ProblemError ? caught.problem : caught),
  )

/** An answer that never comes; the browser gives it up when it is told to. */
const never = (_path: string, { signal }: RequestInit) =>
  new Promise<Response>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))

test('an answer that does not come is given up, like a connection that is not there', async () => {
  const { api } = apiOver(never, undefined, 10)
  expect(await problemOf(api.get('/api/config'))).toMatchObject({ status: 0, code: UNREACHABLE })
})

test('a stream of events is open for as long as whoever opened it wants, and a session is waited for', async () => {
  const { api, sent } = apiOver(() => json(200, {}))
  const { signal } = new AbortController()
  await api.orderEvents('7', signal)
  await api.post('/api/auth/refresh', { body: {} })
  await api.post('/api/auth/mini-app', { body: { initData: '' } })
  expect([0, 1, 2].map((call) => sent(call).signal)).toEqual([signal, null, null])
})

test('the language of the page goes with every call', async () => {
  const { api, sent } = apiOver(() => json(200, {}))
  await api.get('/api/config')
  expect(sent(0).headers['accept-language']).toBe('uz')
})

test('a change is JSON even when it says nothing', async () => {
  const { api, sent } = apiOver(() => new Response(null, { status: 204 }))
  await expect(api.post('/api/auth/logout', { body: {} })).resolves.toBeUndefined()
  expect(sent(0)).toMatchObject({ method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })
})

test('what varies in a path is escaped', async () => {
  const { api, fetch } = apiOver(() => json(200, {}))
  await api.get('/api/auth/verifications/:id', { id: '../me?x' })
  expect(fetch.mock.calls[0]?.[0]).toBe('/api/auth/verifications/..%2Fme%3Fx')
})

describe('a refusal', () => {
  test('arrives as the problem that the server told', async () => {
    const told = { type: 'about:blank', title: 'No', status: 422, detail: 'Bad', code: 'input', errors: [] }
    const { api } = apiOver(() => json(422, told, { 'x-request-id': 'r1' }))
    expect(await problemOf(api.get('/api/config'))).toEqual({ ...told, requestId: 'r1' })
  })

  test('in HTML, from a proxy, still has its status', async () => {
    const { api } = apiOver(() => new Response('<h1>502</h1>', { status: 502 }))
    expect(await problemOf(api.get('/api/config'))).toMatchObject({ status: 502, code: 'http.502', detail: '' })
  })

  test('says when to come again, also by the header alone', async () => {
    const { api } = apiOver(() => json(429, { code: 'limited' }, { 'retry-after': '30' }))
    expect(await problemOf(api.get('/api/config'))).toMatchObject({ status: 429, retryAfter: 30 })
  })

  test('a server out of reach is a problem like any other', async () => {
    const { api } = apiOver(() => Promise.reject(new TypeError('Failed to fetch')))
    expect(await problemOf(api.get('/api/config'))).toMatchObject({ status: 0, code: UNREACHABLE })
  })

  test('so is an answer cut off in the middle', async () => {
    const { api } = apiOver(() => new Response('{"shopName": "La', { status: 200 }))
    expect(await problemOf(api.get('/api/config'))).toMatchObject({ code: UNREACHABLE })
  })
})

describe('a call that needs a person', () => {
  const bearer = (request: RequestInit) => (request.headers as Record<string, string>).authorization

  test('is asked again once with a new token when the old one is refused', async () => {
    const renew = vi.fn(async () => 'new')
    const { api, fetch } = apiOver((_, request) => json(bearer(request) === 'Bearer new' ? 200 : 401, {}), {
      token: async () => 'old',
      renew,
    })
    await api.get('/api/me')
    expect(fetch).toHaveBeenCalledTimes(2)
    expect(renew).toHaveBeenCalledExactlyOnceWith('old')
  })

  test('is refused for good when the new token is refused too', async () => {
    const { api, fetch } = apiOver(() => json(401, {}), { token: async () => 'old', renew: async () => 'new' })
    expect(await problemOf(api.get('/api/me'))).toMatchObject({ status: 401 })
    expect(fetch).toHaveBeenCalledTimes(2)
  })
})

test('a wrong code is not taken for an old token', async () => {
  const renew = vi.fn(async () => 'new')
  const { api, fetch } = apiOver(() => json(401, { code: 'identity.code_rejected' }), {
    token: async () => 'old',
    renew,
  })
  const sent = api.post('/api/auth/verifications/:id/code', { id: 'v', body: { code: '111111' } })
  expect(await problemOf(sent)).toMatchObject({ code: 'identity.code_rejected' })
  expect(renew).not.toHaveBeenCalled()
  expect(fetch).toHaveBeenCalledTimes(1)
})
