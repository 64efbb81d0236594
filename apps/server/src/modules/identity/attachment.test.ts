import type { Email, Phone } from '@vitrina/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideAdmission, type Proof, sortHolders } from './admission.ts'
import { type Attachment, decideAttachment, inherit } from './attachment.ts'
import type { CustomerId } from './model.ts'

interface Account {
  id: CustomerId
  telegramId: number | null
  phone: Phone | null
  email: Email | null
  joinedInto?: CustomerId
}

const kinds = ['telegramId', 'phone', 'email'] as const
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
const B = 2 as CustomerId
const kept = { telegram: false, phone: false, email: false }
const nobody = { phone: null, email: null }

describe('what a proof does to the account it is brought to (X1)', () => {
  const cases: [string, Account, Proof, Account[], Partial<Attachment> | 'telegram_present'][] = [
    [
      'a phone nobody has is added',
      account(1),
      proof({ phone: phone(1) }),
      [],
      { take: { ...kept, phone: true }, join: [] },
    ],
    [
      'another phone takes the place of the one there is',
      account(1, { phone: phone(1) }),
      proof({ phone: phone(2) }),
      [],
      { take: { ...kept, phone: true }, join: [], displaced: nobody },
    ],
    [
      'another address takes the place of the one there is',
      account(1, { email: email(1) }),
      proof({ email: email(2) }),
      [],
      { take: { ...kept, email: true }, join: [] },
    ],
    [
      'what is there already changes nothing',
      account(1, { phone: phone(1) }),
      proof({ phone: phone(1) }),
      [],
      { take: kept, join: [], displaced: nobody },
    ],
    [
      'a Telegram is added where there is none',
      account(1),
      proof({ telegramId: 100 }),
      [],
      { take: { ...kept, telegram: true } },
    ],
    [
      'another Telegram has to wait until the one there is removed',
      account(1, { telegramId: 100 }),
      proof({ telegramId: 200 }),
      [],
      'telegram_present',
    ],
    [
      'another Telegram is refused with its phone too',
      account(1, { telegramId: 100 }),
      proof({ telegramId: 200, phone: phone(1) }),
      [account(2, { phone: phone(1) })],
      'telegram_present',
    ],
    [
      'a phone of an account without Telegram: the two are joined',
      account(1, { telegramId: 100 }),
      proof({ phone: phone(1) }),
      [account(2, { phone: phone(1), email: email(1) })],
      { take: { ...kept, phone: true }, join: [B], displaced: nobody },
    ],
    [
      'a phone of an account with a Telegram, brought to one without: the two are joined',
      account(1, { email: email(1) }),
      proof({ phone: phone(1) }),
      [account(2, { telegramId: 200, phone: phone(1) })],
      { join: [B] },
    ],
    [
      'a phone of an account of another Telegram: the phone moves alone (S11)',
      account(1, { telegramId: 100 }),
      proof({ phone: phone(1) }),
      [account(2, { telegramId: 200, phone: phone(1), email: email(1) })],
      { take: { ...kept, phone: true }, join: [], displaced: { phone: B, email: null } },
    ],
    [
      'an address of an account of another Telegram: the address moves alone (S11)',
      account(1, { telegramId: 100 }),
      proof({ email: email(1) }),
      [account(2, { telegramId: 200, email: email(1) })],
      { take: { ...kept, email: true }, join: [], displaced: { phone: null, email: B } },
    ],
    [
      'a contact whose number is another Telegram’s: it opens nothing of that account (S11)',
      account(1),
      proof({ telegramId: 100, phone: phone(1) }),
      [account(2, { telegramId: 200, phone: phone(1) })],
      { join: [], displaced: { phone: B, email: null } },
    ],
    [
      'a Telegram that has an account of its own: the two are joined',
      account(1, { email: email(1) }),
      proof({ telegramId: 200 }),
      [account(2, { telegramId: 200, phone: phone(1) })],
      { take: { ...kept, telegram: true }, join: [B] },
    ],
    [
      'a contact whose Telegram and number are two accounts’: both are joined',
      account(1),
      proof({ telegramId: 200, phone: phone(1) }),
      [account(2, { telegramId: 200 }), account(3, { phone: phone(1) })],
      { join: [B, 3 as CustomerId] },
    ],
    [
      'two accounts of different Telegrams are never both joined',
      account(1),
      proof({ phone: phone(1), email: email(1) }),
      [account(2, { telegramId: 200, phone: phone(1) }), account(3, { telegramId: 300, email: email(1) })],
      { join: [B], displaced: { phone: null, email: 3 as CustomerId } },
    ],
  ]
  test.each(cases)('%s', (_, own, proven, others, decision) => {
    const decided = decideAttachment(own, proven, sortHolders(proven, [own, ...others]))
    if (decision === 'telegram_present') expect(decided).toBe(decision)
    else expect(decided).toMatchObject(decision)
  })

  test('what the account has is kept, what it lacks is inherited from whom it joined', () => {
    const own = account(1, { email: email(1) })
    const joined = [account(2, { email: email(2), telegramId: 200 })]
    const inherited = inherit(own, { ...kept, phone: true }, joined)
    expect(inherited).toEqual({ telegram: joined[0], phone: undefined, email: undefined })
  })
})

