import type { PasskeyCreation } from '@vitrina/contract'
import { noticeWords } from '@vitrina/contract/words/notices'
import { refusalWords } from '@vitrina/contract/words/refusals'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openShop, receiveCode, type Shop, startRegistration } from '../harness.ts'
import { SoftwareAuthenticator } from '../software-authenticator.ts'

// The shop of the harness is at 127.0.0.1:3000, and this is where its passkeys live.
const ORIGIN = 'http://localhost:3000'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

/** A registered customer in the browser of the registration. */
async function register() {
  const registration = await startRegistration(shop)
  const { browser, started } = registration
  const code = await receiveCode(registration)
  const { body } = await browser.post(`/api/auth/verifications/${started.id}/code`, { code })
  return { me: browser.as(body.accessToken), customer: body.customer, person: registration.person }
}

type Me = Awaited<ReturnType<typeof register>>['me']

async function add(me: Me, authenticator = new SoftwareAuthenticator(ORIGIN), name?: string) {
  const { body } = await me.post('/api/me/passkeys/options')
  return me.post('/api/me/passkeys', { response: authenticator.create(body as PasskeyCreation), ...(name && { name }) })
}

async function holder() {
  const authenticator = new SoftwareAuthenticator(ORIGIN)
  const registered = await register()
  const { body: passkey } = await add(registered.me, authenticator)
  return { ...registered, authenticator, passkey }
}

/** A visitor with what a browser would send after the finger was shown. */
async function show(authenticator: SoftwareAuthenticator, headers?: Record<string, string>) {
  const browser = shop.browser(headers)
  const { body: options } = await browser.post('/api/auth/passkeys/options')
  return { browser, body: { response: authenticator.get(options) } }
}

