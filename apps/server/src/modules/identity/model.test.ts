import type { Phone } from '@vitrina/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CustomerId, decideAdmission } from './model.ts'

interface Account {
  id: CustomerId
  telegramId: number | null
  phone: Phone | null
}

const phone = (n: number) => `+7999000000${n}` as Phone
const proof = (telegramId: number, phone: Phone | null) => ({ telegramId, telegramUsername: null, phone })
const account = (overrides: Partial<Account> = {}): Account => ({
  id: 1 as CustomerId,
  telegramId: 100,
  phone: phone(1),
  ...overrides,
})

describe('whose account a Telegram proof opens', () => {
  test('nobody’s: one is made', () => {
    expect(decideAdmission(proof(100, phone(1)), undefined, undefined)).toEqual({
      admission: { kind: 'create' },
      displaced: undefined,
    })
  })

  test('the one of this Telegram id, with the phone it has (X1)', () => {
    const own = account()
    expect(decideAdmission(proof(100, phone(1)), own, own)).toEqual({
      admission: { kind: 'open', id: own.id, takePhone: false, linkTelegram: false },
      displaced: undefined,
    })
  })

  test('the one of this Telegram id, whose phone has changed', () => {
    const { admission } = decideAdmission(proof(100, phone(2)), account(), undefined)
    expect(admission).toEqual({ kind: 'open', id: 1, takePhone: true, linkTelegram: false })
  })

  test('the one of this phone when it knows no Telegram yet: the two are linked (X1)', () => {
    const { admission, displaced } = decideAdmission(proof(100, phone(1)), undefined, account({ telegramId: null }))
    expect(admission).toEqual({ kind: 'open', id: 1, takePhone: false, linkTelegram: true })
    expect(displaced).toBeUndefined()
  })

  test('never one of another Telegram id: a recycled phone opens nothing and moves on (S11)', () => {
    expect(decideAdmission(proof(100, phone(1)), undefined, account({ telegramId: 200 }))).toEqual({
      admission: { kind: 'create' },
      displaced: 1,
    })
  })

  test('its own, and the other holder of the phone gives it up (S11)', () => {
    const holder = account({ id: 2 as CustomerId, telegramId: 200, phone: phone(2) })
    const { admission, displaced } = decideAdmission(proof(100, phone(2)), account(), holder)
    expect(admission).toEqual({ kind: 'open', id: 1, takePhone: true, linkTelegram: false })
    expect(displaced).toBe(2)
  })

  test('its own by an anonymous number, which takes no phone from anybody (S6)', () => {
    const { admission, displaced } = decideAdmission(proof(100, null), account(), undefined)
    expect(admission).toMatchObject({ kind: 'open', takePhone: false })
    expect(displaced).toBeUndefined()
  })
})

describe('any sequence of proofs', () => {
  const event = fc.record({
    telegramId: fc.integer({ min: 1, max: 4 }),
    phone: fc.option(fc.integer({ min: 1, max: 4 })),
  })
  // Accounts that came by another door: a phone was proven, a Telegram never seen.
  const phoneOnly = fc.uniqueArray(fc.integer({ min: 1, max: 4 }))
  const history = fc.tuple(phoneOnly, fc.array(event, { maxLength: 30 }))

  test('leaves no two accounts with the same phone or the same Telegram id (X1)', () => {
    fc.assert(
      fc.property(history, ([phones, events]) => {
        const accounts = phones.map((n) => account({ id: n as CustomerId, telegramId: null, phone: phone(n) }))
        for (const { telegramId, phone: n } of events) admit(accounts, telegramId, n === null ? null : phone(n))
        expectUnique(accounts.map((held) => held.phone))
        expectUnique(accounts.map((held) => held.telegramId))
      }),
    )
  })

  test('never opens an account of another Telegram id, and ends with the phone at its prover (S11)', () => {
    fc.assert(
      fc.property(history, ([phones, events]) => {
        const accounts = phones.map((n) => account({ id: n as CustomerId, telegramId: null, phone: phone(n) }))
        for (const { telegramId, phone: n } of events) {
          const before = new Map(accounts.map(({ id, telegramId }) => [id, telegramId]))
          const opened = admit(accounts, telegramId, n === null ? null : phone(n))
          expect([undefined, null, telegramId]).toContain(before.get(opened.id))
          expect(opened.telegramId).toBe(telegramId)
          if (n !== null) expect(opened.phone).toBe(phone(n))
        }
      }),
    )
  })
})

/** What the store does with a decision, on a list. */
function admit(accounts: Account[], telegramId: number, phone: Phone | null): Account {
  const byTelegram = accounts.find((held) => held.telegramId === telegramId)
  const byPhone = accounts.find((held) => held.phone !== null && held.phone === phone)
  const { admission, displaced } = decideAdmission(proof(telegramId, phone), byTelegram, byPhone)
  for (const held of accounts) if (held.id === displaced) held.phone = null
  if (admission.kind === 'create') {
    const made = account({ id: (100 + accounts.length) as CustomerId, telegramId, phone })
    accounts.push(made)
    return made
  }
  const opened = accounts.find(({ id }) => id === admission.id)
  if (!opened) throw new Error('an account was opened that is not there')
  if (admission.linkTelegram) opened.telegramId = telegramId
  if (admission.takePhone) opened.phone = phone
  return opened
}

function expectUnique(values: unknown[]): void {
  const known = values.filter((value) => value !== null)
  expect(new Set(known).size).toBe(known.length)
}
