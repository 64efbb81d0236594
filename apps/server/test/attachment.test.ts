import type { Phone } from '@vitrina/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listActivity } from '#audit'
import { type CustomerId, findChanges } from '#identity'
import { admitCustomer, takeIdentifiersBack } from '#own-account'
import { loginWithPassword } from '#password-sign-in'
import { findCustomerBySession } from '#sessions'
import { insertClaims } from '../src/modules/identity/contact-claims.ts'
import { listIdentifiers, removeIdentifier } from '../src/modules/identity/identifiers.ts'
import { eraseCustomer } from '../src/modules/own-account/erase-customer.ts'
import { attach, byMail, byPhone, newEmail, rowOf, type SignedIn, signedInAs, signInOnceMore } from './accounts.ts'
import { newPhone } from './made-up.ts'
import { device, newClaim, newProof, type UseCases, useCases } from './use-cases.ts'

let on: UseCases
beforeAll(async () => {
  on = await useCases()
})
afterAll(() => on.close())

const PASSWORD = 'SecurePass123!'
const code = (name: string) => expect.objectContaining({ code: name })
const isIn = async ({ sessionId }: SignedIn) =>
  (await findCustomerBySession(on.ctx.db, sessionId, on.ctx.now())) !== undefined
const acts = async (id: CustomerId) => (await listActivity(on.ctx, id, 50)).map(({ act }) => act)
const phoneOf = () => newPhone() as Phone

describe('an identifier brought to the account that is signed in (X1)', () => {
  test('is added, written down without its value, and told', async () => {
    const own = await byMail(on)
    const phone = phoneOf()
    const updated = await attach(on, own, { phone })
    expect(updated).toMatchObject({ id: own.customerId, phone, phoneVerifiedAt: on.ctx.now() })
    const [told] = await on.takeJobs('identity.identifier-added')
    expect(told).toMatchObject({ customerId: own.customerId, phone: true, email: false, telegram: false, device })
    const [entry] = await listActivity(on.ctx, own.customerId, 1)
    expect(entry?.act).toBe('identifier_added')
    expect(JSON.stringify(entry)).not.toContain(phone.slice(4))
  })

  test('takes the place of the one there was', async () => {
    const own = await byMail(on)
    const email = newEmail()
    await attach(on, own, { email })
    expect(await rowOf(on, own.customerId)).toMatchObject({ email })
    expect(await acts(own.customerId)).toContain('identifier_changed')
  })

  test('ends every claim to it, and the own one of its kind (C4, S12)', async () => {
    const [own, squatter] = [await byMail(on), await byMail(on)]
    const phone = phoneOf()
    const nobody = { phone: null, email: null }
    await insertClaims(on.ctx.db, own.customerId, { ...nobody, phone: phoneOf() }, on.ctx.now())
    await insertClaims(on.ctx.db, squatter.customerId, { ...nobody, phone }, on.ctx.now())
    await attach(on, own, { phone })
    expect(await listIdentifiers(on.ctx.db, squatter.customerId)).toEqual([expect.objectContaining({ kind: 'email' })])
    expect(await listIdentifiers(on.ctx.db, own.customerId)).toEqual([
      expect.objectContaining({ kind: 'phone', value: phone, verified: true }),
      expect.objectContaining({ kind: 'email', verified: true }),
    ])
  })

  test('is refused when another Telegram is there, and nothing changes', async () => {
    const own = await signedInAs(on)
    const phone = phoneOf()
    await expect(attach(on, own, { telegramId: 5, phone })).rejects.toEqual(code('identity.telegram_present'))
    expect(await rowOf(on, own.customerId)).toEqual(own.customer)
  })

  test('is refused once the session that asked is signed out (S2)', async () => {
    const own = await byMail(on)
    const other = await signInOnceMore(on, own.customer)
    const { signOutOthers } = await import('../src/modules/sessions/end-sessions.ts')
    await signOutOthers(on.ctx, other, other.sessionId)
    await expect(attach(on, own, { phone: phoneOf() })).rejects.toEqual(code('identity.session_ended'))
  })

  test('is not brought to an account by somebody else’s session', async () => {
    const [own, other] = [await byMail(on), await byMail(on)]
    const foreign = { ...own, sessionId: other.sessionId }
    await expect(attach(on, foreign, { phone: phoneOf() })).rejects.toEqual(code('identity.session_ended'))
  })
})

