import type { Email, Phone } from '@vitrina/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Admission, decideAdmission, type Proof, sortHolders } from './admission.ts'
import type { CustomerId } from './model.ts'

interface Account {
  id: CustomerId
  telegramId: number | null
  phone: Phone | null
  email: Email | null
}

const phone = (n: number) => `+7999000000${n}` as Phone
const email = (n: number) => `person${n}@shop.example` as Email
const nothing = { telegramId: null, telegramUsername: null, phone: null, email: null }
const proof = (proven: Partial<Proof>): Proof => ({ ...nothing, ...proven })
const account = (id: number, has: Partial<Account> = {}): Account => ({
  telegramId: null,
  phone: null,
  email: null,
  ...has,
  id: id as CustomerId,
})
const decide = (proven: Proof, accounts: Account[]) => decideAdmission(proven, sortHolders(proven, accounts))

const made = { open: null, displaced: { phone: null, email: null } }
const kept = { telegram: false, phone: false, email: false }
const nobody = { phone: null, email: null }

describe('whose account a proof opens (X1)', () => {
  const contact = proof({ telegramId: 100, phone: phone(1) })
  const cases: [string, Proof, Account[], Partial<Admission>][] = [
    ['a contact nobody has: one is made', contact, [], { ...made, take: { ...kept, telegram: true, phone: true } }],
    [
      'a contact whose Telegram and phone are one account’s: that one',
      contact,
      [account(1, { telegramId: 100, phone: phone(1) })],
      { open: 1 as CustomerId, take: kept, displaced: nobody },
    ],
    [
      'a contact whose phone has changed: the account takes it',
      proof({ telegramId: 100, phone: phone(2) }),
      [account(1, { telegramId: 100, phone: phone(1) })],
      { open: 1 as CustomerId, take: { ...kept, phone: true } },
    ],
    [
      'a contact whose phone belongs to an account without Telegram: the two are linked',
      contact,
      [account(1, { phone: phone(1) })],
      { open: 1 as CustomerId, take: { ...kept, telegram: true }, displaced: nobody },
    ],
    [
      'a contact whose phone belongs to another Telegram: one is made, the phone moves on (S11)',
      contact,
      [account(1, { telegramId: 200, phone: phone(1) })],
      { open: null, displaced: { phone: 1 as CustomerId, email: null } },
    ],
    [
      'a contact whose Telegram and phone are two accounts’: the Telegram leads, the phone moves to it (S11)',
      contact,
      [account(1, { telegramId: 100 }), account(2, { phone: phone(1) })],
      {
        open: 1 as CustomerId,
        take: { ...kept, phone: true },
        displaced: { phone: 2 as CustomerId, email: null },
      },
    ],
    [
      'an anonymous contact: its Telegram, and no phone is taken (S6)',
      proof({ telegramId: 100 }),
      [account(1, { telegramId: 100, phone: phone(1) })],
      { open: 1 as CustomerId, take: kept, displaced: nobody },
    ],
    [
      'a Telegram nobody has, of a Mini App: one is made, without a phone (E3)',
      proof({ telegramId: 100 }),
      [account(1, { phone: phone(1) })],
      { open: null, take: { ...kept, telegram: true } },
    ],
    [
      'a code by SMS: the account of this phone, whatever else it has',
      proof({ phone: phone(1) }),
      [account(1, { telegramId: 200, phone: phone(1), email: email(1) })],
      { open: 1 as CustomerId, take: kept, displaced: nobody },
    ],
    [
      'a code by mail: the account of this address',
      proof({ email: email(1) }),
      [account(1, { telegramId: 200, email: email(1) }), account(2, { phone: phone(1) })],
      { open: 1 as CustomerId, take: kept, displaced: nobody },
    ],
    ['a code by mail to nobody’s address: one is made', proof({ email: email(1) }), [account(1)], made],
  ]
  test.each(cases)('%s', (_, proven, accounts, decision) => {
    expect(decide(proven, accounts)).toMatchObject(decision)
  })
})

describe('any sequence of proofs', () => {
  const n = fc.integer({ min: 1, max: 4 })
  const some = (value: fc.Arbitrary<number>) => fc.option(value, { nil: undefined })
  const anyProof = fc
    .record({ telegramId: some(n), phone: some(n), email: some(n) })
    .filter((proven) => Object.values(proven).some((value) => value !== undefined))
    .map(({ telegramId, phone: p, email: e }) =>
      proof({
        telegramId: telegramId ?? null,
        phone: p === undefined ? null : phone(p),
        email: e === undefined ? null : email(e),
      }),
    )
  const history = fc.array(anyProof, { maxLength: 40 })

  test('leaves no two accounts with the same verified identifier (X1)', () => {
    fc.assert(
      fc.property(history, (proofs) => {
        const accounts: Account[] = []
        for (const proven of proofs) admit(accounts, proven)
        for (const held of ['telegramId', 'phone', 'email'] as const) {
          const values = accounts.map((one) => one[held]).filter((value) => value !== null)
          expect(new Set(values).size).toBe(values.length)
        }
      }),
    )
  })

  test('ends with all that was proven at the account that it opened', () => {
    fc.assert(
      fc.property(history, (proofs) => {
        const accounts: Account[] = []
        for (const proven of proofs) {
          const opened = admit(accounts, proven)
          for (const held of ['telegramId', 'phone', 'email'] as const) {
            if (proven[held] !== null) expect(opened[held]).toBe(proven[held])
          }
        }
      }),
    )
  })

  test('opens no account that holds nothing of what was proven, nor one of another Telegram (S11, S12)', () => {
    fc.assert(
      fc.property(history, (proofs) => {
        const accounts: Account[] = []
        for (const proven of proofs) {
          const before = structuredClone(accounts)
          const opened = admit(accounts, proven)
          const was = before.find(({ id }) => id === opened.id)
          if (!was) continue
          const shared = (['telegramId', 'phone', 'email'] as const).some(
            (held) => proven[held] !== null && was[held] === proven[held],
          )
          expect(shared).toBe(true)
          if (proven.telegramId !== null) expect([null, proven.telegramId]).toContain(was.telegramId)
        }
      }),
    )
  })

  test('proven twice, opens the same account twice', () => {
    fc.assert(
      fc.property(history, anyProof, (proofs, proven) => {
        const accounts: Account[] = []
        for (const earlier of proofs) admit(accounts, earlier)
        expect(admit(accounts, proven).id).toBe(admit(accounts, proven).id)
      }),
    )
  })
})

/** What the store does with a decision, on a list. */
function admit(accounts: Account[], proven: Proof): Account {
  const { open, take, displaced } = decide(proven, accounts)
  for (const held of accounts) {
    if (held.id === displaced.phone) held.phone = null
    if (held.id === displaced.email) held.email = null
  }
  const opened = accounts.find(({ id }) => id === open) ?? account(accounts.length + 1)
  if (open === null) accounts.push(opened)
  if (take.telegram) opened.telegramId = proven.telegramId
  if (take.phone) opened.phone = proven.phone
  if (take.email) opened.email = proven.email
  return opened
}
