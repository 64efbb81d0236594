import { type Email, maskEmail, type Phone } from '@vitrina/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { exportActivity, listActivity } from '#audit'
import { type CustomerId, type CustomerRow, findFamily, lockCustomerByProof } from '#identity'
import { exportNotices, sayFarewell, tellAccountsJoined, tellNewDevice } from '#notices'
import { admitCustomer, attachContact, disownPassword, disownSession, takeIdentifiersBack } from '#own-account'
import { forgetPasskeysSince } from '#passkeys'
import { loginWithPassword } from '#password-sign-in'
import { transact } from '#platform'
import { findCustomerBySession, openSession, readAccessToken } from '#sessions'
import { insertClaims } from '../src/modules/identity/contact-claims.ts'
import { removeIdentifier } from '../src/modules/identity/identifiers.ts'
import { updatePasswordHash } from '../src/modules/identity/store.ts'
import { listNotices } from '../src/modules/notices/store.ts'
import { undoNotice } from '../src/modules/notices/undo-notice.ts'
import { eraseCustomer } from '../src/modules/own-account/erase-customer.ts'
import { exportIdentity } from '../src/modules/own-account/export-customer.ts'
import { insertPasskey, listPasskeys } from '../src/modules/passkeys/store.ts'
import { refreshSession } from '../src/modules/sessions/refresh-session.ts'
import { attach, byMail, byPhone, newEmail, rowOf, type SignedIn, signedInAs, signInOnceMore } from './accounts.ts'
import { newPhone } from './made-up.ts'
import { SHOP, saidIn } from './told.ts'
import { device, newClaim, newProof, type UseCases, useCases } from './use-cases.ts'

let on: UseCases
beforeAll(async () => {
  on = await useCases()
})
afterAll(() => on.close())
beforeEach(async () => {
  for (const event of ['accounts-joined', 'accounts-parted', 'phone-lost', 'identifier-added']) await take(event)
})

const PASSWORD = 'SecurePass123!'
const take = (event: string) => on.takeJobs(`identity.${event}`)
const actOf = async (event: string) => (await take(event)).at(-1)?.actId as string
const hashOf = (password = PASSWORD) => on.ports.hasher.hash(password)
const stale = expect.objectContaining({ code: 'identity.notice_stale' })
const acts = async (id: CustomerId) => (await listActivity(on.ctx, id, 50)).map(({ act }) => act)
const admit = (proven: Partial<ReturnType<typeof newProof>>) => admitCustomer(on.ctx, newProof(proven), newClaim())
const login = (identifier: string | null, password = PASSWORD) =>
  loginWithPassword(on.ctx, { identifier: String(identifier), password, device }, on.ports)
const whoIs = async ({ sessionId }: Pick<SignedIn, 'sessionId'>) =>
  (await findCustomerBySession(on.ctx.db, sessionId, on.ctx.now()))?.id

/** Whoever opened the Mini App: an account with a Telegram and nothing else, in a session that Telegram opened. */
async function inMiniApp() {
  const customer = await admit({ phone: null })
  const opened = await openSession(on.ctx, { customer, device, amr: 'tg' }, on.ports.tokens)
  const claims = await readAccessToken(on.ports.tokens, on.ctx.now(), opened.session.accessToken)
  if (!claims) throw new Error('a token just signed cannot be read')
  return { customer, customerId: customer.id, sessionId: claims.sessionId, device, refreshToken: opened.refreshToken }
}

let keys = 0
const givePasskey = async ({ id: customerId }: Pick<CustomerRow, 'id'>) => {
  const id = `key${++keys}`
  const made = { publicKey: new Uint8Array([1]), counter: 0, transports: [], aaguid: null, lastUsedAt: null }
  const row = { ...made, id, customerId, userHandle: id, deviceType: 'singleDevice' as const, backedUp: false }
  await insertPasskey(on.ctx.db, { ...row, name: null, createdAt: on.ctx.now() })
  return id
}
const keysOf = async (id: CustomerId) => (await listPasskeys(on.ctx.db, id)).map((passkey) => passkey.id)

/** A person with two accounts: by SMS on the site, then in the Mini App; and what proves that both are theirs. */
async function twice() {
  const site = await byPhone(on)
  const app = await inMiniApp()
  const { phone } = site.customer
  const { telegramId } = app.customer
  return { site, app, phone, telegramId, proof: { telegramId: Number(telegramId), phone } }
}

