import { createSecretKey } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { admitCustomer, disownPassword } from '#own-account'
import { loginWithPassword } from '#password-sign-in'
import type { Pepper } from '#platform'
import { insertClaims } from '../src/modules/identity/contact-claims.ts'
import { type Known, sealKnown } from '../src/modules/sessions/known-browser.ts'
import { newEmail } from './accounts.ts'
import { newPhone } from './made-up.ts'
import { expectSameTime } from './same-time.ts'
import { device, newClaim, newProof, type UseCases, useCases } from './use-cases.ts'

let on: UseCases
beforeAll(async () => {
  on = await useCases()
})
afterAll(() => on.close())

const PASSWORD = 'Сирень-2026'
const rejected = expect.objectContaining({ code: 'identity.login_rejected' })
const limited = expect.objectContaining({ code: 'platform.too_many_requests' })

const login = (identifier: string, password: string) =>
  loginWithPassword(on.ctx, { identifier, password, device }, on.ports)

async function customer(password: string | null = PASSWORD): Promise<string> {
  const passwordHash = password === null ? null : await on.ports.hasher.hash(password)
  const { phone } = await admitCustomer(on.ctx, newProof(), newClaim({ passwordHash }))
  return String(phone)
}

/** How each of many attempts at once ended: `in`, or the code it was refused with. */
async function outcomes(attempts: Promise<unknown>[]): Promise<Record<string, number>> {
  const results = await Promise.allSettled(attempts)
  const names = results.map((result) => (result.status === 'fulfilled' ? 'in' : result.reason.code))
  return Object.fromEntries(Object.entries(Object.groupBy(names, (name) => name)).map(([k, v]) => [k, v?.length ?? 0]))
}

/** The same hasher, which comes to one password only after so many others: of many at once any may be its first. */
function checkingLast(last: string, { after }: { after: number }): Parameters<typeof loginWithPassword>[2]['hasher'] {
  const { hasher } = on.ports
  const others = Promise.withResolvers<void>()
  let checked = 0
  return {
    ensureRoom: () => hasher.ensureRoom(),
    hash: (password) => hasher.hash(password),
    needsRehash: (hash) => hasher.needsRehash(hash),
    async verify(hash, password) {
      if (password === last) await others.promise
      const fits = await hasher.verify(hash, password)
      if (++checked === after) others.resolve()
      return fits
    },
  }
}

describe('a password', () => {
  test('signs in, with the phone spelt with or without a plus', async () => {
    const phone = await customer()
    expect((await login(phone, PASSWORD)).session.customer.phone).toBe(phone)
    expect((await login(phone.slice(1), PASSWORD)).session.customer.phone).toBe(phone)
  })

  test('signs in however the keyboard composes its letters (ASVS 6.2)', async () => {
    const phone = await customer('йод-ёлка-é'.normalize('NFC'))
    await expect(login(phone, 'йод-ёлка-é'.normalize('NFD'))).resolves.toBeDefined()
  })

  test.each([
    ['wrong', async () => login(await customer(), 'SecurePass124!')],
    ['in other letters', async () => login(await customer(), PASSWORD.toUpperCase())],
    ['of an account that has none', async () => login(await customer(null), PASSWORD)],
    ['of a phone that is nobody’s', () => login(newPhone(), PASSWORD)],
    ['of what is no phone', () => login('anna@shop.example', PASSWORD)],
    ['empty, of an account that has none', async () => login(await customer(null), '')],
  ])('%s is refused with the same code (S17)', async (_, attempt) => {
    await expect(attempt()).rejects.toEqual(rejected)
  })

  test('costs the same time whether unknown, wrong or not set (S17)', () =>
    expectSameTime(on.ports.hasher, async () => {
      const takenMs: Record<string, number[]> = { unknown: [], wrong: [], none: [] }
      // In turn, so that a busy machine slows all of them down; few on each, or the limit answers.
      for (let round = 0; round < 3; round++) {
        const identifiers = { unknown: newPhone(), wrong: await customer(), none: await customer(null) }
        for (let n = 0; n < 5; n++) {
          for (const [kind, identifier] of Object.entries(identifiers)) {
            const from = performance.now()
            await expect(login(identifier, 'SecurePass124!')).rejects.toEqual(rejected)
            takenMs[kind]?.push(performance.now() - from)
          }
        }
      }
      return takenMs
    }))
})

describe('a password disowned while it is being checked', () => {
  test('opens nothing (S2)', async () => {
    const proof = newProof()
    const passwordHash = await on.ports.hasher.hash(PASSWORD)
    const { id, phone, passwordSetAt } = await admitCustomer(on.ctx, proof, newClaim({ passwordHash }))
    const disown = () =>
      disownPassword(on.ctx, {
        customerId: id,
        setAt: passwordSetAt ?? new Date(0),
      })
    const slow: Pick<typeof on.ports.hasher, 'ensureRoom' | 'hash' | 'verify' | 'needsRehash'> = {
      ensureRoom: () => on.ports.hasher.ensureRoom(),
      hash: (password) => on.ports.hasher.hash(password),
      needsRehash: (hash) => on.ports.hasher.needsRehash(hash),
      verify: async (hash, password) => {
        const matches = await on.ports.hasher.verify(hash, password)
        await disown()
        return matches
      },
    }
    const attempt = loginWithPassword(
      on.ctx,
      { identifier: String(phone), password: PASSWORD, device },
      { ...on.ports, hasher: slow },
    )
    await expect(attempt).rejects.toEqual(rejected)
  })
})

