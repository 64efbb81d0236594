import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { attachProof, type CustomerRow, lockCustomer, lockHoldersAnd } from '#identity'
import { admitCustomer } from '#own-account'
import { forgetPasskeys } from '#passkeys'
import { type Ctx, hashToken, transact } from '#platform'
import { findCustomerBySession, openSession, readAccessToken } from '#sessions'
import { eraseCustomer } from '../src/modules/own-account/erase-customer.ts'
import { addPasskey } from '../src/modules/passkeys/add-passkey.ts'
import { removePasskey } from '../src/modules/passkeys/remove-passkey.ts'
import { renamePasskey } from '../src/modules/passkeys/rename-passkey.ts'
import { requestPasskey } from '../src/modules/passkeys/request-passkey.ts'
import { requestSignIn } from '../src/modules/passkeys/request-sign-in.ts'
import { signInWithPasskey } from '../src/modules/passkeys/sign-in-with-passkey.ts'
import { deletePasskey, findPasskey, listPasskeys } from '../src/modules/passkeys/store.ts'
import { byMail, signInOnceMore } from './accounts.ts'
import { countLockWaits } from './database.ts'
import { type Cbor, type Deviations, encodeCbor, SoftwareAuthenticator } from './software-authenticator.ts'
import { device, newClaim, newProof, type UseCases, useCases } from './use-cases.ts'

const ORIGIN = 'https://shop.example'
const party = { id: 'shop.example', origin: ORIGIN, name: 'Vitrina' }
const MINUTE_MS = 60_000

let on: UseCases
beforeAll(async () => {
  on = await useCases()
})
afterEach(async () => {
  await on.takeJobs('passkeys.added')
  await on.takeJobs('passkeys.removed')
})
afterAll(() => on.close())

const ports = () => ({ ...on.ports, party })
const rejected = expect.objectContaining({ code: 'passkeys.rejected', kind: 'unauthenticated' })
const notAdded = expect.objectContaining({ code: 'passkeys.not_added' })
const stepUp = expect.objectContaining({ code: 'identity.step_up_required', kind: 'forbidden' })
const unknown = expect.objectContaining({ code: 'passkeys.unknown' })

/** A customer who has just signed in. */
async function newcomer() {
  const customer = await admitCustomer(on.ctx, newProof(), newClaim())
  return { customer, ...(await signIn(customer)) }
}

async function signIn(customer: Awaited<ReturnType<typeof admitCustomer>>) {
  const opened = await openSession(on.ctx, { customer, device, amr: 'otp' }, on.ports.tokens)
  const claims = await readAccessToken(on.ports.tokens, on.ctx.now(), opened.session.accessToken)
  if (!claims) throw new Error('a token just signed cannot be read')
  return claims
}

type Owner = Awaited<ReturnType<typeof signIn>>

async function add(owner: Owner, authenticator: SoftwareAuthenticator, deviations?: Deviations, name?: string) {
  const options = await requestPasskey(on.ctx, owner, ports())
  const response = authenticator.create(options, deviations)
  return addPasskey(on.ctx, { ...owner, response, name, device }, ports())
}

/** A customer with one passkey. */
async function holder(kind?: ConstructorParameters<typeof SoftwareAuthenticator>[1]) {
  const owner = await newcomer()
  const authenticator = new SoftwareAuthenticator(ORIGIN, kind)
  const passkey = await add(owner, authenticator)
  return { owner, authenticator, passkey }
}

/** Asks for a challenge and shows it to the authenticator. */
async function use(authenticator: SoftwareAuthenticator, deviations?: Deviations) {
  const { options, browser } = await requestSignIn(on.ctx, { browser: undefined }, ports())
  return { response: authenticator.get(options, deviations), browser, device }
}

const enter = (input: Parameters<typeof signInWithPasskey>[1]) => signInWithPasskey(on.ctx, input, ports())