describe('two accounts of one person (X1, S11)', () => {
  test('become one: what is lacking moves, the rest and the sessions of the other end', async () => {
    const own = await byMail(on)
    const other = await signedInAs(on, { email: newEmail() })
    await on.takeJobs('identity.accounts-joined')
    await attach(on, own, { phone: other.customer.phone })
    const { phone, telegramId } = other.customer
    expect(await rowOf(on, own.customerId)).toMatchObject({ phone, telegramId, email: own.customer.email })
    expect(await rowOf(on, other.customerId)).toMatchObject({
      ...{ joinedInto: own.customerId, phone: null, email: null, telegramId: null },
    })
    expect([await isIn(own), await isIn(other)]).toEqual([true, false])
    expect(await on.takeJobs('identity.accounts-joined')).toEqual([
      { from: other.customerId, into: own.customerId, actId: expect.any(String), device },
    ])
    expect(await acts(own.customerId)).toContain('accounts_joined')
    expect(await acts(other.customerId)).toContain('accounts_joined')
  })

  test('stay two when each has a Telegram: only the phone moves, and its former owner is told', async () => {
    const [own, other] = [await signedInAs(on), await signedInAs(on)]
    const { phone, telegramId } = other.customer
    await on.takeJobs('identity.phone-lost')
    await attach(on, own, { phone })
    expect(await rowOf(on, own.customerId)).toMatchObject({ phone, telegramId: own.customer.telegramId })
    expect(await rowOf(on, other.customerId)).toMatchObject({ phone: null, telegramId, joinedInto: null })
    expect(await isIn(other)).toBe(true)
    expect(await on.takeJobs('identity.phone-lost')).toEqual([
      {
        customerId: other.customerId,
        masked: expect.not.stringContaining(String(phone).slice(3, 9)),
        at: on.ctx.now().toISOString(),
      },
    ])
  })

  test('are not joined by what one of them only named (S12)', async () => {
    const [own, other] = [await byMail(on), await byMail(on)]
    const phone = phoneOf()
    await insertClaims(on.ctx.db, other.customerId, { phone, email: null }, on.ctx.now())
    await attach(on, own, { phone })
    expect(await rowOf(on, other.customerId)).toMatchObject({ joinedInto: null, email: other.customer.email })
  })
})

describe('removing an identifier', () => {
  test('never takes the last one proven', async () => {
    const own = await byMail(on)
    await insertClaims(on.ctx.db, own.customerId, { phone: phoneOf(), email: null }, on.ctx.now())
    const last = removeIdentifier(on.ctx, { ...own, kind: 'email' })
    await expect(last).rejects.toEqual(code('identity.last_identifier'))
    await removeIdentifier(on.ctx, { ...own, kind: 'phone' })
    expect(await listIdentifiers(on.ctx.db, own.customerId)).toHaveLength(1)
    await expect(removeIdentifier(on.ctx, { ...own, kind: 'phone' })).rejects.toEqual(
      code('identity.identifier_unknown'),
    )
  })

  test('of two at once leaves one', async () => {
    const own = await signedInAs(on)
    const both = await Promise.allSettled(
      (['phone', 'telegram'] as const).map((kind) => removeIdentifier(on.ctx, { ...own, kind })),
    )
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await listIdentifiers(on.ctx.db, own.customerId)).toHaveLength(1)
  })

  test('frees it for whoever proves it next', async () => {
    const own = await signedInAs(on)
    const { phone, telegramId } = own.customer
    await removeIdentifier(on.ctx, { ...own, kind: 'phone' })
    const next = await admitCustomer(on.ctx, newProof({ telegramId: null, phone }), newClaim())
    expect(next.id).not.toBe(own.customerId)
    expect(await rowOf(on, own.customerId)).toMatchObject({ phone: null, telegramId })
  })
})

