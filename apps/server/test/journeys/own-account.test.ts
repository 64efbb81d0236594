import { botWords } from '@vitrina/contract/words/bot'
import { noticeWords } from '@vitrina/contract/words/notices'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from '../browser.ts'
import { eventually } from '../eventually.ts'
import { hasButton, openShop, payloadOf, readCode, receiveCode, type Shop, startRegistration } from '../harness.ts'

const PASSWORD = 'Сирень-2026'
const words = botWords.ru
const notices = noticeWords.ru
let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

async function register() {
  const registration = await startRegistration(shop, { password: PASSWORD })
  const { browser, started, phone, person } = registration
  const code = await receiveCode(registration)
  const { body } = await browser.post(`/api/auth/verifications/${started.id}/code`, { code })
  return { phone, browser, person, customerId: body.customer.customerId as number, me: browser.as(body.accessToken) }
}

/** So that the next «not me» is the newest: the notice of the first password has one too. */
const toldOfPassword = (person: ReturnType<Shop['person']>) => person.waitFor(notices.kinds.password_set.title)

/** The last proof of everybody is old now. */
const grow = () => shop.database.db.execute(`update sessions set proven_at = now() - interval '11 minutes'`)

/** Takes a link through a person's Telegram up to the code in the chat. */
async function codeFromTelegram(person: ReturnType<Shop['person']>, telegramLink: string): Promise<string> {
  person.start(payloadOf(telegramLink))
  await person.waitFor(hasButton(words.mine))
  person.press(words.mine)
  return readCode(await person.waitFor(/сайта: \d{6}/))
}

/** Begins to link a Telegram from where somebody is signed in. */
async function beginLink(me: Browser) {
  return me.post('/api/auth/verifications', { method: 'telegram_name', purpose: 'add_identifier' })
}

describe('what changes how an account is opened', () => {
  test.each([
    ['removing an identifier', (me: Browser) => me.delete('/api/me/identifiers/phone')],
    ['adding one', (me: Browser) => beginLink(me)],
    ['the export', (me: Browser) => me.get('/api/me/export')],
    ['the erasure', (me: Browser) => me.delete('/api/me')],
  ])('%s asks for a fresh proof, and goes on after the password', async (_, act) => {
    const { me } = await register()
    await grow()
    const refused = await act(me)
    expect(refused).toMatchObject({ status: 403, body: { code: 'identity.step_up_required' } })
    const wrong = await me.post('/api/auth/step-up', { password: 'wrong guess' })
    expect(wrong).toMatchObject({ status: 403, body: { code: 'identity.password_rejected' } })
    expect((await me.post('/api/auth/step-up', { password: PASSWORD })).status).toBe(204)
    expect((await act(me)).status).toBeLessThan(300)
  })

  test.each(['/api/me/identifiers', '/api/me/activity', '/api/me/export'])(
    '%s is for who is signed in',
    async (path) => {
      expect((await shop.browser().get(path)).status).toBe(401)
    },
  )
})

describe('a Telegram (X1)', () => {
  test('is unlinked with a notice that takes it back, and linked anew by a code', async () => {
    const { me, browser, person } = await register()
    expect((await me.delete('/api/me/identifiers/telegram')).status).toBe(204)
    expect((await me.get('/api/me/identifiers')).body.items.map(({ kind }: { kind: string }) => kind)).toEqual([
      'phone',
    ])
    await person.waitFor(notices.kinds.identifiers_removed.title)

    const { body: started } = await beginLink(me)
    const code = await codeFromTelegram(person, started.telegramLink)
    for (const [name, value] of me.cookies) browser.cookies.set(name, value)
    const { body, status } = await browser.post(`/api/auth/verifications/${started.id}/code`, { code })
    expect(status).toBe(200)
    expect(body.customer).toMatchObject({ telegramLinked: true, phoneVerified: true })
    // The same browser in a new session; the old one ended with the proof (S3).
    expect((await me.get('/api/me')).status).toBe(401)
    expect((await browser.as(body.accessToken).get('/api/me')).status).toBe(200)
  })

  test('of another account joins it, and both are told; «not me» parts them', async () => {
    const [own, other] = [await register(), await register()]
    await toldOfPassword(other.person)
    await own.me.delete('/api/me/identifiers/telegram')
    const { body: started } = await beginLink(own.me)
    const code = await codeFromTelegram(other.person, started.telegramLink)
    const done = await own.me.post(`/api/auth/verifications/${started.id}/code`, { code })
    expect(done.body.customer).toMatchObject({ customerId: own.customerId, phone: own.phone })
    expect((await other.me.get('/api/me')).status).toBe(401)
    await other.person.waitFor(notices.kinds.accounts_joined.title)
    other.person.press(notices.notMine)
    await other.person.waitFor(notices.kinds.accounts_joined.done)
    const back = await shop.browser().post('/api/auth/login', { identifier: other.phone, password: PASSWORD })
    expect([back.status, back.body.customer]).toMatchObject([
      200,
      { customerId: other.customerId, telegramLinked: true },
    ])
    const activity = await shop.browser().as(back.body.accessToken).get('/api/me/activity')
    expect(activity.body.items.map(({ act }: { act: string }) => act)).toEqual(
      expect.arrayContaining(['accounts_joined', 'accounts_separated']),
    )
  })
})

