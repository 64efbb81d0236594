import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openShop, receiveCode, type Shop, startRegistration } from '../harness.ts'

let shop: Shop
let secureShop: Shop
beforeAll(async () => {
  shop = await openShop()
  secureShop = await openShop({ publicUrl: 'https://shop.example' })
})
afterAll(async () => {
  await shop.close()
  await secureShop.close()
})

async function signIn(on: Shop) {
  const registration = await startRegistration(on)
  const { browser, started } = registration
  const code = await receiveCode(registration)
  const answer = await browser.fetch(`/api/auth/verifications/${started.id}/code`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  })
  return { ...registration, session: (await answer.json()) as any, setCookies: answer.headers.getSetCookie() }
}

describe('a state change (S3)', () => {
  const refused = { status: 403, body: expect.objectContaining({ code: 'http.origin_rejected' }) }
  const login = (headers: Record<string, string>, on = shop) =>
    on.browser().post('/api/auth/login', { identifier: '+79990000000', password: 'wrong password' }, headers)

  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a name that begins like ours', { origin: 'http://127.0.0.1:3000.evil.example' }],
    ['what is no origin', { origin: 'evil' }],
    ['another site that says no origin', { 'sec-fetch-site': 'cross-site' }],
  ])('from %s is refused', async (_, headers) => {
    expect(await login(headers as Record<string, string>)).toMatchObject(refused)
  })

  test.each([
    ['our own page', { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' }],
    ['a configured site', { origin: 'https://old-site.example', 'sec-fetch-site': 'cross-site' }],
    ['a program', {}],
  ])('from %s is taken', async (_, headers) => {
    expect((await login(headers as Record<string, string>)).status).toBe(401)
  })

  test('from the page’s own host is taken under whatever name it is reached', async () => {
    expect((await login({ origin: shop.url })).status).toBe(401)
  })

  test('from the same host by another scheme is refused, unless our proxy says that it speaks it', async () => {
    const origin = shop.url.replace('http:', 'https:')
    expect(await login({ origin })).toMatchObject(refused)
    expect((await login({ origin, 'x-forwarded-proto': 'https' })).status).toBe(401)
    expect(await login({ origin: shop.url, 'x-forwarded-proto': 'https' })).toMatchObject(refused)
  })

  test.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])(
    'as %s, which a form can send, is refused',
    async (type) => {
      const answer = await shop.browser().post('/api/auth/logout', 'a=b', { 'content-type': type })
      expect(answer.status).toBe(415)
      expect(answer.body.code).toBe('http.media_type')
    },
  )

  test('begins a session with an id of its own and forgets the registration’s secret', async () => {
    const { browser, session, phone } = await signIn(shop)
    expect([...browser.cookies.keys()]).toEqual(['vitrina_refresh', 'vitrina_known'])
    const again = await browser.post('/api/auth/login', { identifier: phone, password: 'Сирень-2026' })
    expect(claimsOf(again.body.accessToken).sid).not.toBe(claimsOf(session.accessToken).sid)
  })
})

