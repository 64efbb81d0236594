import { readTypedEmail } from '@vitrina/contract'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { findCustomer } from '#identity'
import { admitCustomer } from '#own-account'
import { findClaims } from '../src/modules/identity/contact-claims.ts'
import { insertOrTouchChat } from '../src/modules/telegram/store.ts'
import { BOT_SECRET, newPhone } from './made-up.ts'
import { openWire, type Wire } from './open-wire.ts'
import { sendCodes } from './registrations.ts'
import { newClaim, newProof, type UseCases, useCases } from './use-cases.ts'

let on: UseCases
let wire: Wire
beforeAll(async () => {
  on = await useCases()
  wire = await openWire(on)
})
afterEach(() => {
  vi.useRealTimers()
})
afterAll(async () => {
  await wire.close()
  await on.close()
})

// A client that knows only the document of system C.
const PASSWORD = 'Test1234'
let names = 0
const newEmail = () => `ivan${names++}@example.com`

const register = (overrides: Record<string, unknown>) =>
  wire.post('/auth/register', { name: 'Иван Иванов', password: PASSWORD, verificationMethod: 'email', ...overrides })
const verify = (body: object) => wire.post('/auth/verify', body)
const login = (body: object) => wire.post('/auth/login', { password: PASSWORD, ...body })
const code = async () => (await sendCodes(on)).at(-1)?.code ?? ''
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

/** Registers and takes the code that went out. */
async function registered(overrides: Record<string, unknown>) {
  const answer = await register(overrides)
  expect(answer.status).toBe(201)
  return { answer, code: await code(), customerId: answer.body.data.customerId as number }
}

const tokens = {
  access_token: expect.any(String),
  refresh_token: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
  token_type: 'bearer',
  expires_in: 600,
}
const notAccepted = expect.objectContaining({
  success: false,
  status: 400,
  code: 'registration.code_not_accepted',
  message: 'Invalid or expired verification code',
})

describe('POST /auth/register', () => {
  test('by e-mail is answered as the document shows it (C1)', async () => {
    const email = newEmail()
    const { answer } = await registered({ email })
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(answer.body).toEqual({
      success: true,
      data: {
        customerId: expect.any(Number),
        email,
        phone: null,
        verificationMethod: 'email',
        message: 'Verification code sent via email',
      },
    })
  })

  test.each(['sms', 'telegram'])('by %s says so, and an absent e-mail is null (C1)', async (verificationMethod) => {
    const phone = newPhone()
    const { body, status } = await register({ phone, verificationMethod, telegramUsername: '@maria_user' })
    expect(status).toBe(201)
    expect(body.data).toMatchObject({ email: null, phone, verificationMethod })
    expect(body.data.message).toBe(`Verification code sent via ${verificationMethod}`)
  })

  test('takes fields that were left empty for absent, and passes over fields that it does not know (C1)', async () => {
    const { body, status } = await register({ email: newEmail(), phone: '', telegramUsername: null, captcha: 'x' })
    expect(status).toBe(201)
    expect(body.data.phone).toBeNull()
  })

  test.each([
    ['Either email or phone must be provided', { verificationMethod: 'email' }],
    ['Either email or phone must be provided', { verificationMethod: 'telegram', telegramUsername: 'maria_user' }],
    ['Email is required for email verification', { phone: '+79123456789', verificationMethod: 'email' }],
    ['Phone is required for sms verification', { email: 'a@example.com', verificationMethod: 'sms' }],
    [
      'Telegram username is required for telegram verification',
      { email: 'a@example.com', verificationMethod: 'telegram' },
    ],
  ])('«%s» is 400 in exactly these words, whatever the language (C2)', async (message, body) => {
    for (const language of ['ru', 'uz', 'en']) {
      const answer = await wire.post(
        '/auth/register',
        { name: 'Test', password: PASSWORD, ...body },
        { 'accept-language': language },
      )
      expect(answer.status).toBe(400)
      expect(answer.headers['content-type']).toContain('application/problem+json')
      expect(answer.body).toMatchObject({ success: false, message, status: 400, code: expect.any(String) })
      if (language === 'en') expect(answer.body.detail).toBe(message)
      else expect(answer.body.detail).not.toBe(message)
    }
  })

  test.each([
    ['name', { name: 'И' }],
    ['email', { email: 'no address' }],
    ['phone', { phone: '12' }],
    ['password', { password: 'short' }],
    ['password', { password: 'password1' }],
    ['verificationMethod', { verificationMethod: 'fax' }],
    ['telegramUsername', { verificationMethod: 'telegram', telegramUsername: 'a b' }],
  ])('names a wrong %s, with 400 (X5)', async (field, body) => {
    const answer = await register({ email: newEmail(), ...body })
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ success: false, errors: [{ field }] })
    expect(answer.body.message).toMatch(new RegExp(`^${field}: `))
  })

  test('by a way that is not configured is 400, never a silent success (C8)', async () => {
    const bare = await openWire(on, { channels: [] })
    const body = { name: 'Test', password: PASSWORD, email: newEmail(), phone: newPhone() }
    for (const [verificationMethod, name] of [
      ['sms', 'SMS'],
      ['email', 'Email'],
    ]) {
      const answer = await bare.post('/auth/register', { ...body, verificationMethod })
      expect(answer.status).toBe(400)
      expect(answer.body.message).toBe(`${name} verification is not configured`)
    }
    await bare.close()
  })

  test('reserves a number that nobody else gets, and that the account then has (C6)', async () => {
    const email = newEmail()
    const first = await registered({ email })
    const second = await register({ email: newEmail() })
    expect(second.body.data.customerId).not.toBe(first.customerId)
    expect(await findCustomer(on.ctx.db, first.customerId as never)).toBeUndefined()
    const { body } = await verify({ email, code: first.code, method: 'email' })
    expect(body.data.customerId).toBe(first.customerId)
  })

  test('answers an owned address like any other, and the true owner may register it (C6, S17)', async () => {
    const email = newEmail()
    const proof = newProof({ telegramId: null, phone: null, email: readTypedEmail(email) ?? null })
    const owner = await admitCustomer(on.ctx, proof, newClaim())
    const { answer, code, customerId } = await registered({ email })
    expect(answer.body.data.message).toBe('Verification code sent via email')
    expect(customerId).not.toBe(owner.id)
    const { body } = await verify({ email, code, method: 'email' })
    expect(body.data).toMatchObject({ customerId: owner.id, status: 'verified' })
    expect((await login({ email })).status).toBe(401)
  })
})

