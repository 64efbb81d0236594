import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BOT_SECRET, newPhone, openShop, payloadOf, type Shop } from '../harness.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

// A client that knows only the document of system A; its words are Russian.
const PASSWORD = 'SecurePass123!'
const ru = { 'accept-language': 'ru' }
const secret = { 'x-bot-secret': BOT_SECRET }

async function register(overrides: Record<string, unknown> = {}) {
  const phone = newPhone()
  const site = shop.browser(ru)
  const answer = await site.post('/auth/register', {
    phone_number: phone,
    name: 'Иван',
    password: PASSWORD,
    ...overrides,
  })
  return { site, phone, answer, code: String(answer.body.verification_code) }
}

const check = (code: string) => shop.browser(ru).get(`/auth/check-verification/${code}`)
const complete = (body: object, headers: Record<string, string> = secret) =>
  shop.browser(ru).post('/auth/complete-registration', body, headers)

describe('a person who has an account already', () => {
  test('is told that the new password was not taken (S2)', async () => {
    const first = await register()
    const person = shop.person({ phone: first.phone, languageCode: 'ru' })
    person.start(first.code)
    await person.waitFor('Чтобы подтвердить номер')
    person.shareContact()
    await person.waitFor('Номер подтверждён! Вернитесь на сайт')
    const second = await register({ password: 'AnotherPass123!' })
    await complete({ verification_code: second.code, telegram_phone: second.phone, telegram_chat_id: person.id })
    await person.waitFor('действует прежний пароль')
    const login = { phone_number: second.phone, password: PASSWORD }
    expect((await shop.browser(ru).post('/auth/login', login)).status).toBe(200)
  })
})

describe('POST /auth/register', () => {
  test('answers a code, a link and 300 seconds, and nothing else (A1)', async () => {
    const { answer, code } = await register()
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(answer.body).toEqual({
      verification_code: code,
      telegram_link: `https://t.me/${shop.simulator.botUsername}?start=${code}`,
      expires_in: 300,
    })
    expect(code).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(payloadOf(answer.body.telegram_link)).toBe(code)
  })

  test('names every field that is wrong in its detail (A2)', async () => {
    const { answer } = await register({ phone_number: '12', name: 'И', password: 'short' })
    expect(answer.status).toBe(422)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(answer.body.detail).toBe(
      'phone_number: это не похоже на номер телефона; name: имя: не меньше 2 символов; password: пароль: не меньше 8 символов',
    )
    expect(answer.body.errors.map(({ field }: { field: string }) => field)).toEqual([
      'phone_number',
      'name',
      'password',
    ])
  })

  test('refuses a password that everybody knows, by its field (A2)', async () => {
    const { answer } = await register({ password: 'password1' })
    expect(answer.status).toBe(422)
    expect(answer.body.errors).toMatchObject([{ field: 'password', code: 'password_common' }])
  })

  test('refuses a password that is the phone itself, owned or not (A2, ASVS 6.2.11, S17)', async () => {
    const { phone, code } = await register()
    await complete({ verification_code: code, telegram_phone: phone, telegram_chat_id: 1_000_002 })
    for (const phone_number of [phone, newPhone()]) {
      const { answer } = await register({ phone_number, password: phone_number.slice(1) })
      expect(answer.status).toBe(422)
      expect(answer.body.errors).toMatchObject([{ field: 'password', code: 'password_common' }])
    }
  })

  test('passes over fields that it does not know, as system A did', async () => {
    expect((await register({ captcha: 'x' })).answer.status).toBe(200)
  })

  test('answers 409 for a phone that is owned, and makes no code (A2)', async () => {
    const first = await register()
    await complete({ verification_code: first.code, telegram_phone: first.phone, telegram_chat_id: 1_000_001 })
    const { answer } = await register({ phone_number: first.phone.slice(1) })
    expect(answer.status).toBe(409)
    expect(answer.body).toMatchObject({ code: 'registration.phone_taken', detail: 'Этот номер уже зарегистрирован.' })
    expect(answer.body.verification_code).toBeUndefined()
  })

  test('keeps its record for 300 seconds and no longer (A3)', async () => {
    const { code } = await register()
    expect(await secondsKept(code)).toBeGreaterThan(290)
    expect(await secondsKept(code)).toBeLessThanOrEqual(300)
  })
})