describe('a sign-in from a new device (S2)', () => {
  test('is told in the chat, and «not me» ends it with the password', async () => {
    const { phone, person } = await register()
    await toldOfPassword(person)
    const thief = shop.browser({ 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0.0.0 Safari/537.36' })
    const { body } = await thief.post('/api/auth/login', { identifier: phone, password: PASSWORD })
    const notice = await person.waitFor(notices.kinds.new_device.title)
    expect(notice.text).toContain('Chrome, Windows')
    person.press(notices.notMine)
    await person.waitFor(notices.kinds.new_device.done)
    expect((await thief.as(body.accessToken).get('/api/me')).status).toBe(401)
    expect((await thief.post('/api/auth/login', { identifier: phone, password: PASSWORD })).status).toBe(401)
  })
})

describe('a password', () => {
  test('is changed, and every other device is signed out', async () => {
    const { phone, me } = await register()
    const other = shop.browser()
    const { body } = await other.post('/api/auth/login', { identifier: phone, password: PASSWORD })
    const next = 'Черёмуха-2027'
    expect((await me.post('/api/auth/password', { current: PASSWORD, next })).status).toBe(204)
    expect((await other.as(body.accessToken).get('/api/me')).status).toBe(401)
    expect((await me.get('/api/me')).body).toMatchObject({ hasPassword: true })
    expect((await shop.browser().post('/api/auth/login', { identifier: phone, password: next })).status).toBe(200)
  })

  test('too common is told at its field', async () => {
    const { me } = await register()
    const { status, body } = await me.post('/api/auth/password', { current: PASSWORD, next: 'password123' })
    expect([status, body.errors[0]]).toMatchObject([422, { field: 'next', code: 'password_common' }])
  })
})

describe('one’s own data (Y7)', () => {
  test('is given as a file that no cache keeps', async () => {
    const { me, phone, person } = await register()
    await person.waitFor(notices.kinds.password_set.title)
    await me.delete('/api/me/identifiers/phone')
    await person.waitFor(notices.kinds.identifiers_removed.title)
    const { status, headers, body } = await me.get('/api/me/export')
    expect(status).toBe(200)
    expect(headers.get('content-disposition')).toContain('attachment')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(body).toMatchObject({
      account: {
        ...{ phone: null, telegramId: person.id },
        identifierChanges: [{ kind: 'phone', before: phone, after: null, at: expect.any(String) }],
      },
      activity: expect.arrayContaining([expect.objectContaining({ act: 'registered' })]),
      notices: [
        expect.objectContaining({ kind: 'identifiers_removed', chatIds: [person.id], undoneAt: null }),
        expect.objectContaining({ kind: 'password_set' }),
      ],
      telegramChat: { id: person.id },
    })
    expect(JSON.stringify(body)).not.toMatch(/tokenHash|actId|subject/)
  })

  test('is erased with a farewell; the same phone and Telegram register anew', async () => {
    const { me, phone, person, customerId } = await register()
    expect((await me.delete('/api/me')).status).toBe(204)
    expect((await me.get('/api/me')).status).toBe(401)
    await person.waitFor(notices.kinds.erased.title)
    await eventually(async () => {
      const { rows } = await shop.database.db.execute(`select id from telegram_chats where id = ${person.id}`)
      expect(rows).toEqual([])
    })
    const again = await startRegistration(shop, { phone, person, password: PASSWORD })
    const code = await receiveCode(again)
    const { body } = await again.browser.post(`/api/auth/verifications/${again.started.id}/code`, { code })
    expect(body.customer.customerId).not.toBe(customerId)
  })

  test('shows what was done, without a full phone (X8)', async () => {
    const { me, phone } = await register()
    await me.delete('/api/me/identifiers/telegram')
    const { body } = await me.get('/api/me/activity')
    expect(body.items.map(({ act }: { act: string }) => act)).toEqual([
      'identifier_removed',
      'signed_in',
      'password_set',
      'registered',
    ])
    expect(JSON.stringify(body)).not.toContain(phone.slice(3))
  })
})

describe('the link of a letter', () => {
  test('that is made up is answered like an old one', async () => {
    for (const path of ['/api/security/notice', '/api/security/undo']) {
      const { status, body } = await shop.browser().post(path, { secret: 'A'.repeat(43) })
      expect([status, body.code]).toEqual([409, 'identity.notice_stale'])
    }
  })
})