describe('POST /auth/verify', () => {
  test('is answered as the document shows it, with the tokens of system A (C3)', async () => {
    const email = newEmail()
    const { code, customerId } = await registered({ email })
    const { status, body } = await verify({ email, code, method: 'email' })
    expect(status).toBe(200)
    expect(body).toEqual({ success: true, data: { customerId, status: 'verified', ...tokens } })
  })

  test('finds the registration by either identifier that it named, in any spelling (C3)', async () => {
    const [email, phone] = [newEmail(), newPhone()]
    const { code } = await registered({ email, phone, verificationMethod: 'sms' })
    expect((await verify({ email, code, method: 'email' })).body).toEqual(notAccepted)
    const { status } = await verify({ phone: phone.slice(1), email: null, code, method: 'sms' })
    expect(status).toBe(200)
  })

  test.each([
    ['wrong', async (email: string, code: string) => verify({ email, code: wrong(code), method: 'email' })],
    ['of another method', async (email: string, code: string) => verify({ email, code, method: 'telegram' })],
    ['of another address', async (_: string, code: string) => verify({ email: newEmail(), code, method: 'email' })],
    [
      'expired',
      async (email: string, code: string) => {
        on.ctx.advance(10 * 60_000)
        return verify({ email, code, method: 'email' })
      },
    ],
    [
      'used',
      async (email: string, code: string) => {
        await verify({ email, code, method: 'email' })
        return verify({ email, code, method: 'email' })
      },
    ],
  ])('with a code that is %s is 400 with one code and the same words (C3)', async (_, act) => {
    const email = newEmail()
    const { code } = await registered({ email })
    const answer = await act(email, code)
    expect(answer.status).toBe(400)
    expect(answer.body).toEqual(notAccepted)
  })

  test('without an identifier, or with one that cannot be read, says so (C3)', async () => {
    expect((await verify({ code: '123456', method: 'email' })).body.message).toBe(
      'Either email or phone must be provided',
    )
    expect((await verify({ phone: 'x', code: '123456', method: 'sms' })).body.errors).toMatchObject([
      { field: 'phone' },
    ])
  })

  test('twenty times at once with the right code opens one session (S15)', async () => {
    const email = newEmail()
    const { code } = await registered({ email })
    await on.takeJobs('identity.customer-registered')
    const answers = await Promise.all(Array.from({ length: 20 }, () => verify({ email, code, method: 'email' })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const { status, body } of answers) if (status !== 200) expect(body).toEqual(notAccepted)
    expect(await on.takeJobs('identity.customer-registered')).toHaveLength(1)
  })

  test('is refused for good after five wrong guesses, and after ten whichever registration is asked (S15)', async () => {
    const email = newEmail()
    for (const _ of [1, 2]) {
      const { code } = await registered({ email })
      for (let n = 0; n < 5; n++) await verify({ email, code: wrong(code), method: 'email' })
      const late = await verify({ email, code, method: 'email' })
      expect(late.status === 400 || late.status === 429).toBe(true)
    }
    const { code } = await registered({ email })
    const limited = await verify({ email, code, method: 'email' })
    expect(limited.status).toBe(429)
    expect(limited.body).toMatchObject({ success: false, code: 'platform.too_many_requests' })
  })

  test('blind costs the address alone, so that no stranger locks an owner out (S15)', async () => {
    const email = newEmail()
    const guess = { email, code: '000000', method: 'email' }
    const from = { 'x-forwarded-for': '203.0.113.77' }
    for (let n = 0; n < 30; n++) await wire.post('/auth/verify', guess, from)
    expect((await wire.post('/auth/verify', guess, from)).status).toBe(429)
    const { code } = await registered({ email })
    expect((await verify({ email, code, method: 'email' })).status).toBe(200)
  })
})

describe('two registrations of one e-mail', () => {
  test('are both pending; the first to verify makes the account, the other signs in to it (C6, X1)', async () => {
    const email = newEmail()
    const stranger = await registered({ email, name: 'Чужой', password: 'AnotherPass123!' })
    const owner = await registered({ email, name: 'Хозяйка' })
    const second = await verify({ email, code: owner.code, method: 'email' })
    expect(second.body.data).toMatchObject({ customerId: owner.customerId, status: 'verified' })
    const first = await verify({ email, code: stranger.code, method: 'email' })
    expect(first.body.data.customerId).toBe(owner.customerId)
    expect((await login({ email, password: 'AnotherPass123!' })).status).toBe(401)
  })

  const EVIL = 'AnotherPass123!'
  test('with two passwords leave none: the code says whose the mailbox is, and not whose the password (S2, S12)', async () => {
    await on.takeJobs('identity.password-unkept')
    for (const typed of ['stranger', 'owner'] as const) {
      const email = newEmail()
      const codes = {
        stranger: (await registered({ email, phone: newPhone(), password: EVIL })).code,
        owner: (await registered({ email })).code,
      }
      const verified = await verify({ email, code: codes[typed], method: 'email' })
      const { customerId } = verified.body.data
      expect(await on.takeJobs('identity.password-unkept')).toMatchObject([{ customerId }])
      for (const password of [EVIL, PASSWORD]) expect((await login({ email, password })).status).toBe(401)
      expect(await findCustomer(on.ctx.db, customerId)).toMatchObject({ email, passwordHash: null })
      expect(await findClaims(on.ctx.db, customerId)).toEqual({ phone: null, email: null })
    }
  })

  test('with two passwords leave none though the owner’s is over when the stranger’s code is typed (S12)', async () => {
    const email = newEmail()
    await registered({ email })
    on.ctx.advance(9 * 60_000)
    const { code } = await registered({ email, password: EVIL })
    on.ctx.advance(60_000)
    expect((await verify({ email, code, method: 'email' })).status).toBe(200)
    expect((await login({ email, password: EVIL })).status).toBe(401)
    await on.takeJobs('identity.password-unkept')
  })

  test('with one password keep it: to register again is how this contract asks for another code (C1, C4)', async () => {
    const email = newEmail()
    for (const _ of [1, 2, 3]) await registered({ email })
    const { code } = await registered({ email })
    expect((await verify({ email, code, method: 'email' })).status).toBe(200)
    expect((await login({ email })).status).toBe(200)
    expect(await on.takeJobs('identity.password-unkept')).toEqual([])
  })

  test('at once make one account (X1)', async () => {
    const email = newEmail()
    const both = [await registered({ email }), await registered({ email })]
    const answers = await Promise.all(both.map(({ code }) => verify({ email, code, method: 'email' })))
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(answers[0]?.body.data.customerId).toBe(answers[1]?.body.data.customerId)
  })

  test('leave every letter good for its ten minutes, however many two hours allow (C6, S16)', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const email = newEmail()
    const owner = await registered({ email })
    for (let n = 1; n < 10; n++) {
      // The last five minutes of one hour and the first of the next.
      if (n === 5) vi.setSystemTime(Date.now() + 3600_000)
      await registered({ email })
    }
    vi.useRealTimers()
    expect((await verify({ email, code: owner.code, method: 'email' })).status).toBe(200)
  })

  test('by Telegram whose code nobody has yet push out none that has one (C6)', async () => {
    const [phone, username, telegramId] = [newPhone(), `owner_${names++}`, 9_100_000_000 + names]
    const own = await openWire(on, { usernameOf: () => username })
    await insertOrTouchChat(on.ctx.db, { id: telegramId, languageCode: 'ru', username }, on.ctx.now())
    const body = { phone, verificationMethod: 'telegram', telegramUsername: username }
    await register(body)
    const read = await own.get(`/telegram/verification/${username}`, { 'x-bot-secret': BOT_SECRET })
    for (let n = 0; n < 12; n++) await register({ ...body, telegramUsername: `stranger_${n}` })
    const { code } = read.body.data
    expect((await verify({ phone, code, method: 'telegram' })).status).toBe(200)
    await own.close()
  })

  test('make room when they are over, before one that is pending has to', async () => {
    const email = newEmail()
    const pending = await registered({ email })
    for (const _ of [2, 3, 4]) {
      const { code } = await registered({ email })
      expect((await verify({ email, code, method: 'email' })).status).toBe(200)
    }
    expect((await verify({ email, code: pending.code, method: 'email' })).status).toBe(200)
  })

  test('are too many at the sixth in an hour: the mailbox is nobody’s toy (S16)', async () => {
    const email = newEmail()
    for (let n = 0; n < 5; n++) expect((await register({ email })).status).toBe(201)
    const sixth = await register({ email })
    expect(sixth.status).toBe(429)
    expect(sixth.body).toMatchObject({ success: false, retryAfter: expect.any(Number) })
    await sendCodes(on)
  })
})