describe('a passkey of an account that became part of another', () => {
  /** Somebody with a passkey whose account was joined by one without. */
  async function joinedHolder() {
    const { owner: former, authenticator, passkey } = await holder()
    const { customerId } = await byMail(on)
    const { telegramId, phone } = former.customer
    const locked = await lockHoldersAnd(on.ctx.db, customerId, newProof({ telegramId, phone }))
    const own = locked.find(({ id }) => id === customerId) as CustomerRow
    await attachProof(on.ctx, { own, proof: newProof({ telegramId, phone }), locked, device })
    return { former, customer: own, authenticator, passkey, owner: await signIn(own) }
  }

  test('opens that one, and is renamed and removed there', async () => {
    const { customer, authenticator, passkey, owner } = await joinedHolder()
    const { session } = await enter(await use(authenticator))
    expect(session.customer.customerId).toBe(customer.id)
    await renamePasskey(on.ctx, { ...owner, id: passkey.id, name: 'Рабочий' })
    await removePasskey(on.ctx, { ...owner, id: passkey.id, device })
    await expect(enter(await use(authenticator))).rejects.toEqual(rejected)
  })

  test('lends its handle to no other: a device would let the next take its place', async () => {
    const { owner, passkey } = await joinedHolder()
    expect((await requestPasskey(on.ctx, owner, ports())).user.id).not.toBe(passkey.userHandle)
  })

  test('opens nothing once that is erased, and is forgotten with it (Y7)', async () => {
    const { customer, authenticator, passkey } = await joinedHolder()
    const shown = await use(authenticator)
    await eraseCustomer(on.ctx, await signInOnceMore(on, customer))
    await expect(enter(shown)).rejects.toEqual(rejected)
    await forgetPasskeys(on.ctx, customer.id)
    expect(await findPasskey(on.ctx.db, passkey.id)).toBeUndefined()
  })
})

/** A context that can tell whether one of its transactions is open. */
function watchingTransactions(): { ctx: Ctx; isInside: () => boolean } {
  let open = 0
  const db = new Proxy(on.ctx.db, {
    get: (target, name) => {
      if (name !== 'transaction') return Reflect.get(target, name, target)
      return (work: never) => {
        open++
        return target.transaction(work).finally(() => open--)
      }
    },
  })
  return { ctx: { ...on.ctx, db }, isInside: () => open > 0 }
}

