import { locales } from '@vitrina/contract'
import { noticeWords } from '@vitrina/contract/words/notices'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listActivity } from '#audit'
import { type NoticePorts, tellNewDevice, tellPasskeyAdded, tellPasskeyRemoved } from '#notices'
import { findCustomerBySession, type SessionId } from '#sessions'
import { undoNotice } from '../src/modules/notices/undo-notice.ts'
import { addPasskey } from '../src/modules/passkeys/add-passkey.ts'
import { removePasskey } from '../src/modules/passkeys/remove-passkey.ts'
import { requestPasskey } from '../src/modules/passkeys/request-passkey.ts'
import { requestSignIn } from '../src/modules/passkeys/request-sign-in.ts'
import { signInWithPasskey } from '../src/modules/passkeys/sign-in-with-passkey.ts'
import { listPasskeys } from '../src/modules/passkeys/store.ts'
import { newEmail, type SignedIn, signedInAs, signInOnceMore } from './accounts.ts'
import { SoftwareAuthenticator } from './software-authenticator.ts'
import { lettersOf, SHOP, saidIn, secretOf } from './told.ts'
import { device, type UseCases, useCases } from './use-cases.ts'

const ORIGIN = 'https://shop.example'
const party = { id: 'shop.example', origin: ORIGIN, name: 'Vitrina' }
const abroad = { browser: 'Chrome', system: 'Windows', network: '203.0.*.*' }
const run = { retryCount: 0, signal: AbortSignal.abort() }
const stale = expect.objectContaining({ code: 'identity.notice_stale' })

let on: UseCases
let ports: NoticePorts
beforeAll(async () => {
  on = await useCases()
  ports = { shop: SHOP, pepper: on.ports.pepper, writesLetters: true }
})
afterAll(() => on.close())
beforeEach(async () => {
  for (const event of ['passkeys.added', 'passkeys.removed', 'identity.new-device-seen']) await on.takeJobs(event)
  await saidIn(on)
  await on.takeJobs('notices.send-letter')
})

const passkeyPorts = () => ({ ...on.ports, party })
const last = async (event: string) => (await on.takeJobs(event)).at(-1)
const isIn = async (sessionId: SessionId) =>
  (await findCustomerBySession(on.ctx.db, sessionId, on.ctx.now())) !== undefined
const keysOf = async ({ customerId }: SignedIn) => (await listPasskeys(on.ctx.db, customerId)).map(({ id }) => id)
const acts = async ({ customerId }: SignedIn) => (await listActivity(on.ctx, customerId, 50)).map(({ act }) => act)

async function add(owner: SignedIn, from = device) {
  const authenticator = new SoftwareAuthenticator(ORIGIN)
  const response = authenticator.create(await requestPasskey(on.ctx, owner, passkeyPorts()))
  const { id } = await addPasskey(on.ctx, { ...owner, response, device: from }, passkeyPorts())
  return { id, authenticator }
}

async function enter(authenticator: SoftwareAuthenticator, from = device) {
  const { options, browser } = await requestSignIn(on.ctx, { browser: undefined }, passkeyPorts())
  return signInWithPasskey(on.ctx, { response: authenticator.get(options), browser, device: from }, passkeyPorts())
}

/** Somebody with a chat and a mailbox, in whose account a thief has just added a passkey. */
async function robbed() {
  const own = await signedInAs(on, { email: newEmail() })
  const kept = await add(own)
  on.ctx.advance(60_000)
  const thief = await signInOnceMore(on, own.customer, { device: abroad })
  const added = await add(thief, abroad)
  await tellPasskeyAdded(on.ctx, ports)(await last('passkeys.added'), run)
  const [notice] = await saidIn(on)
  if (!notice) throw new Error('nothing was said')
  return { own, kept, thief, added, notice, pressedBy: Number(own.customer.telegramId) }
}