describe('GET /telegram/verification/{username}', () => {
  /** Somebody whom the bot knows, with a registration by their username, and a bot that reads codes for them. */
  async function awaited() {
    const [phone, username, telegramId] = [newPhone(), `reader_${names++}`, 9_200_000_000 + names]
    const bot = await openWire(on, { usernameOf: () => username })
    await insertOrTouchChat(on.ctx.db, { id: telegramId, languageCode: 'ru', username }, on.ctx.now())
    await register({ phone, verificationMethod: 'telegram', telegramUsername: username })
    const read = () => bot.get(`/telegram/verification/${username}`, { 'x-bot-secret': BOT_SECRET })
    return { phone, read, close: () => bot.close() }
  }
  const tooSoon = expect.objectContaining({ success: false, status: 429, code: 'registration.resend_too_soon' })

  test('gives a new code each time, 60, 120 and 300 s after the ones before, and says how long (C5, X3, S9)', async () => {
    const { phone, read, close } = await awaited()
    let last = ''
    for (const seconds of [60, 120, 300]) {
      const given = await read()
      expect(given.status).toBe(200)
      if (last) expect((await verify({ phone, code: last, method: 'telegram' })).status).toBe(400)
      last = given.body.data.code
      const early = await read()
      expect(early.body).toEqual(tooSoon)
      expect(early.headers['retry-after']).toBe(String(seconds))
      on.ctx.advance((seconds - 1) * 1000)
      expect((await read()).headers['retry-after']).toBe('1')
      on.ctx.advance(1000)
    }
    expect((await verify({ phone, code: last, method: 'telegram' })).status).toBe(200)
    await close()
  })

  test('gives one of many readers at once the code, and the others cost the person nothing (C5, S16)', async () => {
    const { phone, read, close } = await awaited()
    const answers = await Promise.all(Array.from({ length: 20 }, read))
    const [given, ...others] = answers.filter(({ status }) => status === 200)
    expect(others).toEqual([])
    for (const { status, body } of answers) if (status !== 200) expect(body).toEqual(tooSoon)
    expect((await verify({ phone, code: given?.body.data.code, method: 'telegram' })).status).toBe(200)
    await close()
  })
})