describe('signing in with a passkey', () => {
  test('opens a session of the account that holds it, and the token says how (RFC 8176)', async () => {
    const { owner, authenticator } = await holder()
    const { session } = await enter(await use(authenticator))
    expect(session.customer.customerId).toBe(owner.customerId)
    const claims = await readAccessToken(on.ports.tokens, on.ctx.now(), session.accessToken)
    expect(claims?.sessionId).not.toBe(owner.sessionId)
    expect(payloadOf(session.accessToken).amr).toEqual(['hwk'])
    const signedIn = claims && (await findCustomerBySession(on.ctx.db, claims.sessionId, on.ctx.now()))
    expect(signedIn?.id).toBe(owner.customerId)
  })

  test('signs the token when nothing is locked any more', async () => {
    const { authenticator } = await holder()
    const shown = await use(authenticator)
    const { ctx, isInside } = watchingTransactions()
    const { tokens } = on.ports
    const inside: boolean[] = []
    const signing = (now: Date) => {
      inside.push(isInside())
      return tokens.keys.signing(now)
    }
    await signInWithPasskey(ctx, shown, { ...ports(), tokens: { ...tokens, keys: { signing } } })
    expect(inside).toEqual([false])
  })

  test('asks for a verified person and for no identifier', async () => {
    const { options } = await requestSignIn(on.ctx, { browser: undefined }, ports())
    expect(options).toEqual({
      challenge: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      rpId: 'shop.example',
      timeout: 5 * MINUTE_MS,
      userVerification: 'required',
    })
  })

  test('notes when it was used, and whether it is backed up now', async () => {
    const { authenticator, passkey } = await holder()
    expect(passkey).toMatchObject({ lastUsedAt: null, backedUp: true })
    on.ctx.advance(MINUTE_MS)
    authenticator.backedUp = false
    await enter(await use(authenticator))
    expect(await findPasskey(on.ctx.db, passkey.id)).toMatchObject({ lastUsedAt: on.ctx.now(), backedUp: false })
  })

  test.each<[string, Deviations]>([
    ['another origin', { origin: 'https://shop.example.evil.example' }],
    ['a subdomain of ours', { origin: 'https://old.shop.example' }],
    ['another relying party', { rpId: 'evil.example' }],
    ['a person who was not verified', { unverified: true }],
    ['an answer to something else', { type: 'webauthn.create' }],
    ['another account’s handle', { userHandle: 'c29tZWJvZHkgZWxzZQ' }],
    ['no handle at all', { userHandle: undefined }],
    ['a passkey that nobody has', { id: 'bm9ib2R5cw' }],
    ['a challenge that was never drawn', { challenge: 'A'.repeat(43) }],
  ])('is refused for %s', async (_, deviations) => {
    const { authenticator } = await holder()
    await expect(enter(await use(authenticator, deviations))).rejects.toEqual(rejected)
  })

  test('is refused when another passkey signed it', async () => {
    const { passkey, owner } = await holder()
    const stranger = new SoftwareAuthenticator(ORIGIN)
    await add(owner, stranger)
    await expect(enter(await use(stranger, { id: passkey.id }))).rejects.toEqual(rejected)
  })

  test.each(['', 'bm90IGpzb24', 'bnVsbA', 'eyJjaGFsbGVuZ2UiOjF9'])(
    'is refused, and not broken, by client data that is none (%j)',
    async (clientDataJSON) => {
      const { authenticator } = await holder()
      const input = await use(authenticator)
      const response = { ...input.response, response: { ...input.response.response, clientDataJSON } }
      await expect(enter({ ...input, response })).rejects.toEqual(rejected)
    },
  )

  test.each(['AA', 'A'.repeat(2000)])(
    'is refused, and not broken, by authenticator data that is none',
    async (junk) => {
      const { authenticator } = await holder()
      for (const field of ['authenticatorData', 'signature']) {
        const input = await use(authenticator)
        const response = { ...input.response, response: { ...input.response.response, [field]: junk } }
        await expect(enter({ ...input, response })).rejects.toEqual(rejected)
      }
    },
  )
})

describe('a challenge', () => {
  test('opens one session, however often it is shown', async () => {
    const { authenticator } = await holder()
    const input = await use(authenticator)
    await enter(input)
    await expect(enter(input)).rejects.toEqual(rejected)
  })

  test('shown twenty times at once opens one session (S15)', async () => {
    const { authenticator } = await holder()
    const input = await use(authenticator)
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => enter(input)))
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const each of all) if (each.status === 'rejected') expect(each.reason).toEqual(rejected)
  })

  test('is spent by a wrong answer too', async () => {
    const { authenticator } = await holder()
    const { options, browser } = await requestSignIn(on.ctx, { browser: undefined }, ports())
    const wrong = authenticator.get(options, { unverified: true })
    await expect(enter({ response: wrong, browser, device })).rejects.toEqual(rejected)
    await expect(enter({ response: authenticator.get(options), browser, device })).rejects.toEqual(rejected)
  })

  test('works for five minutes and not a moment longer', async () => {
    const { authenticator } = await holder()
    const [intime, late] = [await use(authenticator), await use(authenticator)]
    on.ctx.advance(5 * MINUTE_MS - 1)
    await enter(intime)
    on.ctx.advance(1)
    await expect(enter(late)).rejects.toEqual(rejected)
  })

  test('works only in the browser that asked for it, and another one does not spend it (S3)', async () => {
    const { authenticator } = await holder()
    const input = await use(authenticator)
    for (const browser of [undefined, '', 'A'.repeat(43)])
      await expect(enter({ ...input, browser })).rejects.toEqual(rejected)
    await expect(enter(input)).resolves.toBeDefined()
  })

  test('of one tab leaves that of another tab alone', async () => {
    const { authenticator } = await holder()
    const first = await requestSignIn(on.ctx, { browser: undefined }, ports())
    const second = await requestSignIn(on.ctx, { browser: first.browser }, ports())
    expect(second.browser).toBe(first.browser)
    for (const { options, browser } of [second, first])
      await expect(enter({ response: authenticator.get(options), browser, device })).resolves.toBeDefined()
  })

  test('drawn to sign in adds no passkey, and the other way round', async () => {
    const { owner, authenticator } = await holder()
    const adding = await requestPasskey(on.ctx, owner, ports())
    const entering = await requestSignIn(on.ctx, { browser: owner.sessionId }, ports())
    const response = authenticator.get({ ...entering.options, challenge: adding.challenge })
    await expect(enter({ response, browser: owner.sessionId, device })).rejects.toEqual(rejected)
    const made = new SoftwareAuthenticator(ORIGIN).create({ ...adding, challenge: entering.options.challenge })
    await expect(addPasskey(on.ctx, { ...owner, response: made, device }, ports())).rejects.toEqual(notAdded)
  })
})

