import type { Phone } from '@vitrina/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  answerOffer,
  CODE_ATTEMPTS,
  type CodeRequest,
  giveBack,
  type IssuedCode,
  looksLikeNumber,
  makeOffer,
  markDelivered,
  pauseBefore,
  proofOf,
  RESEND_MS,
  readNumber,
  spend,
  takeAttempt,
} from './model.ts'

const now = new Date('2030-01-01T00:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)

const request: CodeRequest = {
  telegramId: 7,
  telegramUsername: 'anna',
  name: 'Анна',
  locale: 'ru',
  phone: '+998901234567' as Phone,
  isShared: true,
}
const issued: IssuedCode = { ...request, id: 'a', sealed: 'k.mac', attemptsLeft: CODE_ATTEMPTS, isSpent: false }

describe('what is proven', () => {
  test('by a number that was shared is the number too; by one that was typed the Telegram id alone (S4, D5)', () => {
    const proof = { telegramId: 7, telegramUsername: 'anna', email: null }
    expect(proofOf(request)).toEqual({ ...proof, phone: '+998901234567' })
    expect(proofOf({ ...request, isShared: false })).toEqual({ ...proof, phone: null })
  })
})

describe('a number', () => {
  test.each([
    ['+376312345', '+376312345'],
    ['998901234567', '+998901234567'],
    ['+998 (90) 123-45-67', '+998901234567'],
  ])('that is shared as %s is taken as Telegram writes it', (text, phone) => {
    expect(readNumber(text, true)).toBe(phone)
  })

  test.each(['+88800123456', '+29022222', '', 'x', '+998901234567 ext 5'])(
    'that is shared as «%s» is no network’s, or could not be typed on the site (S6)',
    (text) => {
      expect(readNumber(text, true)).toBeUndefined()
    },
  )

  test('is one and the same however often it is read: bot and site meet (D1)', () => {
    const digits = fc.stringMatching(/^\+?[0-9]{7,15}$/)
    fc.assert(
      fc.property(digits, fc.boolean(), (text, isShared) => {
        const phone = readNumber(text, isShared)
        if (phone) expect(readNumber(phone, false)).toBe(phone)
      }),
    )
  })
})

test.each([
  ['901234567', true],
  ['мой номер 90 123', true],
  ['＋９９８９０', true],
  ['привет', false],
  ['1234', false],
  ['/start 123456', false],
])('«%s» is meant for a number: %s', (text, expected) => {
  expect(looksLikeNumber(text)).toBe(expected)
})

describe('a code', () => {
  test('has five attempts, and a sixth is none (S15)', () => {
    let left: IssuedCode | undefined = issued
    for (let n = 0; n < CODE_ATTEMPTS; n++) left = left && takeAttempt(left)
    expect(left?.attemptsLeft).toBe(0)
    expect(left && takeAttempt(left)).toBeUndefined()
  })

  test('is spent once, takes no attempt after that, and comes back as it was', () => {
    const taken = takeAttempt(issued)
    const spent = taken && spend(taken)
    expect(spent && spend(spent)).toBeUndefined()
    expect(spent && takeAttempt(spent)).toBeUndefined()
    expect(spent && giveBack(spent)).toEqual(issued)
  })
})

describe('the pause before the next code (S16)', () => {
  const sent = markDelivered(answerOffer(undefined, request), 1, now)

  test('lasts a minute for the same number, and says how long', () => {
    expect(pauseBefore(sent, request, now)).toBe(60)
    expect(pauseBefore(sent, request, later(59_001))).toBe(1)
    expect(pauseBefore(sent, request, later(RESEND_MS))).toBe(0)
  })

  test('is none for another number, nor for one that is now shared', () => {
    expect(pauseBefore(sent, { ...request, phone: '+998901234568' as Phone }, now)).toBe(0)
    expect(pauseBefore(sent, { ...request, isShared: false }, now)).toBe(0)
  })

  test('is none while the last code has not arrived', () => {
    expect(pauseBefore(answerOffer(sent, request), request, now)).toBe(0)
    expect(pauseBefore(makeOffer(undefined), request, now)).toBe(0)
  })

  test('an offer made again keeps what is on its way', () => {
    expect(makeOffer(answerOffer(undefined, request))).toMatchObject({ request, asked: 1, delivered: 0 })
  })
})
