import type { Email, Phone } from '@vitrina/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideAdmission } from './admission.ts'
import { type Attachment, decideAttachment, inherit } from './attachment.ts'
import type { CustomerId } from './model.ts'
import { type Proof, sortHolders } from './proof.ts'

interface Account {
  id: CustomerId
  telegramId: number | null
  phone: Phone | null
  email: Email | null
  joinedInto?: CustomerId
}

const kinds = ['telegramId', 'phone', 'email'] as const

const n = fc.integer({ min: 1, max: 4 })
const some = (value: fc.Arbitrary<number>) => fc.option(value, { nil: null })
const anyProof = fc
  .record({ telegramId: some(n), phone: some(n), email: some(n) })
  .filter((proven) => Object.values(proven).some((value) => value !== null))
  .map(
    ({ telegramId, phone, email }): Proof => ({
      telegramId,
      telegramUsername: null,
      phone: phone === null ? null : (`+7999000000${phone}` as Phone),
      email: email === null ? null : (`person${email}@shop.example` as Email),
    }),
  )

type Step =
  | { act: 'admit'; proven: Proof }
  | { act: 'attach'; to: number; proven: Proof }
  | { act: 'remove'; from: number; kind: (typeof kinds)[number] }
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ act: fc.constant('admit' as const), proven: anyProof }),
  fc.record({ act: fc.constant('attach' as const), to: n, proven: anyProof }),
  fc.record({ act: fc.constant('remove' as const), from: n, kind: fc.constantFrom(...kinds) }),
)

/** What was before a step, what is after it, and whose account it ended in. */
interface Played {
  step: Step
  before: Account[]
  after: Account[]
  own: Account | undefined
}

/** Holds after every step of any history. */
function always(check: (played: Played) => void): void {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
      const after: Account[] = []
      for (const step of steps) {
        const before = structuredClone(after)
        check({ step, before, after, own: play(after, step) })
      }
    }),
  )
}

const proofOf = ({ step }: Played) => (step.act === 'remove' ? undefined : step.proven)
const shares = (account: Account, proof: Proof) =>
  kinds.some((kind) => proof[kind] !== null && proof[kind] === account[kind])

// Said once more, so that the rule is not its own judge.
const mayOpen = (account: Account, { telegramId }: Proof) =>
  telegramId === null || account.telegramId === null || account.telegramId === telegramId