describe('a contact that opens two accounts at a sign-in (X1, S11)', () => {
  test('makes one of them, the older; nobody is told that somebody else has the phone', async () => {
    const { site, app, proof } = await twice()
    const opened = await admit(proof)
    expect(opened).toMatchObject({ id: site.customerId, ...proof })
    expect(await rowOf(on, app.customerId)).toMatchObject({ joinedInto: site.customerId, telegramId: null })
    expect(await take('phone-lost')).toEqual([])
    expect(await take('identifier-added')).toEqual([])
    expect(await take('accounts-joined')).toMatchObject([{ from: app.customerId, into: site.customerId }])
  })

  test('lets the Mini App that is open go on in it, once its access token is renewed', async () => {
    const { site, app, proof } = await twice()
    await admit(proof)
    expect([await whoIs(site), await whoIs(app)]).toEqual([site.customerId, site.customerId])
    const { session } = await refreshSession(on.ctx, app.refreshToken, on.ports)
    expect(session.customer.customerId).toBe(site.customerId)
  })

  test('ends all other sessions of the one that is no more: another may have opened them', async () => {
    const { app, proof } = await twice()
    const other = await signInOnceMore(on, app.customer)
    await admit(proof)
    expect(await whoIs(other)).toBeUndefined()
  })

  test('ends those of Telegram too, when it is not this Telegram that was proven', async () => {
    const site = await byMail(on)
    const app = await inMiniApp()
    const phone = newPhone() as Phone
    await attach(on, app, { phone })
    await attach(on, site, { phone })
    expect((await rowOf(on, app.customerId)).joinedInto).toBe(site.customerId)
    expect(await whoIs(app)).toBeUndefined()
  })

  test('at the same moment from both doors ends with one account', async () => {
    for (let round = 0; round < 5; round++) {
      const { site, app, proof } = await twice()
      const sharing = { customerId: app.customerId, proof: newProof(proof) as never, device }
      await Promise.all([admit(proof), attachContact(on.ctx, sharing)])
      const rows = [await rowOf(on, site.customerId), await rowOf(on, app.customerId)]
      expect(rows.filter(({ joinedInto }) => joinedInto === null)).toMatchObject([proof])
    }
  })

  test('says of either, asked again whose it is, that it is theirs', async () => {
    const { site, app, proof } = await twice()
    const asked = (wanted: CustomerId) =>
      transact(on.ctx, (ctx) => lockCustomerByProof(ctx.db, newProof(proof), wanted))
    expect((await asked(site.customerId))?.id).toBe(site.customerId)
    expect((await asked(app.customerId))?.id).toBe(app.customerId)
    const stranger = await signedInAs(on)
    expect(await asked(stranger.customerId)).toBeUndefined()
  })
})

describe('the own number shared from Telegram', () => {
  const share = ({ app, proof }: Awaited<ReturnType<typeof twice>>) =>
    attachContact(on.ctx, { customerId: app.customerId, proof: { ...newProof(proof), ...proof }, device })

  test('joins the account that has it, and the Mini App’s stays (X1)', async () => {
    const both = await twice()
    await share(both)
    const { app, site, proof } = both
    expect(await rowOf(on, app.customerId)).toMatchObject({ ...proof, joinedInto: null })
    expect(await rowOf(on, site.customerId)).toMatchObject({ phone: null, joinedInto: app.customerId })
    expect([await whoIs(app), await whoIs(site)]).toEqual([app.customerId, undefined])
  })

  test('moves alone from an account of another Telegram (S11)', async () => {
    const [former, app] = [await signedInAs(on), await inMiniApp()]
    const proof = { telegramId: Number(app.customer.telegramId), phone: former.customer.phone }
    await attachContact(on.ctx, { customerId: app.customerId, proof: { ...newProof(proof), ...proof }, device })
    expect(await rowOf(on, former.customerId)).toMatchObject({ phone: null, joinedInto: null })
    expect(await take('phone-lost')).toMatchObject([{ customerId: former.customerId }])
  })

  test('is for nobody once the account has given this Telegram up', async () => {
    const both = await twice()
    await attach(on, both.app, { email: newEmail() })
    await removeIdentifier(on.ctx, { ...both.app, kind: 'telegram' })
    expect(await share(both)).toBeUndefined()
    expect(await rowOf(on, both.site.customerId)).toMatchObject({ phone: both.phone, joinedInto: null })
  })
})

