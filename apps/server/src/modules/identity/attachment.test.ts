import type { Email, Phone } from '@vitrina/contract'
import { describe, expect, test } from 'vitest'
import { type Attachment, decideAttachment, inherit } from './attachment.ts'
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
