import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openLog } from '#platform'
import type { Browser } from '../browser.ts'
import { newPhone, openShop, type Shop } from '../harness.ts'
import { type Account, CLIENT_ID, CLIENT_SECRET, openLiar, openProvider, passThrough } from '../openid.ts'

const REDIRECT = 'http://127.0.0.1:3000/api/auth/telegram/callback'
const lines: string[] = []
const oidcOf = (issuer: string) => ({ telegramOidc: { issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET } })

/** Sets out from a shop; out: where Telegram's page is. */
async function setOut(browser: Browser, query = ''): Promise<URL> {
  const response = await browser.fetch(`/api/auth/telegram/start${query}`, { redirect: 'manual' })
  expect(response.status).toBe(303)
  return new URL(response.headers.get('location') ?? '', 'http://shop')
}

/** Comes back to it with this query; out: the page with words that one is sent to, and its query. */
async function comeBack(browser: Browser, query: Record<string, string> | URLSearchParams): Promise<URL> {
  const search = new URLSearchParams(query)
  const response = await browser.fetch(`/api/auth/telegram/callback?${search}`, { redirect: 'manual' })
  expect(response.status).toBe(303)
  const page = new URL(response.headers.get('location') ?? '', 'http://shop')
  expect(page.pathname).toBe('/auth/telegram')
  return page
}

const problemOf = (page: URL) => page.searchParams.get('problem')
const whoIsIn = async (browser: Browser) => (await browser.post('/api/auth/refresh')).body.customer

let people = 6_800_000_000
const newAccount = (overrides: Partial<Account> = {}): Account => ({
  id: people++,
  name: 'Анна Соколова',
  ...overrides,
})