describe('of an account that becomes part of another', () => {
  test('the password is inherited by one that has none', async () => {
    const own = await byMail(on)
    const other = await byPhone(on, undefined, { passwordHash: await hashOf() })
    await attach(on, own, { phone: other.customer.phone })
    for (const name of [own.customer.email, other.customer.phone]) {
      expect((await login(name)).session.customer.customerId).toBe(own.customerId)
    }
  })

  test('the password opens nothing where there is one already', async () => {
    const own = await byMail(on, newEmail(), { passwordHash: await hashOf('Another-2026') })
    const other = await byPhone(on, undefined, { passwordHash: await hashOf() })
    const { phone } = other.customer
    await attach(on, own, { phone })
    await expect(login(phone)).rejects.toMatchObject({ code: 'identity.login_rejected' })
    expect((await login(phone, 'Another-2026')).session.customer.customerId).toBe(own.customerId)
  })

  test('a name that was only claimed opens nothing any more, with whatever password (C4)', async () => {
    const other = await byPhone(on, undefined, { passwordHash: await hashOf() })
    const email = newEmail()
    await insertClaims(on.ctx.db, other.customerId, { phone: null, email }, on.ctx.now())
    await attach(on, await byMail(on), { phone: other.customer.phone })
    await expect(login(email)).rejects.toMatchObject({ code: 'identity.login_rejected' })
  })

  test('passkeys open the other, beside those it has; name, language and consent stay the other’s', async () => {
    const own = await byMail(on, newEmail(), { name: 'Emily', locale: 'en' })
    const other = await byPhone(on)
    const [first, second] = [await givePasskey(own.customer), await givePasskey(other.customer)]
    await attach(on, own, { phone: other.customer.phone })
    expect(await keysOf(own.customerId)).toEqual([first, second])
    expect(await rowOf(on, own.customerId)).toMatchObject({ name: 'Emily', locale: 'en', marketing: false })
  })

  test('both logs say so, with what came over and what opens nothing now', async () => {
    const own = await byMail(on)
    const other = await signedInAs(on, { email: newEmail() }, { passwordHash: await hashOf() })
    await attach(on, own, { phone: other.customer.phone })
    const joins = async ({ customerId }: SignedIn) =>
      (await listActivity(on.ctx, customerId, 9)).find(({ act }) => act === 'accounts_joined')?.details
    const details = {
      ...{ from: other.customerId, into: own.customerId },
      ...{ phone: true, telegram: true, email: false, password: true },
      leftEmail: maskEmail(other.customer.email as Email),
    }
    for (const one of [own, other]) expect(await joins(one)).toEqual(details)
    const third = await signedInAs(on, { telegramId: null, email: newEmail() }, { passwordHash: await hashOf() })
    await attach(on, own, { phone: third.customer.phone })
    const later = {
      ...{ from: third.customerId, into: own.customerId },
      ...{ phone: true, telegram: false, email: false, password: false },
      ...{ leftEmail: maskEmail(third.customer.email as Email), leftPassword: true },
    }
    for (const one of [own, third]) expect(await joins(one)).toEqual(later)
  })
})