describe('POST /auth/login', () => {
  test('signs in by either identifier of the registration, once it was verified through any (C4)', async () => {
    const [email, phone] = [newEmail(), newPhone()]
    const { code, customerId } = await registered({ email, phone })
    expect((await login({ phone })).status).toBe(401)
    await verify({ email, code, method: 'email' })
    for (const identifier of [{ email }, { phone }, { email: email.toUpperCase() }]) {
      const { status, body } = await login(identifier)
      expect(status).toBe(200)
      expect(body).toEqual({ success: true, data: { customerId, ...tokens } })
    }
    expect(await findCustomer(on.ctx.db, customerId as never)).toMatchObject({ phone: null, phoneVerifiedAt: null })
  })

  test('by a name that was only claimed ends the moment somebody proves it (C4, S12)', async () => {
    const [email, phone] = [newEmail(), newPhone()]
    const { code } = await registered({ email, phone })
    await verify({ email, code, method: 'email' })
    const other = await registered({ phone, verificationMethod: 'sms', password: 'AnotherPass123!' })
    await verify({ phone, code: other.code, method: 'sms' })
    expect((await login({ phone })).status).toBe(401)
    expect((await login({ phone, password: 'AnotherPass123!' })).status).toBe(200)
    expect((await login({ email })).status).toBe(200)
  })

  test('is refused in one way whether the account exists or not (S17)', async () => {
    const email = newEmail()
    const { code } = await registered({ email })
    await verify({ email, code, method: 'email' })
    const [known, unknown] = [await login({ email, password: 'SecurePass124!' }), await login({ email: newEmail() })]
    expect(known.status).toBe(401)
    expect(known.body).toEqual(unknown.body)
    expect(known.body).toMatchObject({ success: false, message: expect.any(String) })
  })

  test('without an identifier is 400 (C4)', async () => {
    const answer = await wire.post('/auth/login', { email: '', password: PASSWORD })
    expect(answer.status).toBe(400)
    expect(answer.body.message).toBe('Either email or phone must be provided')
  })
})

