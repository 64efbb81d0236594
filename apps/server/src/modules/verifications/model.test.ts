import type { Phone } from '@vitrina/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CustomerId } from '#identity'
import { acknowledge, awaitsContact, claimBy, offerTo, promise, receiveContact } from './claim-steps.ts'
import { CODE_ATTEMPTS, issueCode, markDelivered, resendAfter, takeAttempt } from './code-steps.ts'
import { CODE_MS, complete, deny, isOpen, statusAt, VERIFICATION_MS, type Verification } from './model.ts'
import { countedAs, maskedRecipient, proofOf } from './recipients.ts'

const start = new Date('2030-01-01T00:00:00Z')
const later = (ms: number) => new Date(start.getTime() + ms)
const phone = '+79990000001' as Phone
const contact = { phone, anonymous: null }
const code = { sealed: 'k.sealed', returnHash: 'hash' }

function verification(overrides: Partial<Verification> = {}): Verification {
  return {
    flow: 'native',
    status: 'pending',
    txnHash: 'txn',
    method: 'telegram_contact',
    purpose: 'register',
    subject: null,
    claim: {
      name: 'Анна',
      phone,
      email: null,
      telegramUsername: null,
      passwordHash: null,
      locale: 'ru',
      customerId: null,
    },
    origin: { browser: null, system: null, network: null, at: start.toISOString() },
    expiresAt: later(VERIFICATION_MS).toISOString(),
    telegram: null,
    contactPhone: null,
    contactAnonymous: null,
    code: null,
    sent: 0,
    delivered: 0,
    resendAt: null,
    customerId: null,
    ...overrides,
  }
}

describe('opening the link', () => {
  const claimed = claimBy(verification(), 100, 'anna')

  test('binds the first Telegram id; the same one may come again (S7)', () => {
    expect(claimed).toMatchObject({ status: 'claimed', telegram: { id: 100, username: 'anna', acknowledged: false } })
    expect(claimBy(acknowledge(claimed), 100, 'anna')).toEqual(acknowledge(claimed))
  })

  test.each([
    ['at once', claimed],
    ['after «It was me»', acknowledge(claimed)],
    ['after the contact', receiveContact(acknowledge(claimed), contact, start)],
    ['after the code', markDelivered(issueCode(receiveContact(claimed, contact, start), 1, code, start), 1)],
  ])('by a second Telegram id ends it for both, %s (S7)', (_, before) => {
    expect(claimBy(before, 200, null)).toMatchObject({ status: 'denied', code: null, telegram: { id: 100 } })
  })
})

describe('the contact', () => {
  test('is awaited after «It was me» natively, and from the link on in contract A (X6, A5)', () => {
    const claimed = claimBy(verification(), 100, null)
    expect(awaitsContact(claimed)).toBe(false)
    expect(awaitsContact(acknowledge(claimed))).toBe(true)
    expect(awaitsContact(verification({ flow: 'contract_a' }))).toBe(false)
    expect(awaitsContact(claimBy(verification({ flow: 'contract_a' }), 100, null))).toBe(true)
  })

  test('that comes late leaves time to type the code, and one that comes early shortens nothing', () => {
    const claimed = claimBy(verification(), 100, null)
    const late = later(VERIFICATION_MS - 1)
    expect(receiveContact(claimed, contact, late).expiresAt).toBe(new Date(late.getTime() + CODE_MS).toISOString())
    expect(receiveContact(claimed, contact, start).expiresAt).toBe(claimed.expiresAt)
    // Contract A has no code to type, and its end was promised.
    expect(receiveContact({ ...claimed, flow: 'contract_a' }, contact, late).expiresAt).toBe(claimed.expiresAt)
  })
})

describe('a verification', () => {
  test('ends on the millisecond, unless it was verified or denied before', () => {
    const open = verification()
    expect(statusAt(open, later(VERIFICATION_MS - 1))).toBe('pending')
    expect(statusAt(open, later(VERIFICATION_MS))).toBe('expired')
    expect(isOpen(open, later(VERIFICATION_MS))).toBe(false)
    expect(statusAt(complete(open, 1 as CustomerId), later(VERIFICATION_MS))).toBe('verified')
    expect(statusAt(deny(open), later(VERIFICATION_MS))).toBe('denied')
  })

  test.each([
    [1, 60],
    [2, 120],
    [3, 300],
    [4, 900],
    [5, 900],
  ])('after its code number %i waits %i s for the next (S16)', (nth, seconds) => {
    expect(resendAfter(nth, start)).toBe(later(seconds * 1000).toISOString())
    expect(issueCode(verification(), nth, code, start).resendAt).toBe(later(seconds * 1000).toISOString())
  })

  test('gives five attempts a code and then none (X3)', () => {
    let current: Verification | undefined = issueCode(verification(), 1, code, start)
    for (let n = 0; n < CODE_ATTEMPTS; n++) current = current && takeAttempt(current)
    expect(current?.code?.attemptsLeft).toBe(0)
    expect(current && takeAttempt(current)).toBeUndefined()
    expect(takeAttempt(verification())).toBeUndefined()
  })
})

