import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BOT_SECRET, newPhone, openShop, type Shop } from '../harness.ts'

const SITE = 'https://old-site.example'
let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

// A bot and a site that know only the document of system D.
const CREATE = '/api/v1/auth/telegram/otp/create/'
const REGISTER = '/api/v1/auth/register/telegram/'
const en = { 'accept-language': 'en' }
let people = 6_100_000_000
const newId = () => people++

const create = (body: object, headers: Record<string, string> = en) =>
  shop.browser(headers).post(CREATE, { secret_key: BOT_SECRET, ...body })
const register = (body: object, browser = shop.browser(en)) => browser.post(REGISTER, body)

/** What a bot of system D does: the code for a number that somebody sent it. */
async function issue(overrides: { telegram_id?: number; phone_number?: string; contact_user_id?: number } = {}) {
  const asked = { telegram_id: newId(), phone_number: newPhone(), ...overrides }
  const { body } = await create(asked)
  return { telegramId: asked.telegram_id, phone: asked.phone_number, code: String(body.code) }
}

/** A person with an account whose number was shared. */
async function enrol(overrides: Parameters<typeof issue>[0] = {}) {
  const telegram_id = overrides.telegram_id ?? newId()
  const issued = await issue({ ...overrides, telegram_id, contact_user_id: telegram_id })
  const { body } = await register({ phone: issued.phone, code: issued.code })
  return { ...issued, user: body.user, tokens: body.tokens }
}

const wrong = (code: string, nth = 1) => String((Number(code) + nth) % 1_000_000).padStart(6, '0')
const me = (token: string) => shop.browser().as(token).get('/api/me')

/** How D says no: its own `error` beside what all our problems have (X5). */
function expectRefusal(answer: { status: number; headers: Headers; body: any }, status: number, code: string) {
  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  const { error, detail, title } = answer.body
  expect(answer.body).toMatchObject({ type: 'about:blank', status, code })
  expect(error).toEqual({ code, message: detail })
  expect(detail).toMatch(/./)
  expect(title).toMatch(/./)
}

describe('POST /api/v1/auth/telegram/otp/create/', () => {
  test('answers six digits and 600 seconds, and nothing else (D2)', async () => {
    const answer = await create({ telegram_id: newId(), phone_number: newPhone() })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(answer.body).toEqual({ code: expect.stringMatching(/^\d{6}$/), expires_in: 600 })
  })

  test.each([
    ['a wrong', { secret_key: 'wrong' }],
    ['an empty', { secret_key: '' }],
    ['a longer', { secret_key: `${BOT_SECRET}x` }],
    ['no', { secret_key: undefined }],
    ['a number for a', { secret_key: 5 }],
  ])('answers 403 to %s secret, whatever else is sent, and voids nothing (D2, S8)', async (_, secret) => {
    const { telegramId, phone, code } = await issue()
    expectRefusal(
      await create({ telegram_id: telegramId, phone_number: phone, ...secret }),
      403,
      'bot_codes.secret_rejected',
    )
    expect((await create({ telegram_id: 'x', phone_number: [], ...secret })).status).toBe(403)
    expect((await register({ phone, code })).status).toBe(200)
  })

  test('answers 429 after twenty wrong secrets from an address, and still believes the right one (S8, D6)', async () => {
    const address = { 'x-forwarded-for': '198.51.100.77', ...en }
    const guess = () => create({ telegram_id: newId(), phone_number: newPhone(), secret_key: 'guess' }, address)
    for (let n = 0; n < 20; n++) expect((await guess()).status).toBe(403)
    const answer = await guess()
    expectRefusal(answer, 429, 'platform.too_many_requests')
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await create({ telegram_id: newId(), phone_number: newPhone() }, address)).status).toBe(200)
  })

  test.each([
    '',
    '12345678',
    'not a number',
    '+88800123456',
    '＋７９９９１２３４５６７',
    '+1234567890123456',
    null,
    901234567,
    {},
  ])('answers 400 to the phone %j (D2, S6)', async (phone_number) => {
    const answer = await create({ telegram_id: newId(), phone_number })
    expectRefusal(answer, 400, 'http.input_invalid')
    expect(answer.body.errors).toMatchObject([{ field: 'phone_number' }])
  })

  test.each([0, -1, 1.5, 2 ** 60, 'x', null, undefined, {}])('answers 400 to the id %j', async (telegram_id) => {
    expectRefusal(await create({ telegram_id, phone_number: newPhone() }), 400, 'http.input_invalid')
  })

  test.each([
    ['with spaces and dashes', '+998 (90) 123-45-01', '+998901234501'],
    ['without its plus', '998901234502', '+998901234502'],
    ['without its country', '90 123 45 03', '+998901234503'],
    ['as Russia dials itself', '8 (999) 123-45-04', '+79991234504'],
  ])('takes a number %s, and so does the site (D1)', async (_, typed, phone) => {
    const { body } = await create({ telegram_id: newId(), phone_number: typed })
    const answer = await register({ phone: typed, code: body.code })
    expect(answer.status).toBe(200)
    expect(answer.body.user.phone).toBe(phone)
  })

  test('voids the earlier code of the same Telegram id, whatever its number (D2)', async () => {
    const first = await issue()
    const second = await issue({ telegram_id: first.telegramId })
    expectRefusal(await register(first), 400, 'bot_codes.code_rejected')
    expect((await register(second)).status).toBe(200)
  })

  test('voids the earlier code of the same number, whoever had it (D2)', async () => {
    const first = await issue()
    const second = await issue({ phone_number: first.phone })
    if (first.code !== second.code) expect((await register(first)).status).toBe(400)
    const { body } = await register(second)
    expect(body.user.telegram_id).toBe(second.telegramId)
  })

  test('answers 429 to the sixth code of an hour for one person (S16, D6)', async () => {
    const telegram_id = newId()
    for (let n = 0; n < 5; n++) expect((await create({ telegram_id, phone_number: newPhone() })).status).toBe(200)
    const answer = await create({ telegram_id, phone_number: newPhone() })
    expectRefusal(answer, 429, 'platform.too_many_requests')
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(3000)
  })

  test('is there with its slash, and not without', async () => {
    for (const path of [CREATE, REGISTER]) {
      expect((await shop.browser().post(path.slice(0, -1), { secret_key: BOT_SECRET })).status).toBe(404)
    }
  })
})