describe('«Log in with Telegram» at a provider that keeps the rules (Y1)', () => {
  let shop: Shop
  let account: Account = newAccount()
  let provider: Awaited<ReturnType<typeof openProvider>>
  beforeAll(async () => {
    provider = await openProvider(REDIRECT, () => account)
    shop = await openShop(oidcOf(provider.issuer))
  })
  afterAll(async () => {
    await shop.close()
    await provider.close()
  })
  beforeEach(() => {
    account = newAccount()
  })

  async function signIn(browser = shop.browser(), query = '') {
    const back = await passThrough((await setOut(browser, query)).href, REDIRECT)
    return { browser, back, page: await comeBack(browser, back) }
  }

  test('is offered, and signs a newcomer in with a proven phone', async () => {
    expect((await shop.browser().get('/api/config')).body.methods).toContain('telegram_oidc')
    const phone = newPhone()
    account = newAccount({ preferred_username: 'anna_s', phone_number: phone.slice(1) })
    const { browser, page } = await signIn()
    expect(problemOf(page)).toBeNull()
    expect(await whoIsIn(browser)).toMatchObject({
      name: 'Анна Соколова',
      phone,
      phoneVerified: true,
      telegramLinked: true,
      telegramUsername: 'anna_s',
    })
  })

  test('without a phone is enough, and leads to the same account each time (X1)', async () => {
    const first = await signIn()
    const customer = await whoIsIn(first.browser)
    expect(customer).toMatchObject({ phone: null, phoneVerified: false })
    const again = await signIn()
    expect((await whoIsIn(again.browser)).customerId).toBe(customer.customerId)
  })

  test('asks with PKCE, a state and a nonce, and for no more than the provider knows', async () => {
    const location = await setOut(shop.browser())
    const asked = Object.fromEntries(location.searchParams)
    expect(asked).toMatchObject({ client_id: CLIENT_ID, response_type: 'code', code_challenge_method: 'S256' })
    expect(asked.code_challenge).toMatch(/^[\w-]{43}$/)
    expect(asked.state).toMatch(/^[\w-]{22}$/)
    expect(asked.nonce).toMatch(/^[\w-]{22}$/)
    expect(asked.scope).toBe('openid profile phone')
  })

  test('keeps nothing by which somebody else could end it: no state, nonce or secret of the browser (S18)', async () => {
    const browser = shop.browser()
    const asked = (await setOut(browser)).searchParams
    const { rows } = await shop.database.db.execute<{ row: string }>(sql`select e::text as row from ephemeral e`)
    const kept = rows.map(({ row }) => row).join('\n')
    for (const secret of [asked.get('state'), asked.get('nonce'), ...browser.cookies.values()]) {
      expect(secret).toMatch(/^[\w-]{22,}$/)
      expect(kept).not.toContain(secret)
    }
  })

  test.each([
    ['', '/account'],
    ['?return=/', '/'],
    ['?return=/account%3Ftab%3D1', '/account?tab=1'],
    ['?return=https://evil.example', '/account'],
    ['?return=//evil.example', '/account'],
    ['?return=/%5Cevil.example', '/account'],
  ])('asked to return by «%s» leads to %s', async (query, path) => {
    expect((await signIn(shop.browser(), query)).page.searchParams.get('next')).toBe(path)
  })

  test('comes back once: the same way again leads nowhere (S3)', async () => {
    const { browser, back } = await signIn()
    expect(problemOf(await comeBack(browser, back))).toBe('telegram_sign_in.return_rejected')
  })

  test('comes back only where it began: a link that somebody else sends signs nobody in (S3)', async () => {
    for (const hasSetOut of [false, true]) {
      const [attacker, victim] = [shop.browser(), shop.browser()]
      const back = await passThrough((await setOut(attacker)).href, REDIRECT)
      if (hasSetOut) await setOut(victim)
      expect(problemOf(await comeBack(victim, back))).toBe('telegram_sign_in.return_rejected')
      expect(await whoIsIn(victim)).toBeUndefined()
    }
  })

  test('in two tabs at once works in both', async () => {
    const browser = shop.browser()
    const [first, second] = [await setOut(browser), await setOut(browser)]
    for (const location of [second, first]) {
      expect(problemOf(await comeBack(browser, await passThrough(location.href, REDIRECT)))).toBeNull()
    }
  })

  test('with a code that was made for another shop is refused', async () => {
    const browser = shop.browser()
    const mine = await setOut(browser)
    const state = mine.searchParams.get('state') ?? ''
    mine.searchParams.set('client_id', 'another-shop')
    const { code = '', iss = '' } = Object.fromEntries(await passThrough(mine.href, REDIRECT))
    expect(problemOf(await comeBack(browser, { state, code, iss }))).toBe('telegram_sign_in.provider_rejected')
  })

  test('with a code of another journey is refused: its verifier is not ours', async () => {
    const [mine, theirs] = [shop.browser(), shop.browser()]
    const stolen = await passThrough((await setOut(theirs)).href, REDIRECT)
    const back = await passThrough((await setOut(mine)).href, REDIRECT)
    back.set('code', stolen.get('code') ?? '')
    expect(problemOf(await comeBack(mine, back))).toBe('telegram_sign_in.provider_rejected')
    expect(await whoIsIn(mine)).toBeUndefined()
  })

  test('that names another issuer than it was sent to is refused (RFC 9207)', async () => {
    for (const iss of ['https://evil.example', undefined]) {
      const browser = shop.browser()
      const back = await passThrough((await setOut(browser)).href, REDIRECT)
      if (iss) back.set('iss', iss)
      else back.delete('iss')
      expect(problemOf(await comeBack(browser, back))).toBe('telegram_sign_in.provider_rejected')
    }
  })

  test('that the person said no to says so, and the journey is over', async () => {
    const browser = shop.browser()
    const state = (await setOut(browser)).searchParams.get('state') ?? ''
    expect(problemOf(await comeBack(browser, { state, error: 'access_denied' }))).toBe('telegram_sign_in.denied')
    expect(problemOf(await comeBack(browser, { state, code: 'x' }))).toBe('telegram_sign_in.return_rejected')
  })

  test.each([
    ['with nothing', {}],
    ['with a state', { state: 'x' }],
    ['with a code', { code: 'x' }],
    ['with a page of letters', { state: 'x'.repeat(5000), code: 'y' }],
  ])('come upon out of nowhere, %s, leads to a page with words', async (_, query: Record<string, string>) => {
    expect(problemOf(await comeBack(shop.browser(), query))).toMatch(/return_rejected|malformed/)
  })
})

