import type { Phone } from '@vitrina/contract'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { admitCustomer } from '#own-account'
import { claimVerification } from '../src/modules/registration/claim-verification.ts'
import { BOT_SECRET, newPhone } from './made-up.ts'
import { openWire, type Wire } from './open-wire.ts'
import { newClaim, newProof, type UseCases, useCases } from './use-cases.ts'

let on: UseCases
let wire: Wire
beforeAll(async () => {
  on = await useCases()
  wire = await openWire(on)
})
afterAll(async () => {
  await wire.close()
  await on.close()
})

// What the document of system A says of times and of what is kept, on a clock that stands still.
const PASSWORD = 'SecurePass123!'

async function register(phone: string = newPhone()) {
  const answer = await wire.post('/auth/register', { phone_number: phone, name: 'Иван', password: PASSWORD })
  return { phone, answer, code: String(answer.body.verification_code) }
}

const check = (code: string) => wire.get(`/auth/check-verification/${code}`)
const complete = (verification_code: string, telegram_phone: string) =>
  wire.post(
    '/auth/complete-registration',
    { verification_code, telegram_phone, telegram_chat_id: 123_456_789 },
    { 'x-bot-secret': BOT_SECRET },
  )

const openInBot = (start: string, telegramId: number) =>
  claimVerification(on.ctx, { start, telegramId, username: null }, on.ports)

/** What the ephemeral store holds, key by key, as it is written there. */
async function kept(): Promise<Map<string, string>> {
  const { rows } = await on.ctx.db.execute<{ key: string; value: string }>(sql`select key, value from ephemeral`)
  return new Map(rows.map(({ key, value }) => [key, value]))
}

describe('a pending registration', () => {
  test('counts its 300 seconds down, and is not found in the last of them (A4)', async () => {
    const { code } = await register()
    on.ctx.advance(13_000)
    expect((await check(code)).body).toEqual({ status: 'pending', expires_in: 287 })
    on.ctx.advance(286_500)
    expect((await check(code)).body).toEqual({ status: 'pending', expires_in: 1 })
    on.ctx.advance(500)
    const gone = await check(code)
    expect([gone.status, gone.body.detail]).toEqual([404, 'Время истекло. Попробуйте снова'])
  })

  test('is kept with phone, name, hash of the password and, once known, the chat; never with the password (A3)', async () => {
    const before = await kept()
    const { phone, code } = await register()
    const [key, ...others] = [...(await kept()).keys()].filter((key) => !before.has(key))
    expect(others).toEqual([])
    const record = async () => JSON.parse((await kept()).get(key ?? '') ?? '')
    const passwordHash = expect.stringMatching(/^\$argon2id\$/)
    expect(await record()).toMatchObject({ telegram: null, claim: { phone, name: 'Иван', passwordHash } })
    await openInBot(code, 5_000_000_001)
    expect(await record()).toMatchObject({ telegram: { id: 5_000_000_001 } })
    const text = JSON.stringify([...(await kept())])
    for (const secret of [PASSWORD, code]) expect(text).not.toContain(secret)
  })

  test('is not begun for a phone that is owned: nothing is kept (A2)', async () => {
    const { phone } = await admitCustomer(on.ctx, newProof(), newClaim())
    const before = await kept()
    const { answer } = await register(phone as Phone)
    expect([answer.status, answer.body.code]).toEqual([409, 'registration.phone_taken'])
    expect(await kept()).toEqual(before)
  })
})

describe('a registration that was verified', () => {
  test('stays readable for the rest of its time, spent as its code is, and no longer (A4, A7)', async () => {
    const { phone, code } = await register()
    on.ctx.advance(100_000)
    const { user_id } = (await complete(code, phone)).body
    on.ctx.advance(199_999)
    expect((await check(code)).body).toEqual({ status: 'verified', user_id })
    expect(await openInBot(code, 123_456_789)).toBe('unknown')
    on.ctx.advance(1)
    expect((await check(code)).status).toBe(404)
    expect((await complete(code, phone)).body).toEqual({ status: 'success', user_id })
  })

  test('can be completed in its last moment, and not in the next (A7)', async () => {
    const [early, late] = [await register(), await register()]
    on.ctx.advance(299_999)
    expect((await complete(early.code, early.phone)).status).toBe(200)
    on.ctx.advance(1)
    const answer = await complete(late.code, late.phone)
    expect([answer.status, answer.body.code]).toEqual([404, 'registration.time_is_up'])
    expect((await wire.post('/auth/login', { phone_number: late.phone, password: PASSWORD })).status).toBe(401)
  })
})

describe('POST /auth/login', () => {
  test('refuses a wrong password, an unknown phone and what is no phone in one way (A8, S17)', async () => {
    const { phone, code } = await register()
    await complete(code, phone)
    const answers = await Promise.all(
      [phone, newPhone(), 'no phone'].map((phone_number) =>
        wire.post('/auth/login', { phone_number, password: 'SecurePass124!' }),
      ),
    )
    for (const { status, body } of answers) {
      expect(status).toBe(401)
      expect(body).toEqual(answers[0]?.body)
    }
    expect(answers[0]?.body.detail).toBe('Неверный номер, почта или пароль.')
  })

  test('does not take the password of a registration that nobody completed (A8, S2)', async () => {
    const { phone } = await register()
    expect((await wire.post('/auth/login', { phone_number: phone, password: PASSWORD })).status).toBe(401)
  })
})