describe('POST /api/v1/auth/register/telegram/', () => {
  test('answers tokens and the user, with the access token in a cookie too (D4)', async () => {
    const { phone, code, telegramId } = await issue()
    const response = await shop.browser().fetch(REGISTER, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: SITE, ...en },
      body: JSON.stringify({ phone, code }),
    })
    expect(response.status).toBe(200)
    const body: any = await response.json()
    expect(body).toEqual({
      tokens: { access: expect.any(String), refresh: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/) },
      user: {
        id: expect.any(Number),
        name: 'Customer',
        phone,
        phone_verified: false,
        email: null,
        telegram_id: telegramId,
        telegram_username: null,
      },
    })
    const cookies = response.headers.getSetCookie()
    expect(cookies).toHaveLength(1)
    expect(cookies[0]).toContain(`=${body.tokens.access};`)
    expect(cookies[0]).toMatch(/HttpOnly; SameSite=Lax|SameSite=Lax; HttpOnly/)
    const [, expires = ''] = /Expires=([^;]+)/.exec(cookies[0] ?? '') ?? []
    expect((new Date(expires).getTime() - Date.now()) / 1000).toBeLessThanOrEqual(600)
    // The page of the other site may read the answer, with its cookies.
    expect(response.headers.get('access-control-allow-origin')).toBe(SITE)
    expect(response.headers.get('access-control-allow-credentials')).toBe('true')
    expect((await me(body.tokens.access)).body).toMatchObject({ customerId: body.user.id, telegramLinked: true })
    const transport = { 'x-session-transport': 'body' }
    const refreshed = await shop.browser(transport).post('/api/auth/refresh', { refreshToken: body.tokens.refresh })
    expect(refreshed.status).toBe(200)
  })

  test('keeps its cookie to TLS where the shop is at https, and out of scripts’ reach (D4)', async () => {
    const secure = await openShop({ publicUrl: 'https://shop.example' })
    const [telegram_id, phone_number] = [newId(), newPhone()]
    const asked = { secret_key: BOT_SECRET, telegram_id, phone_number }
    const { body } = await secure.browser(en).post(CREATE, asked)
    const response = await secure.browser().fetch(REGISTER, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...en },
      body: JSON.stringify({ phone: phone_number, code: body.code }),
    })
    const { tokens }: any = await response.json()
    const [cookie = '', ...others] = response.headers.getSetCookie()
    expect(others).toEqual([])
    const [pair, ...flags] = cookie.split('; ')
    expect(pair?.endsWith(`=${tokens.access}`)).toBe(true)
    expect(flags).toEqual(expect.arrayContaining(['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']))
    expect(cookie).not.toContain(tokens.refresh)
    await secure.close()
  })

  test('lets a browser ask beforehand from a configured site, and from no other (D4)', async () => {
    const ask = async (origin: string) => {
      const headers = {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      }
      const { headers: answered } = await shop.browser().fetch(REGISTER, { method: 'OPTIONS', headers })
      return [answered.get('access-control-allow-origin'), answered.get('access-control-allow-credentials')]
    }
    expect(await ask(SITE)).toEqual([SITE, 'true'])
    expect((await ask('https://evil.example'))[0]).not.toBe('https://evil.example')
    const { phone, code } = await issue()
    const foreign = await register({ phone, code }, shop.browser({ origin: 'https://evil.example' }))
    expectRefusal(foreign, 403, 'http.origin_rejected')
  })

  test('answers 400 to a wrong, a used and an unknown code, all alike (D4)', async () => {
    const { phone, code } = await issue()
    const answers = [await register({ phone, code: wrong(code) })]
    expect((await register({ phone, code })).status).toBe(200)
    answers.push(await register({ phone, code }), await register({ phone: newPhone(), code }))
    for (const answer of answers) expectRefusal(answer, 400, 'bot_codes.code_rejected')
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  })

  test.each([
    [{ code: '123456' }, 'phone'],
    [{ phone: '12', code: '123456' }, 'phone'],
    [{ phone: '+998901234567' }, 'code'],
    [{ phone: '+998901234567', code: '12345' }, 'code'],
    [{ phone: '+998901234567', code: 123456 }, 'code'],
    [{ phone: '+998901234567', code: '１２３４５６' }, 'code'],
  ])('answers 400 to %j and names the field', async (body, field) => {
    const answer = await register(body)
    expectRefusal(answer, 400, 'http.input_invalid')
    expect(answer.body.errors).toMatchObject([{ field }])
  })

  test.each(['null', '[]', '"x"', '{', ''])('answers 400 to the body %s', async (body) => {
    for (const path of [REGISTER, CREATE]) {
      const answer = await shop.browser(en).post(path, body)
      expect(answer.status).toBe(path === CREATE && body !== '{' && body !== '' ? 403 : 400)
      expect(answer.body.error).toEqual({ code: answer.body.code, message: answer.body.detail })
    }
  })

  test('is spent after five wrong guesses, and the right code comes too late (S15)', async () => {
    const { phone, code } = await issue()
    for (let nth = 1; nth <= 5; nth++) expect((await register({ phone, code: wrong(code, nth) })).status).toBe(400)
    expectRefusal(await register({ phone, code }), 400, 'bot_codes.code_rejected')
  })

  test('forgets no failure when there is another code: past ten in an hour all wait (S15, D6)', async () => {
    const telegram_id = newId()
    for (const _ of ['first', 'second']) {
      const { phone, code } = await issue({ telegram_id })
      for (let nth = 1; nth <= 5; nth++) await register({ phone, code: wrong(code, nth) })
    }
    const { phone, code } = await issue({ telegram_id })
    const answer = await register({ phone, code })
    expectRefusal(answer, 429, 'platform.too_many_requests')
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  test('counts guesses for a number without a code against the address alone (S15)', async () => {
    const phone = newPhone()
    const stranger = shop.browser({ 'x-forwarded-for': '198.51.100.78', ...en })
    for (let n = 0; n < 30; n++) expect((await register({ phone, code: '000000' }, stranger)).status).toBe(400)
    expectRefusal(await register({ phone, code: '000000' }, stranger), 429, 'platform.too_many_requests')
    const { code } = await issue({ phone_number: phone })
    expect((await register({ phone, code })).status).toBe(200)
  })

  test('opens one session of twenty that come at once with the right code (S15)', async () => {
    const { phone, code } = await issue()
    const answers = await Promise.all(Array.from({ length: 20 }, () => register({ phone, code })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.every(({ status }) => status === 200 || status === 400)).toBe(true)
  })
})

describe('whose account it is', () => {
  test('is told by the Telegram id before all else (D5)', async () => {
    const first = await enrol()
    const again = await issue({ telegram_id: first.telegramId })
    const { body } = await register(again)
    // Another number was typed: it is nobody's proof, and the account has one that is proven.
    expect(body.user).toMatchObject({ id: first.user.id, phone: first.phone, phone_verified: true })
  })

  test('is not told by a number that was only typed: a stranger gets an account of their own (D5, S4)', async () => {
    const owner = await enrol()
    for (const claims of [{}, { contact_user_id: owner.telegramId }]) {
      const thief = await issue({ phone_number: owner.phone, ...claims })
      const { body } = await register(thief)
      expect(body.user.id).not.toBe(owner.user.id)
      expect(body.user).toMatchObject({ phone_verified: false, telegram_id: thief.telegramId })
      expect((await me(body.tokens.access)).body).toMatchObject({ phone: null, phoneVerified: false })
    }
    expect((await me(owner.tokens.access)).body).toMatchObject({ phone: owner.phone, phoneVerified: true })
  })

  test('is told by a number that was shared, when the account has no other Telegram id (D5, X1)', async () => {
    const phone = newPhone()
    const [row] = (
      await shop.database.db.execute<{ id: number }>(
        `insert into customers (name, locale, phone, phone_verified_at, created_at, updated_at)
         values ('Анна', 'ru', '${phone}', now(), now(), now()) returning id`,
      )
    ).rows
    const { user, telegramId } = await enrol({ phone_number: phone })
    expect(user).toMatchObject({ id: row?.id, name: 'Анна', phone_verified: true, telegram_id: telegramId })
  })

  test('of a recycled number stays with its former owner, without the number (S11)', async () => {
    const before = await enrol()
    const now = await enrol({ phone_number: before.phone })
    expect(now.user.id).not.toBe(before.user.id)
    expect(now.user).toMatchObject({ phone: before.phone, phone_verified: true })
    expect((await me(before.tokens.access)).body).toMatchObject({ phone: null, telegramLinked: true })
  })

  test('keeps a typed number beside it, as unproven, until it is shared (D5)', async () => {
    const first = await issue()
    const typed = (await register(first)).body
    expect(typed.user).toMatchObject({ phone: first.phone, phone_verified: false })
    const shared = await enrol({ telegram_id: first.telegramId, phone_number: first.phone })
    expect(shared.user).toMatchObject({ id: typed.user.id, phone: first.phone, phone_verified: true })
  })

  test('has a shared number of nine digits taken as it is, for no country is guessed (S6)', async () => {
    const telegram_id = newId()
    const { body } = await create({ telegram_id, phone_number: '376312345', contact_user_id: telegram_id })
    const typed = await create({ telegram_id: newId(), phone_number: '376312346' })
    const elsewhere = await register({ phone: '376312346', code: typed.body.code })
    expect(elsewhere.body.user.phone).toBe('+998376312346')
    expect((await register({ phone: '+376 312 345', code: body.code })).body.user).toMatchObject({
      phone: '+376312345',
      phone_verified: true,
    })
  })
})

test('with its secret configured nowhere no bot is believed (S8)', async () => {
  const closed = await openShop({ botSecret: undefined })
  const body = { secret_key: '', telegram_id: 1, phone_number: newPhone() }
  for (const secret_key of ['', 'undefined', undefined]) {
    expect((await closed.browser().post(CREATE, { ...body, secret_key })).status).toBe(403)
  }
  await closed.close()
})

test('where the contract is not served there is nothing at its addresses (D8)', async () => {
  const without = await openShop({ wireContracts: ['A'] })
  for (const path of [CREATE, REGISTER]) expect((await without.browser().post(path, {})).status).toBe(404)
  await without.close()
})

describe('the cookie of contract D', () => {
  /** A browser that signed in on a page of system D, and keeps nothing of the answer but the cookie. */
  async function entered(headers: Record<string, string> = {}) {
    const browser = shop.browser({ ...en, ...headers })
    const { body } = await register(await issue(), browser)
    expect([...browser.cookies.keys()]).toEqual(['vitrina_access'])
    return { browser, token: String(body.tokens.access), customerId: body.user.id }
  }
  const fromSite = { origin: SITE, 'sec-fetch-site': 'same-site' }

  test('signs in by itself a page that sends nothing else (D4)', async () => {
    const { browser, customerId } = await entered()
    for (const headers of [{}, fromSite, { 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }]) {
      const answer = await browser.get('/api/me', headers)
      expect(answer.body).toMatchObject({ customerId })
    }
    expect((await browser.patch('/api/me', { name: 'Зарина' }, fromSite)).body.name).toBe('Зарина')
  })

  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another site that names itself', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['a frame without an origin', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
    ['a neighbour under the same domain', { 'sec-fetch-site': 'same-site' }],
    ['an old browser on another site', { origin: 'https://evil.example' }],
  ])('says nothing in a request that %s makes the browser send (S3)', async (_, headers) => {
    const { browser } = await entered()
    expect((await browser.get('/api/me', headers)).status).toBe(401)
    const change = await browser.patch('/api/me', { name: 'Мэллори' }, headers)
    expect([401, 403]).toContain(change.status)
    expect((await browser.delete('/api/auth/sessions', headers)).status).toBe(change.status)
    expect((await browser.get('/api/me')).body.name).not.toBe('Мэллори')
  })

  test('is heard from a site that is allowed, though it is another (D4)', async () => {
    const { browser, customerId } = await entered()
    const answer = await browser.get('/api/me', { 'sec-fetch-site': 'cross-site', origin: SITE })
    expect(answer.body).toMatchObject({ customerId })
    expect(answer.headers.get('access-control-allow-origin')).toBe(SITE)
  })

  test('is not asked where there is an Authorization, good or bad (S3)', async () => {
    const [one, other] = [await entered(), await entered()]
    const answer = await one.browser.get('/api/me', { authorization: `Bearer ${other.token}` })
    expect(answer.body.customerId).toBe(other.customerId)
    expect((await one.browser.get('/api/me', { authorization: 'Bearer x' })).status).toBe(401)
  })

  test('is taken back by signing out, which ends its session (X4)', async () => {
    const { browser, token } = await entered()
    expect((await browser.post('/api/auth/logout', undefined, fromSite)).status).toBe(204)
    expect(browser.cookies.size).toBe(0)
    expect((await me(token)).status).toBe(401)
  })

  test('signs nobody out for another site (S3)', async () => {
    const { browser, token } = await entered()
    const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    expect((await browser.post('/api/auth/logout', undefined, foreign)).status).toBe(403)
    expect((await me(token)).status).toBe(200)
  })

  test('is in nobody’s way when its session has ended elsewhere, and stays: the refusal may come after a new sign-in (X4)', async () => {
    const { browser, token } = await entered()
    const { body } = await me(token)
    expect(body).toMatchObject({ telegramLinked: true })
    const [device] = (await shop.browser().as(token).get('/api/auth/sessions')).body.items
    expect((await shop.browser().as(token).delete(`/api/auth/sessions/${device.id}`)).status).toBe(204)
    const start = { method: 'telegram_name', name: 'Анна' }
    expect((await browser.post('/api/auth/verifications', start)).status).toBe(201)
    expect((await browser.get('/api/me')).status).toBe(401)
    expect(browser.cookies.get('vitrina_access')).toBe(token)
    const again = await register(await issue(), browser)
    expect(browser.cookies.get('vitrina_access')).toBe(again.body.tokens.access)
    expect((await browser.get('/api/me')).body).toMatchObject({ customerId: again.body.user.id })
  })

  test('goes when its own session is ended from the list, or its account erased (X4, Y7)', async () => {
    const { browser } = await entered()
    const [device] = (await browser.get('/api/auth/sessions')).body.items
    expect((await browser.delete(`/api/auth/sessions/${device.id}`)).status).toBe(204)
    expect(browser.cookies.size).toBe(0)
    const second = await entered()
    expect((await second.browser.delete('/api/me')).status).toBe(204)
    expect(second.browser.cookies.size).toBe(0)
  })

  test('follows the session as it goes on, and is set for nobody who has none (D4)', async () => {
    const browser = shop.browser({ ...en, 'x-session-transport': 'body' })
    const { body } = await register(await issue(), browser)
    browser.cookies.set('vitrina_access', 'of-a-while-ago')
    const refreshed = await browser.post('/api/auth/refresh', { refreshToken: body.tokens.refresh })
    expect(browser.cookies.get('vitrina_access')).toBe(refreshed.body.accessToken)
    const bare = shop.browser({ 'x-session-transport': 'body' })
    await bare.post('/api/auth/refresh', { refreshToken: refreshed.body.refreshToken })
    expect(bare.cookies.size).toBe(0)
  })
})