describe('any sequence of admissions, attachments and removals', () => {
  test('leaves no two accounts with the same verified identifier (X1)', () => {
    always(({ after }) => {
      for (const kind of kinds) {
        const values = after.map((account) => account[kind]).filter((value) => value !== null)
        expect(new Set(values).size).toBe(values.length)
      }
    })
  })

  test('joins an account only by what it held itself proven, and never two Telegrams (X1, S12)', () => {
    always((played) => {
      for (const [at, was] of played.before.entries()) {
        const into = played.after[at]?.joinedInto
        if (was.joinedInto || into === undefined) continue
        const proof = proofOf(played)
        expect(proof && shares(was, proof)).toBe(true)
        const survivor = played.before.find(({ id }) => id === into)
        const telegrams = [was.telegramId, survivor?.telegramId, proof?.telegramId].filter((id) => id != null)
        expect(new Set(telegrams).size).toBeLessThan(2)
      }
    })
  })

  test('strands nobody: what is not joined has something proven to be found by (X1, S11)', () => {
    always(({ after }) => {
      for (const account of after.filter(({ joinedInto }) => joinedInto === undefined)) {
        expect(kinds.some((kind) => account[kind] !== null)).toBe(true)
      }
    })
  })

  test('makes one of all that the proof opens, but for those of another Telegram (X1, S11)', () => {
    always((played) => {
      const proof = proofOf(played)
      const { own, before, after } = played
      if (!proof || !own) return
      for (const was of before.filter((account) => shares(account, proof) && mayOpen(account, proof))) {
        const now = after.find(({ id }) => id === was.id)
        const isTheirs = now?.id === own.id || now?.joinedInto === own.id
        if (!isTheirs) expect(was.telegramId).not.toBe(own.telegramId)
        if (!isTheirs) expect(now?.telegramId).toBe(was.telegramId)
      }
    })
  })

  test('ends with all that was proven at the account that it opened', () => {
    always((played) => {
      const proof = proofOf(played)
      if (!proof || !played.own) return
      for (const kind of kinds) if (proof[kind] !== null) expect(played.own[kind]).toBe(proof[kind])
    })
  })

  test('opens at a sign-in nothing of another Telegram, nor what holds nothing of the proof (S11)', () => {
    always(({ step, before, own }) => {
      if (step.act !== 'admit') return
      const was = before.find(({ id }) => id === own?.id)
      if (was) expect(shares(was, step.proven) && mayOpen(was, step.proven)).toBe(true)
    })
  })

  test('keeps at a sign-in the oldest of those that become one, and who is signed in otherwise', () => {
    always(({ step, before, after, own }) => {
      const joined = after.filter((now, at) => now.joinedInto !== undefined && !before[at]?.joinedInto)
      if (step.act === 'admit') for (const gone of joined) expect(gone.id).toBeGreaterThan(Number(own?.id))
      if (step.act === 'attach' && own) expect(own.id).toBe(step.to)
    })
  })

  test('loses no Telegram but what was removed', () => {
    always(({ step, before, after }) => {
      if (step.act === 'remove') return
      const telegrams = (list: Account[]) => list.map(({ telegramId }) => telegramId).filter((id) => id !== null)
      expect(telegrams(after)).toEqual(expect.arrayContaining(telegrams(before)))
    })
  })

  test('leaves what is joined with nothing to open it by', () => {
    always(({ after }) => {
      for (const gone of after.filter(({ joinedInto }) => joinedInto !== undefined)) {
        expect(gone).toMatchObject({ telegramId: null, phone: null, email: null })
      }
    })
  })

  test('decides of a proof shown again that nothing is to be done', () => {
    always(({ step, after, own }) => {
      if (step.act !== 'admit' || !own) return
      const again = decideAdmission(step.proven, sortHolders(step.proven, after))
      const nothing = { telegram: false, phone: false, email: false }
      expect(again).toEqual({ open: own.id, take: nothing, join: [], displaced: { phone: null, email: null } })
    })
  })

  test('makes one of the same accounts whichever of them is signed in, or none (X1)', () => {
    always(({ step, before }) => {
      if (step.act !== 'admit') return
      const held = sortHolders(step.proven, before)
      const { open, join, displaced } = decideAdmission(step.proven, held)
      if (open === null) return
      const together = [open, ...join].sort()
      for (const own of before.filter(({ id }) => together.includes(id))) {
        const attached = decideAttachment(own, step.proven, held)
        if (attached === 'telegram_present') throw new Error('the rules disagree')
        expect([own.id, ...attached.join].sort()).toEqual(together)
        expect(attached.displaced).toEqual(displaced)
      }
    })
  })
})

// What the store does with the decisions, on a list.

function play(accounts: Account[], step: Step): Account | undefined {
  if (step.act === 'admit') return admit(accounts, step.proven)
  if (step.act === 'attach') return attach(accounts, step.to, step.proven)
  const own = accounts.find(({ id }) => id === step.from)
  if (own && kinds.some((other) => other !== step.kind && own[other] !== null))
    Object.assign(own, { [step.kind]: null })
  return own
}

function admit(accounts: Account[], proven: Proof): Account {
  const admission = decideAdmission(proven, sortHolders(proven, accounts))
  const known = accounts.find(({ id }) => id === admission.open)
  const own = known ?? { id: (accounts.length + 1) as CustomerId, telegramId: null, phone: null, email: null }
  if (!known) accounts.push(own)
  return bring(accounts, { own, proven, attachment: admission })
}

function attach(accounts: Account[], to: number, proven: Proof): Account | undefined {
  const own = accounts.find(({ id }) => id === to)
  if (!own || own.joinedInto) return undefined
  const attachment = decideAttachment(own, proven, sortHolders(proven, accounts))
  return attachment === 'telegram_present' ? undefined : bring(accounts, { own, proven, attachment })
}

function bring(
  accounts: Account[],
  { own, proven, attachment }: { own: Account; proven: Proof; attachment: Attachment },
): Account {
  const { take, join, displaced } = attachment
  for (const held of accounts) {
    if (held.id === displaced.phone) held.phone = null
    if (held.id === displaced.email) held.email = null
  }
  const joined = accounts.filter(({ id }) => join.includes(id))
  const { telegram, phone, email } = inherit(own, take, structuredClone(joined))
  for (const gone of joined) Object.assign(gone, { telegramId: null, phone: null, email: null, joinedInto: own.id })
  if (take.telegram) own.telegramId = proven.telegramId
  if (take.phone) own.phone = proven.phone
  if (take.email) own.email = proven.email
  own.telegramId ??= telegram?.telegramId ?? null
  own.phone ??= phone?.phone ?? null
  own.email ??= email?.email ?? null
  return own
}