describe('GET /auth/check-verification', () => {
  test('counts down while pending, in the bot too, and is verified at once (A4)', async () => {
    const { phone, code } = await register()
    const pending = { status: 'pending', expires_in: expect.toSatisfy((left: number) => left > 290 && left <= 300) }
    expect((await check(code)).body).toEqual(pending)
    const person = shop.person({ phone, languageCode: 'ru' })
    person.start(code)
    await person.waitFor('Отправить номер')
    expect((await check(code)).body).toEqual(pending)
    person.pressKeyboard('Отправить номер')
    await person.waitFor('Номер подтверждён! Вернитесь на сайт')
    const verified = await check(code)
    expect(verified.status).toBe(200)
    expect(verified.body).toEqual({ status: 'verified', user_id: expect.any(Number) })
    expect((await check(code)).body).toEqual(verified.body)
    expect(await secondsKept(code)).toBeLessThanOrEqual(300)
  })

  test.each(['ABC123XYZ456', 'A'.repeat(43), 'нет', '%00', '..%2F..'])(
    'answers 404 with words for %s (A4)',
    async (code) => {
      const answer = await check(code)
      expect(answer.status).toBe(404)
      expect(answer.body.detail).toBe('Время истекло. Попробуйте снова')
    },
  )

  test('is pending still after another’s number or contact, and the right one may follow (A6)', async () => {
    const { phone, code, site } = await register()
    const person = shop.person({ phone: newPhone(), languageCode: 'ru' })
    person.start(code)
    await person.waitFor('Отправить номер')
    person.shareContact()
    const [shared, claimed] = [person.phone, phone].map((number) => `+7…${number.slice(-2)}`)
    await person.waitFor(`Номер ${shared} не совпадает с указанным при регистрации (${claimed})`)
    expect((await check(code)).body.status).toBe('pending')
    person.sendContact({ phoneNumber: phone, userId: person.id + 1 })
    await person.waitFor('Это чужой контакт')
    expect((await check(code)).body.status).toBe('pending')
    expect((await site.post('/auth/login', { phone_number: phone, password: PASSWORD })).status).toBe(401)
    person.sendContact({ phoneNumber: phone.slice(1), userId: person.id })
    await person.waitFor('Номер подтверждён! Вернитесь на сайт')
    expect((await check(code)).body.status).toBe('verified')
  })

  test('shows nothing of a verification of our own site', async () => {
    const body = { method: 'telegram_contact', name: 'Анна', phone: newPhone() }
    const { body: started } = await shop.browser().post('/api/auth/verifications', body)
    expect((await check(payloadOf(started.telegramLink))).status).toBe(404)
  })
})

describe('the bot', () => {
  test('asks for the contact with one button that goes after its use, and says who began it (A5, A9, X6)', async () => {
    const { phone, code } = await register()
    const person = shop.person({ phone, languageCode: 'ru' })
    person.start(code)
    const warning = await person.waitFor('Это были вы?')
    expect(warning.text).toContain('Имя: Иван')
    await person.waitFor('Отправить номер')
    expect(keyboardsTold(person.id)).toEqual([
      {
        keyboard: [[{ text: 'Отправить номер', request_contact: true }]],
        resize_keyboard: true,
        one_time_keyboard: true,
      },
    ])
    person.pressKeyboard('Отправить номер')
    await person.waitFor('Номер подтверждён! Вернитесь на сайт')
    expect(keyboardsTold(person.id).slice(1)).toEqual([{ remove_keyboard: true }])
  })
})

/** The reply keyboards that the bot has brought and taken away, as Telegram was told. */
function keyboardsTold(chatId: number): unknown[] {
  const calls = shop.simulator.calls().filter(({ parameters }) => parameters.chat_id === chatId)
  return calls.flatMap(({ parameters: { reply_markup: markup } }) => {
    const told = typeof markup === 'string' ? JSON.parse(markup) : markup
    return told && !('inline_keyboard' in told) ? [told] : []
  })
}

test('wrong secrets are counted, whichever call of a bot they come with, and the right one is believed (S8, D6)', async () => {
  const site = shop.browser({ 'x-forwarded-for': '198.51.100.79', ...ru })
  const wrong = { 'x-bot-secret': 'wrong' }
  const guesses = [
    () => site.post('/auth/complete-registration', {}, wrong),
    () => site.post('/telegram/contact', {}, wrong),
    () => site.get('/telegram/verification/maria', wrong),
  ]
  for (let n = 0; n < 20; n++) expect((await guesses[n % guesses.length]?.())?.status).toBe(403)
  for (const guess of guesses) {
    const answer = await guess()
    expect([answer.status, answer.body.code]).toEqual([429, 'platform.too_many_requests'])
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  }
  expect((await site.get('/telegram/verification/maria', secret)).status).toBe(404)
})