describe('guessing a password (S15)', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

  test('ends after ten failures an hour, for the right password too, and goes on an hour later', async () => {
    const phone = await customer()
    for (let n = 0; n < 10; n++) await expect(login(phone, `wrong ${n}`)).rejects.toEqual(rejected)
    await expect(login(phone, PASSWORD)).rejects.toEqual(limited)
    await expect(login(phone, 'wrong')).rejects.toEqual(limited)
    later(3600)
    await expect(login(phone, PASSWORD)).resolves.toBeDefined()
  })

  test('ends after thirty failures a day, however they are spread', async () => {
    const phone = await customer()
    for (let n = 0; n < 30; n++) {
      await expect(login(phone, `wrong ${n}`)).rejects.toEqual(rejected)
      if (n % 10 === 9) later(3600)
    }
    await expect(login(phone, PASSWORD)).rejects.toMatchObject({ details: { retryAfter: 86_400 - 3 * 3600 } })
    later(86_400 - 3 * 3600)
    await expect(login(phone, PASSWORD)).resolves.toBeDefined()
  })

  test('elsewhere keeps the owner out of no browser that they have been in, and those are counted together', async () => {
    const phone = await customer()
    const { known: owner } = await login(phone, PASSWORD)
    const known = sealKnown(on.ports.pepper, owner)
    const there = (password: string) =>
      loginWithPassword(on.ctx, { identifier: phone, password, device, known }, on.ports)
    for (let n = 0; n < 10; n++) await expect(login(phone, `wrong ${n}`)).rejects.toEqual(rejected)
    await expect(login(phone, PASSWORD)).rejects.toEqual(limited)
    await expect(there(PASSWORD)).resolves.toBeDefined()
    for (let n = 0; n < 10; n++) await expect(there(`wrong ${n}`)).rejects.toEqual(rejected)
    await expect(there(PASSWORD)).rejects.toEqual(limited)
  })

  test.each([
    ['another account', async (pepper: Pepper) => sealKnown(pepper, (await login(await customer(), PASSWORD)).known)],
    [
      'the password before this one',
      (pepper: Pepper, of: Known) => sealKnown(pepper, { ...of, passwordSetAt: new Date(0) }),
    ],
    ['another key', (_: Pepper, of: Known) => sealKnown([{ id: 'k', key: createSecretKey(Buffer.alloc(32)) }], of)],
    ['nothing', () => 'x.y'],
  ])('is not counted apart by what is of %s', async (_, seal) => {
    const phone = await customer()
    const { known: owner } = await login(phone, PASSWORD)
    const known = await seal(on.ports.pepper, owner)
    for (let n = 0; n < 10; n++) await expect(login(phone, `wrong ${n}`)).rejects.toEqual(rejected)
    const attempt = loginWithPassword(on.ctx, { identifier: phone, password: PASSWORD, device, known }, on.ports)
    await expect(attempt).rejects.toEqual(limited)
  })

  test('is not counted apart where several have only named the identifier: it may be another’s that is guessed (C4)', async () => {
    const email = newEmail()
    const [own, other] = [await customer(), await customer('Жасмин-2027')]
    const { known: mine } = await login(own, PASSWORD)
    const theirs = (await login(other, 'Жасмин-2027')).known
    for (const { id } of [mine, theirs]) await insertClaims(on.ctx.db, id, { phone: null, email }, on.ctx.now())
    const known = sealKnown(on.ports.pepper, mine)
    const guess = (password: string) =>
      loginWithPassword(on.ctx, { identifier: email, password, device, known }, on.ports)
    for (let n = 0; n < 10; n++) await expect(guess(`wrong ${n}`)).rejects.toEqual(rejected)
    await expect(login(email, PASSWORD)).rejects.toEqual(limited)
  })

  test('is counted for a phone however it is spelt, and for one that nobody has (S17)', async () => {
    const unknown = newPhone()
    for (let n = 0; n < 10; n++) {
      await expect(login(n % 2 ? unknown : unknown.slice(1), 'wrong')).rejects.toEqual(rejected)
    }
    await expect(login(unknown, 'wrong')).rejects.toEqual(limited)
  })

  test('many at once buys no more guesses: past the tenth neither the right nor a wrong one is answered', async () => {
    const phone = await customer()
    const ports = { ...on.ports, hasher: checkingLast(PASSWORD, { after: 10 }) }
    const guess = (password: string) => loginWithPassword(on.ctx, { identifier: phone, password, device }, ports)
    const guesses = Array.from({ length: 25 }, (_, n) => guess(n === 24 ? PASSWORD : `wrong ${n}`))
    expect(await outcomes(guesses)).toEqual({ 'identity.login_rejected': 10, 'platform.too_many_requests': 15 })
  })

  test('of another account is nothing to this one', async () => {
    const [mine, other] = [await customer(), await customer()]
    for (let n = 0; n < 10; n++) await expect(login(other, 'wrong')).rejects.toEqual(rejected)
    await expect(login(mine, PASSWORD)).resolves.toBeDefined()
  })

  test('is not what signing in again and again is', async () => {
    const phone = await customer()
    expect(await outcomes(Array.from({ length: 25 }, () => login(phone, PASSWORD)))).toEqual({ in: 25 })
  })
})