describe('a cookie', () => {
  test('is host-only, secure and out of scripts’ reach (ASVS 3.3)', async () => {
    const { setCookies } = await signIn(secureShop)
    const refresh = setCookies.find((line) => line.startsWith('__Host-vitrina_refresh='))
    expect(
      refresh
        ?.split('; ')
        .slice(1)
        .map((part) => part.split('=')[0])
        .sort(),
    ).toEqual(['Path', 'Expires', 'HttpOnly', 'Secure', 'SameSite'].sort())
    expect(refresh).toContain('SameSite=Lax')
    expect(refresh).toContain('Path=/;')
    expect(setCookies.some((line) => line.startsWith('__Host-vitrina_txn=;'))).toBe(true)
  })

  test('drops prefix and Secure over plain HTTP on loopback, and only there', async () => {
    const { setCookies } = await signIn(shop)
    const refresh = setCookies.find((line) => line.startsWith('vitrina_refresh='))
    expect(refresh).toContain('HttpOnly')
    expect(refresh).not.toContain('Secure')
  })

  test('carries the refresh token or the body does, never both (ASVS 3.3.4)', async () => {
    const { session, phone, browser } = await signIn(shop)
    expect(session.refreshToken).toBeUndefined()
    const credentials = { identifier: phone, password: 'Сирень-2026' }
    const program = shop.browser({ 'x-session-transport': 'body' })
    const { body } = await program.post('/api/auth/login', credentials)
    expect(body.refreshToken).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(program.cookies.size).toBe(0)
    expect((await program.post('/api/auth/refresh', { refreshToken: body.refreshToken })).status).toBe(200)
    expect((await browser.post('/api/auth/refresh')).body.refreshToken).toBeUndefined()
  })

  test('of a dead session is taken back by signing out, and not by a refusal: that may come after a new sign-in', async () => {
    const { browser, phone } = await signIn(shop)
    const copy = browser.cookies.get('vitrina_refresh') ?? ''
    expect((await browser.post('/api/auth/logout')).status).toBe(204)
    expect([...browser.cookies.keys()]).toEqual(['vitrina_known'])
    browser.cookies.set('vitrina_refresh', copy)
    const refused = await browser.post('/api/auth/refresh')
    expect(refused.body.code).toBe('identity.session_ended')
    expect(refused.headers.getSetCookie()).toEqual([])
    const again = await browser.post('/api/auth/login', { identifier: phone, password: 'Сирень-2026' })
    expect(again.status).toBe(200)
    expect(browser.cookies.get('vitrina_refresh')).not.toBe(copy)
    expect((await browser.post('/api/auth/refresh')).status).toBe(200)
  })

  test('of a browser that was signed in lets its owner in though strangers guess at the password elsewhere (S15)', async () => {
    const { browser, phone, setCookies } = await signIn(secureShop)
    const known = setCookies.find((line) => line.startsWith('__Host-vitrina_known='))
    expect(known).toMatch(/; HttpOnly; Secure; SameSite=Lax$/)
    // It says nothing of whose it is, and is written once.
    expect(known).not.toContain(phone)
    expect((await browser.post('/api/auth/refresh')).headers.getSetCookie()).toHaveLength(1)
    await browser.post('/api/auth/logout')
    const login = (from: typeof browser, password: string) =>
      from.post('/api/auth/login', { identifier: phone, password })
    const stranger = secureShop.browser()
    for (let n = 0; n < 10; n++) expect((await login(stranger, `wrong ${n}`)).status).toBe(401)
    expect((await login(stranger, 'Сирень-2026')).status).toBe(429)
    expect((await login(browser, 'Сирень-2026')).status).toBe(200)
  })

  test('of a live session stays when the fault is ours', async () => {
    const { browser } = await signIn(shop)
    await shop.database.db.execute('alter table refresh_tokens rename to refresh_tokens_away')
    const answer = await browser.post('/api/auth/refresh')
    await shop.database.db.execute('alter table refresh_tokens_away rename to refresh_tokens')
    expect(answer.status).toBe(500)
    expect(browser.cookies.has('vitrina_refresh')).toBe(true)
    expect((await browser.post('/api/auth/refresh')).status).toBe(200)
  })
})

describe('an access token (X4)', () => {
  test('says who, which session, how and when, and is checked by the published keys', async () => {
    const from = Math.floor(Date.now() / 1000)
    const { session } = await signIn(shop)
    const { body: jwks, headers } = await shop.browser().get('/.well-known/jwks.json')
    expect(headers.get('cache-control')).toContain('max-age=300')
    const { kid, alg } = decodeProtectedHeader(session.accessToken)
    expect(alg).toBe('EdDSA')
    const jwk = jwks.keys.find((key: { kid: string }) => key.kid === kid)
    expect(Object.keys(jwk)).not.toContain('d')
    const { payload } = await jwtVerify(session.accessToken, await importJWK(jwk, 'EdDSA'), {
      issuer: 'http://127.0.0.1:3000',
      audience: 'http://127.0.0.1:3000',
    })
    expect(payload).toMatchObject({ sub: String(session.customer.customerId), amr: ['otp'], sid: expect.any(String) })
    expect(Number(payload.exp) - Number(payload.iat)).toBe(600)
    expect(payload.auth_time).toBeGreaterThanOrEqual(from)
    expect(session.expiresIn).toBe(600)
  })

  test.each([
    ['none at all', () => undefined],
    ['no JWT', () => 'Bearer x'],
    ['another scheme', (token: string) => `Basic ${token}`],
    ['a changed payload', (token: string) => `Bearer ${tampered(token, { sub: '1' })}`],
    ['no signature', (token: string) => `Bearer ${unsigned(token)}`],
    ['a cut signature', (token: string) => `Bearer ${token.slice(0, -4)}`],
  ])('that is %s signs nobody in', async (_, header) => {
    const { session } = await signIn(shop)
    const authorization = header(session.accessToken)
    const answer = await shop.browser().get('/api/me', authorization ? { authorization } : {})
    expect(answer.status).toBe(401)
    expect(answer.body.code).toBe('identity.sign_in_required')
  })

  test('of another shop signs nobody in', async () => {
    const { session } = await signIn(secureShop)
    expect((await shop.browser().as(session.accessToken).get('/api/me')).status).toBe(401)
  })
})

const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')

function tampered(token: string, claims: object): string {
  const [head, , signature] = token.split('.')
  return [head, encode({ ...claimsOf(token), ...claims }), signature].join('.')
}

function unsigned(token: string): string {
  return [encode({ alg: 'none', typ: 'at+jwt' }), token.split('.')[1], ''].join('.')
}