describe('«It was not me» under a join', () => {
  /** An account by mail that joined another with everything; and the act by which it did. */
  async function joined(owned: { passwordHash?: string } = {}) {
    const own = await byMail(on, newEmail(), owned)
    const proven = { email: newEmail(), telegramUsername: 'anna_s' }
    const other = await signedInAs(on, proven, { passwordHash: await hashOf() })
    const [ownKey, otherKey] = [await givePasskey(own.customer), await givePasskey(other.customer)]
    await attach(on, own, { phone: other.customer.phone })
    return { own, other, ownKey, otherKey, actId: await actOf('accounts-joined') }
  }

  test('gives each back all it had, ends the sessions, and both logs say so', async () => {
    const { own, other, ownKey, otherKey, actId } = await joined()
    await takeIdentifiersBack(on.ctx, actId)
    const { updatedAt: _, ...before } = own.customer
    expect(await rowOf(on, own.customerId)).toMatchObject(before)
    const { updatedAt: __, ...otherBefore } = other.customer
    expect(await rowOf(on, other.customerId)).toMatchObject(otherBefore)
    expect([await keysOf(own.customerId), await keysOf(other.customerId)]).toEqual([[ownKey], [otherKey]])
    expect([await whoIs(own), await whoIs(other)]).toEqual([undefined, undefined])
    for (const { customerId } of [own, other]) expect(await acts(customerId)).toContain('accounts_separated')
    expect((await login(other.customer.phone)).session.customer.customerId).toBe(other.customerId)
  })

  test('after a sign-in gives the Telegram back to its own account, and ends the session that went on', async () => {
    const { site, app, proof, phone, telegramId } = await twice()
    await admit(proof)
    await takeIdentifiersBack(on.ctx, await actOf('accounts-joined'))
    expect(await rowOf(on, site.customerId)).toMatchObject({ phone, telegramId: null })
    expect(await rowOf(on, app.customerId)).toMatchObject({ phone: null, telegramId, joinedInto: null })
    expect([await whoIs(site), await whoIs(app)]).toEqual([undefined, undefined])
  })

  test('takes the inherited password back also when its hash was made stronger meanwhile', async () => {
    const { own, other, actId } = await joined()
    const { passwordHash } = await rowOf(on, own.customerId)
    await updatePasswordHash(on.ctx.db, own.customerId, String(passwordHash), await hashOf())
    await takeIdentifiersBack(on.ctx, actId)
    expect((await rowOf(on, own.customerId)).passwordHash).toBeNull()
    expect((await rowOf(on, other.customerId)).passwordHash).not.toBe(passwordHash)
  })

  test('leaves alone what was done since: another password, another address', async () => {
    const { own, other, otherKey, ownKey, actId } = await joined()
    const { updatePassword } = await import('../src/modules/identity/store.ts')
    const passwordHash = await hashOf('Another-2026')
    await updatePassword(on.ctx.db, own.customerId, passwordHash, on.ctx.now())
    const email = newEmail()
    await attach(on, own, { email })
    await takeIdentifiersBack(on.ctx, actId)
    expect(await rowOf(on, own.customerId)).toMatchObject({ passwordHash, email, phone: null, telegramId: null })
    expect(await keysOf(own.customerId)).toEqual([ownKey])
    expect(await rowOf(on, other.customerId)).toMatchObject({ passwordHash: other.customer.passwordHash })
    expect(await keysOf(other.customerId)).toEqual([otherKey])
  })

  test('pressed in the bot takes the passkeys made since with it, and leaves each its own', async () => {
    const own = await byMail(on)
    const other = await signedInAs(on)
    const [ownKey, otherKey] = [await givePasskey(own.customer), await givePasskey(other.customer)]
    on.ctx.advance(60_000)
    await saidIn(on)
    await attach(on, own, { phone: other.customer.phone })
    const ports = { shop: SHOP, pepper: on.ports.pepper, writesLetters: false }
    const run = { retryCount: 0, signal: AbortSignal.abort() }
    await tellAccountsJoined(on.ctx, ports)((await take('accounts-joined')).at(-1), run)
    const [notice] = await saidIn(on)
    on.ctx.advance(60_000)
    await givePasskey(own.customer)
    await undoNotice(on.ctx, { id: notice?.id as never, pressedBy: Number(other.customer.telegramId) })
    expect([await keysOf(own.customerId), await keysOf(other.customerId)]).toEqual([[ownKey], [otherKey]])
  })

  test('leaves with others what they have proven since', async () => {
    const { own, other, actId } = await joined()
    const { phone, telegramId } = other.customer
    await removeIdentifier(on.ctx, { ...own, kind: 'phone' })
    const next = await admit({ telegramId: null, phone })
    await takeIdentifiersBack(on.ctx, actId)
    expect((await rowOf(on, next.id)).phone).toBe(phone)
    expect(await rowOf(on, other.customerId)).toMatchObject({ phone: null, telegramId, joinedInto: null })
  })

  test('parts nobody who would be left without anything to be found by', async () => {
    const [own, other] = [await byMail(on), await byPhone(on)]
    const { phone } = other.customer
    await attach(on, own, { phone })
    const actId = await actOf('accounts-joined')
    await removeIdentifier(on.ctx, { ...own, kind: 'phone' })
    await admit({ telegramId: null, phone })
    await takeIdentifiersBack(on.ctx, actId)
    expect((await rowOf(on, other.customerId)).joinedInto).toBe(own.customerId)
    expect(await acts(own.customerId)).not.toContain('accounts_separated')
  })

  test('gives a name that was only claimed back too (C4)', async () => {
    const other = await byPhone(on, undefined, { passwordHash: await hashOf() })
    const email = newEmail()
    await insertClaims(on.ctx.db, other.customerId, { phone: null, email }, on.ctx.now())
    await attach(on, await byMail(on), { phone: other.customer.phone })
    await takeIdentifiersBack(on.ctx, await actOf('accounts-joined'))
    expect((await login(email)).session.customer.customerId).toBe(other.customerId)
  })

  test('of an earlier change takes the join back first', async () => {
    const victim = await signedInAs(on)
    const { phone, telegramId } = victim.customer
    const thiefs = newPhone() as Phone
    await attach(on, victim, { phone: thiefs })
    const replaced = await actOf('identifier-added')
    const thief = await byMail(on)
    await attach(on, thief, { phone: thiefs })
    expect((await rowOf(on, victim.customerId)).joinedInto).toBe(thief.customerId)
    await takeIdentifiersBack(on.ctx, replaced)
    expect(await rowOf(on, victim.customerId)).toMatchObject({ phone, telegramId, joinedInto: null })
    expect(await rowOf(on, thief.customerId)).toMatchObject({ phone: null, telegramId: null })
    expect(await whoIs(thief)).toBeUndefined()
  })

  test('of the first of two joins parts all three', async () => {
    const [first, second, third] = [await byPhone(on), await byMail(on), await byMail(on)]
    const { phone } = first.customer
    await attach(on, second, { phone })
    const actId = await actOf('accounts-joined')
    await attach(on, third, { phone })
    await takeIdentifiersBack(on.ctx, actId)
    expect(await rowOf(on, first.customerId)).toMatchObject({ phone, joinedInto: null })
    for (const { customerId, customer } of [second, third]) {
      expect(await rowOf(on, customerId)).toMatchObject({ email: customer.email, phone: null, joinedInto: null })
    }
  })

  test('is stale once the account is erased, and nothing of the other is left (Y7)', async () => {
    const { own, other, actId } = await joined()
    await eraseCustomer(on.ctx, own)
    await expect(takeIdentifiersBack(on.ctx, actId)).rejects.toEqual(stale)
    expect(await rowOf(on, other.customerId)).toMatchObject({ name: '', passwordHash: null, passwordSetAt: null })
  })
})