describe('a provider that lies', () => {
  let shop: Shop
  let liar: Awaited<ReturnType<typeof openLiar>>
  beforeAll(async () => {
    liar = await openLiar()
    shop = await openShop(oidcOf(liar.issuer), undefined, openLog('trace', { write: (line) => lines.push(line) }))
  })
  afterAll(async () => {
    await shop.close()
    await liar.close()
  })
  beforeEach(() => {
    liar.lies = {}
  })

  async function signIn(query: Record<string, string> = {}) {
    const browser = shop.browser()
    const { state = '', nonce = '' } = Object.fromEntries((await setOut(browser)).searchParams)
    liar.nonce = nonce
    return { browser, page: await comeBack(browser, { state, code: 'a-code', ...query }) }
  }

  test('is believed when it tells the truth, with its client as a number and its ids as text', async () => {
    expect(problemOf((await signIn()).page)).toBeNull()
    liar.lies = { claims: { aud: Number(CLIENT_ID), id: '6900000000' } }
    const { browser } = await signIn()
    expect(await whoIsIn(browser)).toMatchObject({ name: 'Анна', telegramLinked: true })
  })

  test('one way back brought twenty times at once opens one session, though the provider trades the code each time (S15)', async () => {
    const id = people++
    liar.lies = { claims: { id } }
    const browser = shop.browser()
    const { state = '', nonce = '' } = Object.fromEntries((await setOut(browser)).searchParams)
    liar.nonce = nonce
    const pages = await Promise.all(Array.from({ length: 20 }, () => comeBack(browser, { state, code: 'a-code' })))
    expect(pages.filter((page) => problemOf(page) === null)).toHaveLength(1)
    const { rows } = await shop.database.db.execute(sql`
      select 1 from sessions join customers on customers.id = customer_id where telegram_id = ${id}`)
    expect(rows).toHaveLength(1)
  })

  test('a sign-in is as fresh as what it says of it, and no fresher than its token', async () => {
    const told = Math.floor(Date.now() / 1000)
    const authTimeOf = async (claims: Record<string, unknown>) => {
      liar.lies = { claims: { id: people++, ...claims } }
      const { accessToken } = (await (await signIn()).browser.post('/api/auth/refresh')).body
      return JSON.parse(atob(accessToken.split('.')[1])).auth_time
    }
    expect(await authTimeOf({ auth_time: told - 7200 })).toBe(told - 7200)
    expect(await authTimeOf({ iat: told - 300 })).toBe(told - 300)
    // From the future it is as good as now.
    expect(await authTimeOf({ auth_time: told + 7200 })).toBeLessThan(told + 60)
  })

  const nowSeconds = Math.floor(Date.now() / 1000)
  test.each([
    ['a nonce of another journey', { claims: { nonce: 'another' } }, 'another journey'],
    ['no nonce', { claims: { nonce: undefined } }, 'ERR_JWT_CLAIM'],
    ['another client', { claims: { aud: '7000000002' } }, 'another client'],
    ['several clients', { claims: { aud: [CLIENT_ID, '7000000002'] } }, 'another client'],
    ['another party', { claims: { azp: '7000000002' } }, 'another client'],
    ['another issuer', { claims: { iss: 'https://oauth.telegram.org' } }, 'ERR_JWT_CLAIM'],
    ['a time that is over', { claims: { exp: nowSeconds - 60 } }, 'ERR_JWT_EXPIRED'],
    ['a time that has not come', { claims: { iat: nowSeconds + 3600, exp: nowSeconds + 7200 } }, 'ERR_JWT_CLAIM'],
    ['a time long ago', { claims: { iat: nowSeconds - 7200, exp: nowSeconds + 3600 } }, 'ERR_JWT_EXPIRED'],
    ['no end', { claims: { exp: undefined } }, 'ERR_JWT_CLAIM'],
    ['no person', { claims: { id: undefined } }, 'claims: id'],
    ['a person that cannot be', { claims: { id: -1 } }, 'claims: id'],
    ['no signature', { signing: 'none' }, 'ERR_JOSE_ALG'],
    ['the signature of a stranger', { signing: 'unknown-key' }, 'ERR_JWS_SIGNATURE'],
    ['a signature by what both know', { signing: 'shared-secret' }, 'ERR_JOSE_ALG'],
  ] as const)('about a token with %s is not believed', async (_, lies, reason) => {
    liar.lies = lies
    const { browser, page } = await signIn()
    expect(problemOf(page)).toBe('telegram_sign_in.provider_rejected')
    expect(await whoIsIn(browser)).toBeUndefined()
    expect(lines.findLast((line) => line.includes('was refused'))).toContain(reason)
  })

  test('a phone that it says is not proven is no phone', async () => {
    liar.lies = { claims: { id: people++, phone_number: newPhone(), phone_number_verified: false } }
    expect(await whoIsIn((await signIn()).browser)).toMatchObject({ phone: null })
  })

  test.each([
    ['has no time for the code', { token: 'silent' }, 'provider_away'],
    ['answers the code with an error of its own', { token: 'error' }, 'provider_away'],
    ['answers the code with no JSON', { token: 'garbage' }, 'provider_away'],
    ['does not take the code', { token: 'refused' }, 'provider_rejected'],
  ] as const)('that %s leads to a page that says so, within seconds', async (_, lies, code) => {
    liar.lies = lies
    const begun = performance.now()
    expect(problemOf((await signIn()).page)).toBe(`telegram_sign_in.${code}`)
    expect(performance.now() - begun).toBeLessThan(8_000)
  })

  test('is not in the way when it is asked for many at once: it is described once', () => {
    expect(liar.calls.filter((path) => path.endsWith('openid-configuration'))).toHaveLength(1)
  })

  test('and whatever it answered, no code, token, secret or body of it is in the log (X8)', () => {
    const text = lines.join('')
    expect(text).toContain('was refused')
    expect(text).toContain('invalid_grant')
    expect(text).toContain('does not answer')
    for (const secret of ['a-code', 'id_token=', CLIENT_SECRET, 'eyJ', liar.nonce]) expect(text).not.toContain(secret)
  })
})

