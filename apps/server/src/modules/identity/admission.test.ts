import type { Email, Phone } from '@vitrina/contract'
import { describe, expect, test } from 'vitest'
import { type Admission, decideAdmission } from './admission.ts'
import type { CustomerId } from './model.ts'
import { type Proof, sortHolders } from './proof.ts'

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

const [A, B] = [1 as CustomerId, 2 as CustomerId]
const made = { open: null, join: [], displaced: { phone: null, email: null } }
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
      'a contact whose Telegram and phone are two accounts’: they become one, the older',
      contact,
      [account(1, { telegramId: 100 }), account(2, { phone: phone(1) })],
      { open: A, take: { ...kept, phone: true }, join: [B], displaced: nobody },
    ],
    [
      'the same where the phone’s is the older: it takes the Telegram',
      contact,
      [account(1, { phone: phone(1), email: email(1) }), account(2, { telegramId: 100 })],
      { open: A, take: { ...kept, telegram: true }, join: [B], displaced: nobody },
    ],
    [
      'the same where the Telegram’s has another phone: the one proven now stays',
      contact,
      [account(1, { phone: phone(1) }), account(2, { telegramId: 100, phone: phone(2) })],
      { open: A, take: { ...kept, telegram: true }, join: [B] },
    ],
    [
      'a contact whose phone is another Telegram’s, beside an account of its own: only the phone moves (S11)',
      contact,
      [account(1, { telegramId: 200, phone: phone(1) }), account(2, { telegramId: 100 })],
      { open: B, take: { ...kept, phone: true }, join: [], displaced: { phone: A, email: null } },
    ],
    [
      'a Telegram, a phone and an address of three accounts: all become the oldest',
      proof({ telegramId: 100, phone: phone(1), email: email(1) }),
      [account(1, { email: email(1) }), account(2, { phone: phone(1) }), account(3, { telegramId: 100 })],
      { open: A, take: { telegram: true, phone: true, email: false }, join: [3 as CustomerId, B] },
    ],
    [
      'a phone and an address of two accounts, one with a Telegram: they become one',
      proof({ phone: phone(1), email: email(1) }),
      [account(1, { email: email(1) }), account(2, { telegramId: 200, phone: phone(1) })],
      { open: A, take: { ...kept, phone: true }, join: [B] },
    ],
    [
      'a phone and an address of two Telegrams: the phone leads, the address moves alone',
      proof({ phone: phone(1), email: email(1) }),
      [account(1, { telegramId: 100, email: email(1) }), account(2, { telegramId: 200, phone: phone(1) })],
      { open: B, take: { ...kept, email: true }, join: [], displaced: { phone: null, email: A } },
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