describe('one address for two contracts (A1)', () => {
  const a = () => ({ phone_number: newPhone(), name: 'Иван', password: 'SecurePass123!' })
  const c = () => ({ name: 'Иван', email: newEmail(), password: PASSWORD, verificationMethod: 'email' })

  test('each body is answered and refused by its own', async () => {
    expect(Object.keys((await wire.post('/auth/register', a())).body)).toContain('verification_code')
    expect((await wire.post('/auth/register', c())).body.success).toBe(true)
    const faultOfA = await wire.post('/auth/register', { ...a(), name: 'И' })
    expect(faultOfA.status).toBe(422)
    expect(faultOfA.body.success).toBeUndefined()
    expect((await wire.post('/auth/register', { ...c(), name: 'И' })).status).toBe(400)
    expect((await wire.post('/auth/login', { phone_number: newPhone(), password: 'x' })).body.success).toBeUndefined()
    expect((await wire.post('/auth/login', { phone: newPhone(), password: 'x' })).body.success).toBe(false)
  })

  test.each([null, [], 'text', 7, {}])(
    'a body that says nothing, such as %j, is the first contract’s',
    async (body) => {
      const answer = await wire.post('/auth/register', body)
      expect(answer.status).toBe(422)
      expect(answer.body.success).toBeUndefined()
    },
  )

  test.each([
    ['A', 422],
    ['C', 400],
  ])('when only %s is served, the other’s body gets its refusal', async (served, status) => {
    const alone = await openWire(on, { served: [served] })
    const foreign = served === 'A' ? c() : a()
    expect((await alone.post('/auth/register', foreign)).status).toBe(status)
    const { phone_number, email, ...rest } = { phone_number: undefined, email: undefined, ...foreign }
    const login = { ...rest, ...(phone_number ? { phone_number } : { email }) }
    expect((await alone.post('/auth/login', login)).status).toBe(status)
    await alone.close()
  })

  test('when neither is served there is nothing at it', async () => {
    const none = await openWire(on, { served: [] })
    for (const path of ['/auth/register', '/auth/login', '/auth/verify', '/auth/register/telegram']) {
      expect((await none.post(path, a())).status).toBe(404)
    }
    await none.close()
  })
})