describe('«It was not me» under a change of identifiers', () => {
  const actOf = async (event: string) => (await on.takeJobs(event)).at(-1)?.actId as string

  test('gives back what was replaced and ends every session', async () => {
    const own = await signedInAs(on)
    await attach(on, own, { phone: phoneOf() })
    await takeIdentifiersBack(on.ctx, await actOf('identity.identifier-added'))
    const { phone, phoneVerifiedAt } = own.customer
    expect(await rowOf(on, own.customerId)).toMatchObject({ phone, phoneVerifiedAt })
    expect(await isIn(own)).toBe(false)
    expect(await acts(own.customerId)).toContain('identifier_taken_back')
  })

  test('gives back what was removed, unless somebody has proven it since', async () => {
    const [own, other] = [await signedInAs(on), await signedInAs(on)]
    await on.takeJobs('identity.identifier-removed')
    for (const one of [own, other]) await removeIdentifier(on.ctx, { ...one, kind: 'phone' })
    const [first, second] = await on.takeJobs('identity.identifier-removed')
    const { phone } = other.customer
    await admitCustomer(on.ctx, newProof({ telegramId: null, phone }), newClaim())
    await takeIdentifiersBack(on.ctx, first.actId)
    await takeIdentifiersBack(on.ctx, second.actId)
    expect(await rowOf(on, own.customerId)).toMatchObject({ phone: own.customer.phone })
    expect(await rowOf(on, other.customerId)).toMatchObject({ phone: null })
  })

  test('parts two accounts again, each with what it had', async () => {
    const own = await byMail(on)
    const other = await signedInAs(on, { email: newEmail() })
    await attach(on, own, { phone: other.customer.phone })
    await takeIdentifiersBack(on.ctx, await actOf('identity.accounts-joined'))
    const { phone, telegramId, email } = other.customer
    expect(await rowOf(on, own.customerId)).toMatchObject({ phone: null, telegramId: null, email: own.customer.email })
    expect(await rowOf(on, other.customerId)).toMatchObject({ phone, telegramId, email, joinedInto: null })
    expect(await isIn(own)).toBe(false)
    expect(await on.takeJobs('identity.accounts-parted')).toEqual([{ from: own.customerId, into: other.customerId }])
  })

  test('is stale when it would leave the account without anything proven', async () => {
    const own = await byMail(on)
    await attach(on, own, { phone: phoneOf() })
    const act = await actOf('identity.identifier-added')
    await removeIdentifier(on.ctx, { ...own, kind: 'email' })
    await expect(takeIdentifiersBack(on.ctx, act)).rejects.toEqual(code('identity.notice_stale'))
    expect(await isIn(own)).toBe(true)
  })
})

describe('at the same moment', () => {
  test('one phone brought to two accounts ends with one of them (X1)', async () => {
    for (let round = 0; round < 5; round++) {
      const owners = [await byMail(on), await byMail(on)]
      const phone = phoneOf()
      await Promise.allSettled(owners.map((own) => attach(on, own, { phone })))
      const rows = await Promise.all(owners.map(({ customerId }) => rowOf(on, customerId)))
      expect(rows.filter((row) => row.phone === phone)).toHaveLength(1)
      // The one who came second found the phone with the other, and joined them.
      expect(rows.filter((row) => row.joinedInto !== null)).toHaveLength(1)
    }
  })

  test('two phones that cross over do not wait for each other', async () => {
    const [one, two] = [await signedInAs(on), await signedInAs(on)]
    await Promise.all([attach(on, one, { phone: two.customer.phone }), attach(on, two, { phone: one.customer.phone })])
    const rows = [await rowOf(on, one.customerId), await rowOf(on, two.customerId)]
    expect(new Set(rows.map(({ phone }) => phone)).size).toBe(2)
  })

  test('a sign-in by password and a join leave nobody signed in to what is gone', async () => {
    const passwordHash = await on.ports.hasher.hash(PASSWORD)
    for (let round = 0; round < 5; round++) {
      const own = await byMail(on)
      const other = await byPhone(on, undefined, { passwordHash })
      const { phone } = other.customer
      const login = loginWithPassword(on.ctx, { identifier: String(phone), password: PASSWORD, device }, on.ports)
      await Promise.allSettled([login, attach(on, own, { phone })])
      const { rows } = await on.ctx.db.execute(
        `select id from sessions where customer_id = ${other.customerId} and ended_at is null`,
      )
      expect(rows).toEqual([])
    }
  })

  test('an erasure and a join leave nothing of either that is erased', async () => {
    for (let round = 0; round < 5; round++) {
      const [own, other] = [await byMail(on), await byPhone(on)]
      const { phone } = other.customer
      const joining = attach(on, own, { phone })
      await Promise.allSettled([joining, eraseCustomer(on.ctx, own)])
      const row = await rowOf(on, own.customerId)
      expect(row).toMatchObject({ phone: null, email: null, name: '' })
      expect(row.erasedAt).not.toBeNull()
      const [{ held = 0 } = {}] = (
        await on.ctx.db.execute<{ held: number }>(
          `select count(*)::int as held from customers where phone = '${phone}'`,
        )
      ).rows
      expect(held).toBeLessThanOrEqual(1)
    }
  })
})

test('what was before a change is forgotten with the account (Y7)', async () => {
  const own = await byMail(on)
  await attach(on, own, { phone: phoneOf() })
  const { actId } = (await on.takeJobs('identity.identifier-added')).at(-1)
  expect(await findChanges(on.ctx.db, actId)).toHaveLength(1)
  await eraseCustomer(on.ctx, own)
  expect(await findChanges(on.ctx.db, actId)).toEqual([])
})