describe('any sequence of admissions, attachments and removals', () => {
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
  const step = fc.oneof(
    anyProof.map((proven) => ({ act: 'admit' as const, proven })),
    fc.record({ act: fc.constant('attach' as const), to: n, proven: anyProof }),
    fc.record({ act: fc.constant('remove' as const), from: n, kind: fc.constantFrom(...kinds) }),
  )
  const history = fc.array(step, { maxLength: 60 })
  type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

  function play(accounts: Account[], one: Step): void {
    if (one.act === 'admit') admit(accounts, one.proven)
    if (one.act === 'attach') attach(accounts, one.to, one.proven)
    if (one.act === 'remove') remove(accounts, one.from, one.kind)
  }

  test('leaves no two accounts with the same verified identifier (X1)', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const accounts: Account[] = []
        for (const one of steps) {
          play(accounts, one)
          for (const kind of kinds) {
            const values = accounts.map((each) => each[kind]).filter((value) => value !== null)
            expect(new Set(values).size).toBe(values.length)
          }
        }
      }),
    )
  })

  test('joins an account only with what it held itself proven, and never two Telegrams (X1, S12)', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const accounts: Account[] = []
        for (const one of steps) {
          const before = structuredClone(accounts)
          play(accounts, one)
          for (const [at, was] of before.entries()) {
            if (was.joinedInto || accounts[at]?.joinedInto === undefined) continue
            if (one.act !== 'attach') throw new Error('joined without an attachment')
            expect(kinds.some((kind) => one.proven[kind] !== null && was[kind] === one.proven[kind])).toBe(true)
            const own = before.find(({ id }) => id === accounts[at]?.joinedInto)
            if (was.telegramId !== null) expect([null, was.telegramId]).toContain(own?.telegramId)
          }
        }
      }),
    )
  })

  test('loses nothing that was verified but what was given up, proven by another or replaced', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const accounts: Account[] = []
        for (const one of steps.filter(({ act }) => act !== 'remove')) {
          const before = structuredClone(accounts)
          play(accounts, one)
          const telegrams = (list: Account[]) => list.map(({ telegramId }) => telegramId).filter((id) => id !== null)
          for (const telegramId of telegrams(before)) expect(telegrams(accounts)).toContain(telegramId)
        }
      }),
    )
  })

  test('leaves what is joined with nothing to open it by', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const accounts: Account[] = []
        for (const one of steps) play(accounts, one)
        for (const gone of accounts.filter(({ joinedInto }) => joinedInto)) {
          expect(gone).toMatchObject({ telegramId: null, phone: null, email: null })
        }
      }),
    )
  })
})

// What the store does with the decisions, on a list.

function admit(accounts: Account[], proven: Proof): void {
  const { open, take, displaced } = decideAdmission(proven, sortHolders(proven, accounts))
  displace(accounts, displaced)
  const opened = accounts.find(({ id }) => id === open) ?? account(accounts.length + 1)
  if (open === null) accounts.push(opened)
  fill(opened, proven, take)
}

function attach(accounts: Account[], to: number, proven: Proof): void {
  const own = accounts.find(({ id }) => id === to)
  if (!own || own.joinedInto) return
  const decided = decideAttachment(own, proven, sortHolders(proven, accounts))
  if (decided === 'telegram_present') return
  displace(accounts, decided.displaced)
  const joined = accounts.filter(({ id }) => decided.join.includes(id))
  const { telegram, phone, email } = inherit(own, decided.take, joined)
  const gained = { telegramId: telegram?.telegramId, phone: phone?.phone, email: email?.email }
  for (const gone of joined) Object.assign(gone, { telegramId: null, phone: null, email: null, joinedInto: own.id })
  fill(own, proven, decided.take)
  own.telegramId ??= gained.telegramId ?? null
  own.phone ??= gained.phone ?? null
  own.email ??= gained.email ?? null
}

function remove(accounts: Account[], from: number, kind: (typeof kinds)[number]): void {
  const own = accounts.find(({ id }) => id === from)
  if (own && kinds.some((other) => other !== kind && own[other] !== null)) Object.assign(own, { [kind]: null })
}

function displace(accounts: Account[], displaced: Attachment['displaced']): void {
  for (const held of accounts) {
    if (held.id === displaced.phone) held.phone = null
    if (held.id === displaced.email) held.email = null
  }
}

function fill(own: Account, proven: Proof, take: Attachment['take']): void {
  if (take.telegram) own.telegramId = proven.telegramId
  if (take.phone) own.phone = proven.phone
  if (take.email) own.email = proven.email
}