describe('signing in with a passkey', () => {
  test('gives a session in a cookie, which is refreshed like any other (X4)', async () => {
    const { authenticator, customer } = await holder()
    const { browser, body } = await show(authenticator)
    const answer = await browser.post('/api/auth/passkeys', body)
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({ customer, accessToken: expect.any(String), expiresIn: 600 })
    expect([...browser.cookies.keys()]).toEqual(['vitrina_refresh', 'vitrina_known'])
    expect((await browser.as(answer.body.accessToken).get('/api/me')).body).toEqual(customer)
    expect((await browser.post('/api/auth/refresh')).status).toBe(200)
  })

  test('gives it in the body to clients that ask so, and then in no cookie (ASVS 3.3.4)', async () => {
    const { authenticator } = await holder()
    const { browser, body } = await show(authenticator)
    const answer = await browser.post('/api/auth/passkeys', body, { 'x-session-transport': 'body' })
    expect(answer.body.refreshToken).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect([...browser.cookies.keys()]).toEqual([])
  })

  test.each(['ru', 'uz', 'en'] as const)('shown again is refused in the words of %s', async (locale) => {
    const { authenticator } = await holder()
    const { browser, body } = await show(authenticator, { 'accept-language': locale })
    const cookie = [...browser.cookies]
    await browser.post('/api/auth/passkeys', body)
    for (const [name, value] of cookie) browser.cookies.set(name, value)
    const again = await browser.post('/api/auth/passkeys', body)
    expect(again.headers.get('content-type')).toContain('application/problem+json')
    expect(again.body).toMatchObject({
      status: 401,
      code: 'passkeys.rejected',
      detail: refusalWords[locale].refusals['passkeys.rejected'],
    })
  })

  test('in another browser than the one that asked is refused (S3)', async () => {
    const { authenticator } = await holder()
    const { body } = await show(authenticator)
    expect((await shop.browser().post('/api/auth/passkeys', body)).body).toMatchObject({ code: 'passkeys.rejected' })
  })

  test.each([
    {},
    { response: {} },
    { response: { id: 'a', rawId: 'a', type: 'public-key', response: {} } },
    { response: { id: '*', rawId: 'a', type: 'public-key', response: {} }, more: 1 },
  ])('with a body that is none is said to be so (%j)', async (body) => {
    expect((await shop.browser().post('/api/auth/passkeys', body)).body).toMatchObject({
      status: 422,
      code: 'http.input_invalid',
    })
  })

  test('is held back in a flood from one address, and says for how long (S20)', async () => {
    const browser = shop.browser()
    const { authenticator } = await holder()
    const { body } = await show(authenticator)
    const statuses: number[] = []
    for (let nth = 0; nth < 101; nth++) statuses.push((await browser.post('/api/auth/passkeys', body)).status)
    expect(new Set(statuses.slice(0, 100))).toEqual(new Set([401]))
    const refused = await browser.post('/api/auth/passkeys', body)
    expect(refused.body).toMatchObject({ status: 429, code: 'platform.too_many_requests' })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  test('is offered at the one address where it works', async () => {
    const { body } = await shop.browser().get('/api/config')
    expect(body).toMatchObject({ features: { passkeys: true }, passkeyOrigin: ORIGIN })
  })
})

describe('the passkeys of an account', () => {
  test('are listed, renamed and removed by their owner', async () => {
    const { me, passkey } = await holder()
    expect(passkey).toEqual({
      id: expect.any(String),
      name: 'Firefox, Linux',
      createdAt: expect.any(String),
      lastUsedAt: null,
      backedUp: true,
    })
    expect((await me.get('/api/me/passkeys')).body).toEqual({ items: [passkey], nextCursor: null })
    const renamed = await me.patch(`/api/me/passkeys/${passkey.id}`, { name: '  Мой  телефон ' })
    expect(renamed.body).toEqual({ ...passkey, name: 'Мой телефон' })
    expect((await me.delete(`/api/me/passkeys/${passkey.id}`)).status).toBe(204)
    expect((await me.get('/api/me/passkeys')).body.items).toEqual([])
    expect((await me.delete(`/api/me/passkeys/${passkey.id}`)).body).toMatchObject({
      status: 404,
      code: 'passkeys.unknown',
    })
  })

  test('that are made are told to their owner, who takes them back at one press', async () => {
    const [{ me, person }, authenticator] = [await register(), new SoftwareAuthenticator(ORIGIN)]
    // It has the same button, and the newest is pressed.
    await person.waitFor(noticeWords.ru.kinds.password_set.title)
    await add(me, authenticator)
    const { title, done } = noticeWords.ru.kinds.passkey_added
    await person.waitFor(title)
    expect((await me.get('/api/me/activity')).body.items[0]).toMatchObject({ act: 'passkey_added' })
    person.press(noticeWords.ru.notMine)
    await person.waitFor(done)
    expect((await me.get('/api/me')).status).toBe(401)
    const { browser, body } = await show(authenticator)
    expect((await browser.post('/api/auth/passkeys', body)).body).toMatchObject({ code: 'passkeys.rejected' })
  })

  test('are nobody else’s to see or to touch', async () => {
    const [{ passkey }, stranger] = [await holder(), await register()]
    expect((await stranger.me.get('/api/me/passkeys')).body.items).toEqual([])
    expect((await stranger.me.delete(`/api/me/passkeys/${passkey.id}`)).status).toBe(404)
    expect((await stranger.me.patch(`/api/me/passkeys/${passkey.id}`, { name: 'Мой' })).status).toBe(404)
  })

  test('are out of reach of a guest', async () => {
    const guest = shop.browser()
    for (const path of ['/api/me/passkeys', '/api/me/passkeys/options'])
      expect((await guest.post(path, {})).body).toMatchObject({ status: 401, code: 'identity.sign_in_required' })
    expect((await guest.get('/api/me/passkeys')).status).toBe(401)
  })

  test('with the longest id there may be can be removed too', async () => {
    const { me } = await register()
    const id = 'A'.repeat(1364)
    expect((await me.delete(`/api/me/passkeys/${id}`)).body).toMatchObject({ code: 'passkeys.unknown' })
  })

  test('with a way to reach it that is no word are refused, and nothing breaks', async () => {
    const { me } = await register()
    const { body } = await me.post('/api/me/passkeys/options')
    const response = new SoftwareAuthenticator(ORIGIN).create(body as PasskeyCreation)
    response.response.transports = ['a\u0000b']
    expect((await me.post('/api/me/passkeys', { response })).body).toMatchObject({ code: 'http.input_invalid' })
  })

  test('that were not made as asked are refused, and the session goes on', async () => {
    const { me } = await register()
    const elsewhere = await add(me, new SoftwareAuthenticator('http://127.0.0.1:3000'))
    expect(elsewhere.body).toMatchObject({ status: 409, code: 'passkeys.not_added' })
    expect((await me.get('/api/me')).status).toBe(200)
  })

  test.each(['ru', 'uz', 'en'] as const)(
    'change only after signing in again, and that is said in %s',
    async (locale) => {
      const { me, passkey, customer } = await holder()
      await shop.database.db.execute(
        sql`update sessions set proven_at = proven_at - interval '11 minutes' where customer_id = ${customer.customerId}`,
      )
      const language = { 'accept-language': locale }
      const answers = [
        await me.post('/api/me/passkeys/options', {}, language),
        await me.delete(`/api/me/passkeys/${passkey.id}`, language),
      ]
      for (const { body } of answers)
        expect(body).toMatchObject({
          status: 403,
          code: 'identity.step_up_required',
          detail: refusalWords[locale].refusals['identity.step_up_required'],
        })
      expect((await me.get('/api/me/passkeys')).body.items).toHaveLength(1)
    },
  )

  test('go with the account', async () => {
    const { customer, passkey, authenticator } = await holder()
    const { browser, body } = await show(authenticator)
    await shop.database.db.execute(sql`delete from customers where id = ${customer.customerId}`)
    expect((await browser.post('/api/auth/passkeys', body)).body).toMatchObject({ code: 'passkeys.rejected' })
    const { rows } = await shop.database.db.execute(sql`select id from passkeys where id = ${passkey.id}`)
    expect(rows).toEqual([])
  })
})

describe('a shop without a domain', () => {
  test('offers no passkeys and serves none', async () => {
    const bare = await openShop({ publicUrl: 'http://192.0.2.7:3000' })
    const { body } = await bare.browser().get('/api/config')
    expect(body.features).toMatchObject({ passkeys: false })
    expect(body).not.toHaveProperty('passkeyOrigin')
    expect((await bare.browser().post('/api/auth/passkeys/options')).status).toBe(404)
    await bare.close()
  })
})