describe('a number that is nobody’s phone (S6)', () => {
  const anonymous = receiveContact(
    claimBy(verification({ method: 'telegram_name', claim: { ...verification().claim, phone: null } }), 100, 'anna'),
    { phone: null, anonymous: '+88800123456' },
    start,
  )

  test('counts under its holder, not under all who have none', () => {
    const other = { ...anonymous, telegram: { id: 200, username: null, acknowledged: true } }
    expect(countedAs(anonymous)).not.toBe(countedAs(other))
  })

  test('proves the Telegram identity and no phone, and is shown by the username', () => {
    expect(proofOf(anonymous)).toEqual({ telegramId: 100, telegramUsername: 'anna', phone: null, email: null })
    expect(maskedRecipient(anonymous)).toBe('@anna')
  })
})

test('an id that was promised stands (C6)', () => {
  const promised = promise(verification(), 7 as CustomerId)
  expect(promised.claim.customerId).toBe(7)
  expect(promise(promised, 8 as CustomerId)).toBe(promised)
  expect(promise(promised, null)).toBe(promised)
})

test('a code is offered to nobody else’s, and not to who has opened it already (C9)', () => {
  const offered = offerTo(verification({ method: 'telegram_code' }), 100)
  expect(offered).toMatchObject({ status: 'claimed', telegram: { id: 100, unasked: true, acknowledged: false } })
  expect(offerTo(offered, 200)).toBe(offered)
  const opened = claimBy(verification(), 100, 'anna')
  expect(offerTo(opened, 100)).toBe(opened)
})

describe('any sequence of steps', () => {
  type Step = (before: Verification, now: Date) => Verification | undefined
  // As the use cases take them: a step of a person or of Telegram is taken only while it is open.
  const whileOpen =
    (step: Step): Step =>
    (before, now) =>
      isOpen(before, now) ? step(before, now) : before
  const steps: Record<string, Step> = {
    claim: whileOpen((before) => claimBy(before, 100, null)),
    claimByAnother: whileOpen((before) => claimBy(before, 200, null)),
    acknowledge: whileOpen(acknowledge),
    deny: whileOpen(deny),
    contact: whileOpen((before, now) => (awaitsContact(before) ? receiveContact(before, contact, now) : before)),
    issue: whileOpen((before, now) => (before.telegram ? issueCode(before, before.sent + 1, code, now) : before)),
    attempt: whileOpen((before) => takeAttempt(before)),
    complete: whileOpen((before) => (before.telegram ? complete(before, 7 as CustomerId) : before)),
    // The answer of Telegram to a sent code comes when it comes.
    delivered: (before) => markDelivered(before, before.sent),
  }
  const walk = fc.array(fc.tuple(fc.constantFrom(...Object.keys(steps)), fc.nat(VERIFICATION_MS / 4)), {
    maxLength: 40,
  })

  function follow(path: [string, number][], check: (before: Verification, after: Verification, step: string) => void) {
    let [current, at] = [verification(), 0]
    for (const [name, ms] of path) {
      at += ms
      const after = steps[name]?.(current, later(at)) ?? current
      check(current, after, name)
      current = after
    }
  }

  test('never leaves a terminal state', () => {
    fc.assert(
      fc.property(walk, (path) =>
        follow(path, (before, after) => {
          if (before.status === 'verified' || before.status === 'denied') expect(after).toEqual(before)
        }),
      ),
    )
  })

  test('never gives attempts back but with a new code, and never more than five (S15)', () => {
    fc.assert(
      fc.property(walk, (path) =>
        follow(path, (before, after, step) => {
          const [left, leftNow] = [before.code?.attemptsLeft ?? 0, after.code?.attemptsLeft ?? 0]
          expect(leftNow).toBeLessThanOrEqual(step === 'issue' ? CODE_ATTEMPTS : left)
          expect(after.sent).toBeGreaterThanOrEqual(before.sent)
          expect(after.delivered).toBeLessThanOrEqual(after.sent)
        }),
      ),
    )
  })

  test('ends with a second Telegram id, always, while it is open (S7)', () => {
    fc.assert(
      fc.property(walk, (path) =>
        follow([['claim', 0], ...path], (before, after, step) => {
          if (step === 'claimByAnother' && before !== after) expect(after.status).toBe('denied')
          expect([undefined, 100]).toContain(after.telegram?.id)
        }),
      ),
    )
  })
})