describe('an authenticator that counts its uses', () => {
  test('is let in as long as it counts on', async () => {
    const { authenticator, passkey } = await holder({ counter: 7 })
    await enter(await use(authenticator))
    await enter(await use(authenticator))
    expect(await findPasskey(on.ctx.db, passkey.id)).toMatchObject({ counter: 9 })
  })

  test.each([7, 6, 0])('is refused when its count is back at %i: it is a copy', async (counter) => {
    const { authenticator, passkey } = await holder({ counter: 7 })
    await expect(enter(await use(authenticator, { counter }))).rejects.toEqual(rejected)
    expect(await findPasskey(on.ctx.db, passkey.id)).toMatchObject({ counter: 7, lastUsedAt: null })
  })

  test('used twice at once with one count is let in once', async () => {
    const { authenticator, owner } = await holder({ counter: 7 })
    const inputs = [await use(authenticator, { counter: 8 }), await use(authenticator, { counter: 8 })]
    const all = await heldUp(owner, () => inputs.map(enter))
    expect(all.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('may count to the end of its four bytes', async () => {
    const { authenticator } = await holder({ counter: 7 })
    await expect(enter(await use(authenticator, { counter: 2 ** 32 - 1 }))).resolves.toBeDefined()
  })
})

describe('adding a passkey', () => {
  test('asks for one that names the account, of a verified person, on no device that has one', async () => {
    const { owner, passkey } = await holder()
    const options = await requestPasskey(on.ctx, owner, ports())
    expect(options).toMatchObject({
      rp: { id: 'shop.example', name: 'Vitrina' },
      user: { id: passkey.userHandle, name: owner.customer.phone, displayName: 'Анна' },
      attestation: 'none',
      excludeCredentials: [{ type: 'public-key', id: passkey.id, transports: ['internal', 'hybrid'] }],
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    })
  })

  test('tells what happened, to whom and from where', async () => {
    const { owner } = await holder()
    expect(await on.takeJobs('passkeys.added')).toEqual([
      {
        ...{ customerId: owner.customerId, sessionId: owner.sessionId, device },
        ...{ name: 'Firefox, Linux', addedAt: on.ctx.now().toISOString() },
      },
    ])
  })

  test('calls it what the person says, else who keeps it', async () => {
    const owner = await newcomer()
    const google = new SoftwareAuthenticator(ORIGIN, { aaguid: 'ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4' })
    expect(await add(owner, google)).toMatchObject({ name: 'Google Password Manager' })
    expect(await add(owner, new SoftwareAuthenticator(ORIGIN), {}, 'Мой ноутбук')).toMatchObject({
      name: 'Мой ноутбук',
    })
  })

  test('gives every passkey of an account one handle, and two accounts two', async () => {
    const { owner, passkey } = await holder()
    const second = await add(owner, new SoftwareAuthenticator(ORIGIN))
    expect(second.userHandle).toBe(passkey.userHandle)
    expect((await holder()).passkey.userHandle).not.toBe(passkey.userHandle)
  })

  test.each<[string, Deviations]>([
    ['another origin', { origin: 'https://evil.example' }],
    ['another relying party', { rpId: 'evil.example' }],
    ['a person who was not verified', { unverified: true }],
    ['an answer to something else', { type: 'webauthn.get' }],
    ['a challenge that was never drawn', { challenge: 'A'.repeat(43) }],
  ])('is refused for %s', async (_, deviations) => {
    const owner = await newcomer()
    await expect(add(owner, new SoftwareAuthenticator(ORIGIN), deviations)).rejects.toEqual(notAdded)
    expect(await listPasskeys(on.ctx.db, owner.customerId)).toEqual([])
    expect(await on.takeJobs('passkeys.added')).toEqual([])
  })

  test.each(['AA', '_w', 'A'.repeat(300), 'n'.repeat(3000)])(
    'is refused, and not broken, by junk (%#)',
    async (junk) => {
      const owner = await newcomer()
      const options = await requestPasskey(on.ctx, owner, ports())
      const made = new SoftwareAuthenticator(ORIGIN).create(options)
      const response = { ...made, response: { ...made.response, attestationObject: junk } }
      await expect(addPasskey(on.ctx, { ...owner, response, device }, ports())).rejects.toEqual(notAdded)
    },
  )

  test('of a passkey that is somebody’s already is refused, and theirs stays theirs', async () => {
    const { owner, authenticator, passkey } = await holder()
    const thief = await newcomer()
    await expect(add(thief, authenticator)).rejects.toEqual(notAdded)
    expect(await findPasskey(on.ctx.db, passkey.id)).toMatchObject({ customerId: owner.customerId })
    expect(await listPasskeys(on.ctx.db, thief.customerId)).toEqual([])
  })

  test('is for the session that asked, once', async () => {
    const owner = await newcomer()
    const other = await signIn(owner.customer)
    const response = new SoftwareAuthenticator(ORIGIN).create(await requestPasskey(on.ctx, owner, ports()))
    await expect(addPasskey(on.ctx, { ...other, response, device }, ports())).rejects.toEqual(notAdded)
    await addPasskey(on.ctx, { ...owner, response, device }, ports())
    await expect(addPasskey(on.ctx, { ...owner, response, device }, ports())).rejects.toEqual(notAdded)
  })

  test('reads no certificate and asks nobody about one, whatever the device says of itself (S25)', async () => {
    const asked = vi.spyOn(globalThis, 'fetch')
    const statement = new Map<Cbor, Cbor>([
      ['alg', -7],
      ['sig', Buffer.from('not a signature')],
      ['x5c', [Buffer.from('not a certificate')]],
    ])
    const owner = await newcomer()
    const passkey = await add(owner, new SoftwareAuthenticator(ORIGIN), { attestation: { fmt: 'packed', statement } })
    expect(passkey.customerId).toBe(owner.customerId)
    expect(asked).not.toHaveBeenCalled()
    asked.mockRestore()
  })

  test('stops at ten an account, also when many are added at once', async () => {
    const owner = await newcomer()
    for (let nth = 0; nth < 8; nth++) await add(owner, new SoftwareAuthenticator(ORIGIN))
    const tooMany = expect.objectContaining({ code: 'passkeys.too_many' })
    const all = await Promise.allSettled(Array.from({ length: 5 }, () => add(owner, new SoftwareAuthenticator(ORIGIN))))
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    for (const each of all) if (each.status === 'rejected') expect(each.reason).toEqual(tooMany)
    await expect(requestPasskey(on.ctx, owner, ports())).rejects.toEqual(tooMany)
  })
})

describe('whoever signed in longer than ten minutes ago', () => {
  test('adds no passkey and removes none until they sign in again', async () => {
    const { owner, passkey } = await holder()
    on.ctx.advance(10 * MINUTE_MS)
    await expect(requestPasskey(on.ctx, owner, ports())).resolves.toBeDefined()
    on.ctx.advance(1)
    await expect(requestPasskey(on.ctx, owner, ports())).rejects.toEqual(stepUp)
    await expect(removePasskey(on.ctx, { ...owner, id: passkey.id, device })).rejects.toEqual(stepUp)
    const again = await signIn(owner.customer)
    await removePasskey(on.ctx, { ...again, id: passkey.id, device })
    expect(await listPasskeys(on.ctx.db, owner.customerId)).toEqual([])
  })

  test('may still call them something else', async () => {
    const { owner, passkey } = await holder()
    on.ctx.advance(60 * MINUTE_MS)
    const renamed = await renamePasskey(on.ctx, { ...owner, id: passkey.id, name: 'Телефон' })
    expect(renamed.name).toBe('Телефон')
  })
})

describe('a removed passkey', () => {
  test('opens nothing, and its removal is told', async () => {
    const { owner, authenticator, passkey } = await holder()
    const before = await use(authenticator)
    await removePasskey(on.ctx, { ...owner, id: passkey.id, device })
    await expect(enter(before)).rejects.toEqual(rejected)
    await expect(enter(await use(authenticator))).rejects.toEqual(rejected)
    const { customerId, sessionId } = owner
    const removedAt = on.ctx.now().toISOString()
    expect(await on.takeJobs('passkeys.removed')).toEqual([
      { customerId, sessionId, removedAt, name: 'Firefox, Linux', device },
    ])
  })

  test('opens nothing either while its signature is being checked', async () => {
    const { owner, authenticator, passkey } = await holder()
    const input = await use(authenticator)
    const [outcome] = await heldUp(
      owner,
      () => [enter(input)],
      () => deletePasskey(on.ctx.db, owner.customerId, passkey.id),
    )
    expect(outcome).toMatchObject({ status: 'rejected', reason: rejected })
  })

  test('is removed once, and a stranger’s is neither removed nor renamed', async () => {
    const [{ owner, passkey }, stranger] = [await holder(), await newcomer()]
    const { id } = passkey
    await expect(removePasskey(on.ctx, { ...stranger, id, device })).rejects.toEqual(unknown)
    await expect(renamePasskey(on.ctx, { ...stranger, id, name: 'Моё' })).rejects.toEqual(unknown)
    await removePasskey(on.ctx, { ...owner, id, device })
    await expect(removePasskey(on.ctx, { ...owner, id, device })).rejects.toEqual(unknown)
    expect(await on.takeJobs('passkeys.removed')).toHaveLength(1)
  })
})

test('a challenge is kept as a hash, with nothing of the browser beside it (S18)', async () => {
  const { options, browser } = await requestSignIn(on.ctx, { browser: undefined }, ports())
  const key = `passkeys.sign-in:${hashToken(`${browser}.${options.challenge}`)}`
  expect(await on.ports.ephemeral.get(on.ctx, key)).toMatchObject({ value: true })
})

test('the software authenticator writes CBOR as the RFC has it (RFC 8949, appendix A)', () => {
  const cases: [Cbor, string][] = [
    [23, '17'],
    [24, '1818'],
    [1000, '1903e8'],
    [-7, '26'],
    [-257, '390100'],
    ['IETF', '6449455446'],
    [Buffer.from('01020304', 'hex'), '4401020304'],
    [[1, [2, 3]], '8201820203'],
    [new Map<Cbor, Cbor>([[1, 2]]), 'a10102'],
  ]
  for (const [value, hex] of cases) expect(encodeCbor(value).toString('hex')).toBe(hex)
})

/** Holds whoever is at work up at the account's lock: all that comes before it is decided by then. */
async function heldUp<Out>(
  { customerId }: Owner,
  start: () => Promise<Out>[],
  meanwhile: () => Promise<unknown> = async () => {},
): Promise<PromiseSettledResult<Out>[]> {
  const begun = await transact(on.ctx, async (ctx) => {
    await ctx.db.execute(sql`set local idle_in_transaction_session_timeout = 0`)
    await lockCustomer(ctx.db, customerId)
    const work = start()
    const all = Promise.allSettled(work)
    await vi.waitFor(async () => {
      expect(await countLockWaits(on.ctx.db)).toBe(work.length)
    }, 10_000)
    await meanwhile()
    // In a box: a promise handed back as it is would be waited for, and it waits for this transaction.
    return { all }
  })
  return begun.all
}

const payloadOf = (jwt: string) => JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString())