describe('a passkey that was added', () => {
  test('is told in the chat and by mail, with where it was done', async () => {
    const { own, notice } = await robbed()
    const { title } = noticeWords.ru.kinds.passkey_added
    expect(notice).toMatchObject({ chatId: own.customer.telegramId, text: expect.stringContaining(title) })
    expect(notice.text).toContain('Chrome, Windows')
    expect(await lettersOf(on)).toMatchObject([{ to: own.customer.email, title }])
  })

  test('and is not the owner’s is removed at «not me», with every session; the owner’s own one stays', async () => {
    const { own, kept, thief, added, notice, pressedBy } = await robbed()
    const opened = await enter(added.authenticator, abroad)
    await undoNotice(on.ctx, { id: notice.id, pressedBy })
    expect(await keysOf(own)).toEqual([kept.id])
    expect([await isIn(own.sessionId), await isIn(thief.sessionId)]).toEqual([false, false])
    expect(opened).toBeDefined()
    await expect(enter(added.authenticator)).rejects.toMatchObject({ code: 'passkeys.rejected' })
    await expect(enter(kept.authenticator)).resolves.toBeDefined()
    expect(await acts(own)).toEqual(expect.arrayContaining(['passkey_added', 'sessions_ended']))
  })

  test('is removed by the link of the letter too, once', async () => {
    const { own, kept } = await robbed()
    const [letter] = await lettersOf(on)
    const secret = secretOf(letter)
    await undoNotice(on.ctx, { secret })
    expect(await keysOf(own)).toEqual([kept.id])
    const after = await signInOnceMore(on, own.customer)
    await undoNotice(on.ctx, { secret })
    expect(await isIn(after.sessionId)).toBe(true)
  })

  test('and removed by hand since still ends the sessions at «not me»', async () => {
    const { own, thief, added, notice, pressedBy } = await robbed()
    await removePasskey(on.ctx, { ...own, id: added.id })
    await undoNotice(on.ctx, { id: notice.id, pressedBy })
    expect(await isIn(thief.sessionId)).toBe(false)
    expect(await acts(own)).not.toContain('passkey_disowned')
  })

  test('is not undone by somebody else’s press (S22)', async () => {
    const { own, notice, pressedBy } = await robbed()
    await expect(undoNotice(on.ctx, { id: notice.id, pressedBy: pressedBy + 1 })).rejects.toEqual(stale)
    expect(await keysOf(own)).toHaveLength(2)
  })

  test('is told once, though the queue tells it twice', async () => {
    const own = await signedInAs(on)
    await add(own)
    const event = await last('passkeys.added')
    for (let times = 0; times < 2; times++) await tellPasskeyAdded(on.ctx, ports)(event, run)
    expect(await saidIn(on)).toHaveLength(1)
  })
})

test('a passkey that was removed is told, and «not me» signs every device out', async () => {
  const own = await signedInAs(on)
  const { id } = await add(own)
  const thief = await signInOnceMore(on, own.customer, { device: abroad })
  await removePasskey(on.ctx, { ...thief, id })
  await tellPasskeyRemoved(on.ctx, ports)(await last('passkeys.removed'), run)
  const [notice] = await saidIn(on)
  expect(notice?.text).toContain(noticeWords.ru.kinds.passkey_removed.title)
  await undoNotice(on.ctx, { id: notice?.id as never, pressedBy: Number(own.customer.telegramId) })
  expect([await isIn(own.sessionId), await isIn(thief.sessionId)]).toEqual([false, false])
  expect(await acts(own)).toContain('passkey_removed')
})

test('«not me» to a passkey that was removed leaves none of the keys that the thief has made or come by', async () => {
  const own = await signedInAs(on)
  const [kept, copied, lost] = [await add(own), await add(own), await add(own)]
  on.ctx.advance(60_000)
  await enter(copied.authenticator, abroad)
  const thief = { ...own, ...(await last('identity.new-device-seen')) }
  on.ctx.advance(60_000)
  await add(thief, abroad)
  on.ctx.advance(60_000)
  await removePasskey(on.ctx, { ...thief, id: lost.id })
  await tellPasskeyRemoved(on.ctx, ports)(await last('passkeys.removed'), run)
  const [notice] = await saidIn(on)
  await undoNotice(on.ctx, { id: notice?.id as never, pressedBy: Number(own.customer.telegramId) })
  expect(await keysOf(own)).toEqual([kept.id])
  expect(await acts(own)).toContain('passkey_disowned')
})

test('«not me» to a new device that came by a passkey removes that passkey, and no other', async () => {
  const own = await signedInAs(on)
  const [kept, copied] = [await add(own), await add(own)]
  on.ctx.advance(60_000)
  await on.takeJobs('identity.new-device-seen')
  await enter(copied.authenticator, abroad)
  await tellNewDevice(on.ctx, ports)(await last('identity.new-device-seen'), run)
  const [notice] = await saidIn(on)
  await undoNotice(on.ctx, { id: notice?.id as never, pressedBy: Number(own.customer.telegramId) })
  expect(await keysOf(own)).toEqual([kept.id])
})

test('no notice names a passkey: its name may be a stranger’s sentence to the owner (S21)', async () => {
  const own = await signedInAs(on)
  const authenticator = new SoftwareAuthenticator(ORIGIN)
  const response = authenticator.create(await requestPasskey(on.ctx, own, passkeyPorts()))
  await addPasskey(on.ctx, { ...own, response, name: 'evil.example', device }, passkeyPorts())
  await tellPasskeyAdded(on.ctx, ports)(await last('passkeys.added'), run)
  expect((await saidIn(on))[0]?.text).not.toContain('evil')
})

test.each(locales)('the words about passkeys in %s say where it was done', (locale) => {
  const { passkey_added, passkey_removed } = noticeWords[locale].kinds
  const facts = { shop: 'Vitrina', device: 'Chrome, Windows', what: '', left: '' }
  for (const { text } of [passkey_added, passkey_removed]) expect(text(facts)).toContain('Chrome, Windows')
})