describe('POST /auth/complete-registration', () => {
  test('makes the user, once: called again it answers the same (A7)', async () => {
    const { phone, code } = await register()
    const body = { verification_code: code, telegram_phone: phone.slice(1), telegram_chat_id: 5_123_456_789 }
    const answers = await Promise.all(Array.from({ length: 8 }, () => complete(body)))
    for (const { status, body } of answers) {
      expect(status).toBe(200)
      expect(body).toEqual({ status: 'success', user_id: answers[0]?.body.user_id })
    }
    expect((await complete(body)).body).toEqual(answers[0]?.body)
    expect((await check(code)).body).toEqual({ status: 'verified', user_id: answers[0]?.body.user_id })
  })

  test.each([
    ['a wrong', { 'x-bot-secret': 'wrong' }],
    ['an empty', { 'x-bot-secret': '' }],
    ['no', {}],
  ])('answers 403 to %s secret, whatever the body, and changes nothing (A7, S8)', async (_, headers) => {
    const { phone, code } = await register()
    const body = { verification_code: code, telegram_phone: phone, telegram_chat_id: 42 }
    expect((await complete(body, headers as Record<string, string>)).status).toBe(403)
    expect((await complete({}, headers as Record<string, string>)).status).toBe(403)
    expect((await check(code)).body.status).toBe('pending')
  })

  test('with another number is refused and leaves it pending (A7)', async () => {
    const { phone, code } = await register()
    for (const telegram_phone of [newPhone(), '+88800001111', 'not a number']) {
      const answer = await complete({ verification_code: code, telegram_phone, telegram_chat_id: 42 })
      expect(answer.status).toBe(409)
      expect(answer.body.code).toBe('registration.phone_mismatch')
    }
    const right = await complete({ verification_code: code, telegram_phone: phone, telegram_chat_id: 42 })
    expect(right.status).toBe(200)
  })

  test('for a second Telegram id ends the registration: the link was passed on (S7)', async () => {
    const { phone, code } = await register()
    shop.person({ id: 4_300_000_001, languageCode: 'ru' }).start(code)
    await expect.poll(async () => shop.simulator.people().at(-1)?.chat().length).toBeGreaterThan(1)
    const answer = await complete({ verification_code: code, telegram_phone: phone, telegram_chat_id: 4_300_000_002 })
    expect(answer.status).toBe(404)
    expect((await check(code)).status).toBe(404)
  })

  test.each(['A'.repeat(43), 'ABC123XYZ456'])('of the unknown code %s is 404', async (verification_code) => {
    const answer = await complete({ verification_code, telegram_phone: newPhone(), telegram_chat_id: 42 })
    expect(answer.status).toBe(404)
  })
})

test('a site of system A signs its user in by the tokens of the answer (A8)', async () => {
  const { phone, code, site } = await register()
  const person = shop.person({ phone, languageCode: 'ru' })
  person.start(code)
  await person.waitFor('Отправить номер')
  person.pressKeyboard('Отправить номер')
  await person.waitFor('Номер подтверждён! Вернитесь на сайт')
  const { status, body } = await site.post('/auth/login', { phone_number: phone, password: PASSWORD })
  expect(status).toBe(200)
  expect(body).toEqual({
    access_token: expect.any(String),
    refresh_token: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
    token_type: 'bearer',
    expires_in: 600,
  })
  expect([...site.cookies]).toEqual([])
  expect((await shop.browser().as(body.access_token).get('/api/me')).body).toMatchObject({ phone, name: 'Иван' })
  const transport = { 'x-session-transport': 'body' }
  const refreshed = await site.post('/api/auth/refresh', { refreshToken: body.refresh_token }, transport)
  expect(refreshed.body.refreshToken).not.toBe(body.refresh_token)
  for (const phone_number of [phone, newPhone()]) {
    const rejected = await site.post('/auth/login', { phone_number, password: 'SecurePass124!' })
    expect(rejected.status).toBe(401)
    expect(rejected.body.detail).toBe('Неверный номер, почта или пароль.')
  }
})

/** How long the store still holds a registration; its key is all that the store knows of the code. */
function secondsKept(code: string): Promise<number> {
  return shop.secondsKept(`verification:${createHash('sha256').update(code).digest('base64url')}`)
}