test.each(['error', 'silent'] as const)('a provider whose keys cannot be had (%s) is away', async (jwks) => {
  const liar = await openLiar()
  liar.lies = { jwks }
  const shop = await openShop(oidcOf(liar.issuer))
  const browser = shop.browser()
  const { state = '', nonce = '' } = Object.fromEntries((await setOut(browser)).searchParams)
  liar.nonce = nonce
  expect(problemOf(await comeBack(browser, { state, code: 'a-code' }))).toBe('telegram_sign_in.provider_away')
  await shop.close()
  await liar.close()
})

describe('a provider whose description', () => {
  test.each([
    ['is of another issuer', { issuer: 'https://oauth.telegram.org' }, 'provider_rejected'],
    ['leads out of what is safe', { token_endpoint: 'ftp://127.0.0.1/token' }, 'provider_rejected'],
    ['lacks where its keys are', { jwks_uri: undefined }, 'provider_rejected'],
  ])('%s is not followed', async (_, metadata, code) => {
    const liar = await openLiar()
    liar.lies = { metadata }
    const shop = await openShop(oidcOf(liar.issuer))
    const page = await setOut(shop.browser())
    expect([page.pathname, problemOf(page)]).toEqual(['/auth/telegram', `telegram_sign_in.${code}`])
    // Mended, it is asked anew.
    liar.lies = {}
    expect((await setOut(shop.browser())).origin).toBe(liar.issuer)
    await shop.close()
    await liar.close()
  })

  test('nobody answers with leads to a page that says so, and the shop is open', async () => {
    const liar = await openLiar()
    await liar.close()
    const shop = await openShop(oidcOf(liar.issuer))
    expect(problemOf(await setOut(shop.browser()))).toBe('telegram_sign_in.provider_away')
    expect((await shop.browser().get('/readyz')).status).toBe(200)
    await shop.close()
  })
})

test('without its settings there is no such way', async () => {
  const shop = await openShop()
  expect((await shop.browser().get('/api/config')).body.methods).not.toContain('telegram_oidc')
  expect((await shop.browser().get('/api/auth/telegram/start')).status).toBe(404)
  await shop.close()
})