describe('an account with another that became part of it (Y7)', () => {
  const run = { retryCount: 0, signal: AbortSignal.abort() }
  const tellPorts = () => ({ shop: SHOP, pepper: on.ports.pepper, writesLetters: false })

  /** What was typed, changed and told in the other one before, and where its owner came from. */
  async function afterALife() {
    const [own, other] = [await byMail(on), await byPhone(on, undefined, { name: 'Анна Прежняя' })]
    const typed = newEmail()
    await insertClaims(on.ctx.db, other.customerId, { phone: null, email: typed }, on.ctx.now())
    await signInOnceMore(on, other.customer, { device: { ...device, browser: 'Opera' } })
    const sessionId = other.sessionId
    await tellNewDevice(on.ctx, tellPorts())({ customerId: other.customerId, sessionId, device }, run)
    on.ctx.advance(60_000)
    await attach(on, own, { phone: other.customer.phone })
    await tellAccountsJoined(on.ctx, tellPorts())((await take('accounts-joined')).at(-1), run)
    return { own, other, typed }
  }

  test('gives all that is held of either into the export, and no hash nor id of a session', async () => {
    const { own, other, typed } = await afterALife()
    const account: any = await exportIdentity(on.ctx, own.customerId)
    expect(account).toMatchObject({
      email: own.customer.email,
      joined: [{ id: other.customerId, name: 'Анна Прежняя' }],
    })
    expect(account.claims).toEqual([expect.objectContaining({ kind: 'email', value: typed })])
    const { phone } = other.customer
    expect(account.identifierChanges).toContainEqual(
      expect.objectContaining({ kind: 'phone', before: phone, after: null }),
    )
    expect(account.sessions.map(({ browser }: { browser: string }) => browser)).toContain('Opera')
    expect(await exportNotices(on.ctx, own.customerId)).toMatchObject([
      { kind: 'accounts_joined' },
      { kind: 'new_device', details: { device } },
    ])
    const family = await findFamily(on.ctx.db, own.customerId)
    const activity = await exportActivity(on.ctx, family)
    expect(activity.filter(({ act }) => act === 'registered')).toHaveLength(2)
    expect(JSON.stringify(account)).not.toMatch(new RegExp(`${other.sessionId}|argon2|passwordHash`))
  })

  test('is in no export of an account that it has nothing to do with', async () => {
    const [{ other }, stranger] = [await afterALife(), await byPhone(on)]
    const account = await exportIdentity(on.ctx, stranger.customerId)
    expect(account).toMatchObject({ joined: [], claims: [], identifierChanges: [] })
    expect(JSON.stringify(account)).not.toContain(String(other.customer.phone))
    expect(await exportNotices(on.ctx, stranger.customerId)).toEqual([])
  })

  test('leaves nothing of what either was told when it is erased, but that it was erased', async () => {
    const { own } = await afterALife()
    const family = await findFamily(on.ctx.db, own.customerId)
    await eraseCustomer(on.ctx, own)
    await sayFarewell(on.ctx, tellPorts())((await take('customer-erased')).at(-1), run)
    expect((await listNotices(on.ctx.db, family)).map(({ kind }) => kind)).toEqual(['erased'])
  })
})

describe('«It was not me» under what was before a join', () => {
  test('takes the passkeys made since from the account that it became part of', async () => {
    const [own, other] = [await byMail(on), await byPhone(on)]
    const kept = await givePasskey(other.customer)
    on.ctx.advance(60_000)
    const since = on.ctx.now()
    await attach(on, own, { phone: other.customer.phone })
    await givePasskey(own.customer)
    await forgetPasskeysSince(on.ctx, other.customerId, since)
    expect(await keysOf(own.customerId)).toEqual([kept])
  })

  test('removes a password that was set in the one that stays since the stranger came', async () => {
    const [own, other] = [await byMail(on), await byPhone(on)]
    const thief = await signInOnceMore(on, other.customer)
    await attach(on, own, { phone: other.customer.phone })
    on.ctx.advance(60_000)
    const { updatePassword } = await import('../src/modules/identity/store.ts')
    await updatePassword(on.ctx.db, own.customerId, await hashOf(), on.ctx.now())
    await disownSession(on.ctx, { customerId: other.customerId, sessionId: thief.sessionId })
    expect((await rowOf(on, own.customerId)).passwordHash).toBeNull()
    expect((await acts(own.customerId)).filter((act) => act === 'password_disowned')).toHaveLength(1)
  })

  test('removes that password from both, so that it does not come back', async () => {
    const [own, other] = [await byMail(on), await byPhone(on, undefined, { passwordHash: await hashOf() })]
    const setAt = other.customer.passwordSetAt as Date
    await attach(on, own, { phone: other.customer.phone })
    const actId = await actOf('accounts-joined')
    await disownPassword(on.ctx, { customerId: other.customerId, setAt })
    expect((await rowOf(on, own.customerId)).passwordHash).toBeNull()
    expect(await whoIs(own)).toBeUndefined()
    await takeIdentifiersBack(on.ctx, actId)
    expect((await rowOf(on, other.customerId)).passwordHash).toBeNull()
  })

  test('ends the sessions of the one that stays, and leaves it a password that was not used', async () => {
    const passwordHash = await hashOf('Another-2026')
    const own = await byMail(on, newEmail(), { passwordHash })
    const other = await byPhone(on, undefined, { passwordHash: await hashOf() })
    const thief = await signInOnceMore(on, other.customer, { amr: 'pwd' })
    await attach(on, own, { phone: other.customer.phone })
    await disownSession(on.ctx, { customerId: other.customerId, sessionId: thief.sessionId })
    expect(await whoIs(own)).toBeUndefined()
    expect((await rowOf(on, own.customerId)).passwordHash).toBe(passwordHash)
    expect((await rowOf(on, other.customerId)).passwordHash).toBeNull()
  })
})
