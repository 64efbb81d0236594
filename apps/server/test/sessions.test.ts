import { createSecretKey } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { admitCustomer } from '#own-account'
import { transact } from '#platform'
import { findCustomerBySession, openSession, openSessionByPassword, readAccessToken } from '#sessions'
import { signOut, signOutDevice, signOutOthers } from '../src/modules/sessions/end-sessions.ts'
import { sweepSessions } from '../src/modules/sessions/jobs.ts'
import { refreshSession } from '../src/modules/sessions/refresh-session.ts'
import { listSessions } from '../src/modules/sessions/store.ts'
import { countLockWaits } from './database.ts'
import { device, newClaim, newProof, type UseCases, useCases } from './use-cases.ts'

let on: UseCases
beforeAll(async () => {
  on = await useCases()
})
afterAll(() => on.close())

const DAY_MS = 24 * 3600_000
const ended = expect.objectContaining({ code: 'identity.session_ended' })
const refresh = (token: string) => refreshSession(on.ctx, token, on.ports)

async function signIn(customer?: Awaited<ReturnType<typeof admitCustomer>>) {
  const owner = customer ?? (await admitCustomer(on.ctx, newProof(), newClaim()))
  const opened = await openSession(on.ctx, { customer: owner, device, amr: 'otp' }, on.ports.tokens)
  const claims = await readAccessToken(on.ports.tokens, on.ctx.now(), opened.session.accessToken)
  if (!claims) throw new Error('a token just signed cannot be read')
  return { customer: owner, ...opened, sessionId: claims.sessionId }
}

const asking = ({ customer }: Awaited<ReturnType<typeof signIn>>) => ({ customerId: customer.id, device })

async function owner() {
  const proof = newProof()
  return { proof, customer: await admitCustomer(on.ctx, proof, newClaim()) }
}

/** Whom the access token of a session still signs in. */
const signedIn = async (sessionId: Awaited<ReturnType<typeof signIn>>['sessionId']) =>
  (await findCustomerBySession(on.ctx.db, sessionId, on.ctx.now()))?.id

describe('a sign-in', () => {
  test('gets a session id and a refresh token of its own each time (S3)', async () => {
    const first = await signIn()
    const second = await signIn(first.customer)
    expect(second.sessionId).not.toBe(first.sessionId)
    expect(second.refreshToken).not.toBe(first.refreshToken)
    expect(second.refreshToken).toMatch(/^[A-Za-z0-9_-]{43}$/)
  })

  test('is listed with what a person recognises, newest first', async () => {
    const first = await signIn()
    on.ctx.advance(1_000)
    const second = await signIn(first.customer)
    const listed = await listSessions(on.ctx.db, first.customer.id, on.ctx.now())
    expect(listed.map(({ id }) => id)).toEqual([second.sessionId, first.sessionId])
    expect(listed[0]).toMatchObject(device)
  })

  test('is written down together with its session, or there is neither', async () => {
    const { customer } = await signIn()
    const countOf = async (table: string) =>
      (await on.ctx.db.execute<{ count: number }>(sql.raw(`select count(*)::int from ${table}`))).rows[0]?.count
    const before = [await countOf('sessions'), await countOf('refresh_tokens')]
    await on.ctx.db.execute(sql`alter table audit_entries add constraint full_disk check (id < 0) not valid`)
    try {
      await expect(signIn(customer)).rejects.toThrow()
    } finally {
      await on.ctx.db.execute(sql`alter table audit_entries drop constraint full_disk`)
    }
    expect([await countOf('sessions'), await countOf('refresh_tokens')]).toEqual(before)
  })
})

describe('sign-ins at the same moment', () => {
  test('are written together, each with its own session, token and entry in the log (X4)', async () => {
    const owners = await Promise.all(Array.from({ length: 5 }, () => admitCustomer(on.ctx, newProof(), newClaim())))
    const signedInTwice = [...owners, ...owners]
    const all = await Promise.all(signedInTwice.map((owner) => signIn(owner)))
    expect(new Set(all.map(({ sessionId }) => sessionId)).size).toBe(all.length)
    expect(await Promise.all(all.map(({ sessionId }) => signedIn(sessionId)))).toEqual(
      signedInTwice.map(({ id }) => id),
    )
    for (const { refreshToken, customer } of all) {
      expect((await refresh(refreshToken)).session.customer.phone).toBe(customer.phone)
    }
    const { rows } = await on.ctx.db.execute(
      sql`select count(*)::int as entries from audit_entries where act = 'signed_in'
        and customer_id in (${sql.join(
          owners.map(({ id }) => sql`${id}`),
          sql`, `,
        )}) group by customer_id`,
    )
    expect(rows).toEqual(owners.map(() => ({ entries: 2 })))
  })

  test('open none by a password that has changed, and keep no other from being opened (S2)', async () => {
    const [left, right] = await Promise.all([1, 2].map(() => admitCustomer(on.ctx, newProof(), newClaim())))
    if (!left || !right) throw new Error('nobody is here')
    const byPassword = (customer: typeof left, passwordHash: string | null) =>
      openSessionByPassword(on.ctx, { customer: { ...customer, passwordHash }, device }, on.ports.tokens)
    const [stale, good] = await Promise.all([byPassword(left, 'another hash'), byPassword(right, right.passwordHash)])
    expect(stale).toBeUndefined()
    expect(good?.session.customer.phone).toBe(right.phone)
  })

  test('open none by what has been taken from its account meanwhile, and keep no other from being opened (S11)', async () => {
    const [lost, kept] = await Promise.all([owner(), owner()])
    await on.ctx.db.execute(sql`update customers set telegram_id = null where id = ${lost.customer.id}`)
    const open = (opening: Awaited<ReturnType<typeof owner>>) =>
      openSession(on.ctx, { ...opening, device, amr: 'otp' }, on.ports.tokens)
    await Promise.all([expect(open(lost)).rejects.toThrow(ended), expect(open(kept)).resolves.toBeDefined()])
  })

  test('wait for nobody whose account somebody else holds for long (X4)', async () => {
    const [held, free] = await Promise.all([owner(), owner()])
    const open = ({ customer }: Awaited<ReturnType<typeof owner>>) =>
      openSession(on.ctx, { customer, device, amr: 'otp' }, on.ports.tokens)
    await transact(on.ctx, async (ctx) => {
      await ctx.db.execute(sql`set local idle_in_transaction_session_timeout = 0`)
      await ctx.db.execute(sql`select 1 from customers where id = ${held.customer.id} for update`)
      const steps: string[] = []
      const waiting = open(held).catch(() => steps.push('refused'))
      await open(free).then(() => steps.push('opened'))
      await waiting
      expect(steps).toEqual(['opened', 'refused'])
    })
  })

  test('one of which the database refuses do not keep the others out (X4)', async () => {
    const owner = await admitCustomer(on.ctx, newProof(), newClaim())
    const broken = { customer: owner, device: { ...device, browser: 'U+0000: \0' }, amr: 'otp' } as const
    const [refused, opened] = await Promise.allSettled([
      openSession(on.ctx, broken, on.ports.tokens),
      openSession(on.ctx, { customer: owner, device, amr: 'otp' }, on.ports.tokens),
    ])
    expect([refused.status, opened.status]).toEqual(['rejected', 'fulfilled'])
  })
})

describe('a refresh token', () => {
  test('is traded for another one of the same session, and the session stays (S19)', async () => {
    const { refreshToken, sessionId, customer } = await signIn()
    on.ctx.advance(60_000)
    const next = await refresh(refreshToken)
    expect(next.refreshToken).not.toBe(refreshToken)
    expect(await readAccessToken(on.ports.tokens, on.ctx.now(), next.session.accessToken)).toEqual({
      customerId: customer.id,
      sessionId,
    })
    expect((await refresh(next.refreshToken)).refreshToken).not.toBe(next.refreshToken)
  })

  test('presented again within ten seconds gives the same successor: a lost answer is no theft (S19)', async () => {
    const { refreshToken } = await signIn()
    const next = await refresh(refreshToken)
    on.ctx.advance(10_000)
    expect((await refresh(refreshToken)).refreshToken).toBe(next.refreshToken)
    expect(await on.takeJobs('identity.refresh-token-reused')).toEqual([])
    await expect(refresh(next.refreshToken)).resolves.toBeDefined()
  })

  test('presented again after ten seconds ends its whole family and tells the owner once (S19)', async () => {
    const { refreshToken, sessionId, customer } = await signIn()
    const { refreshToken: next } = await refresh(refreshToken)
    on.ctx.advance(10_001)
    await expect(refresh(refreshToken)).rejects.toEqual(ended)
    await expect(refresh(next)).rejects.toEqual(ended)
    await expect(refresh(refreshToken)).rejects.toEqual(ended)
    expect(await signedIn(sessionId)).toBeUndefined()
    expect(await on.takeJobs('identity.refresh-token-reused')).toEqual([{ customerId: customer.id, sessionId, device }])
  })

  test('stolen from one device leaves the others signed in (S19)', async () => {
    const stolen = await signIn()
    const other = await signIn(stolen.customer)
    await refresh(stolen.refreshToken)
    on.ctx.advance(10_001)
    await expect(refresh(stolen.refreshToken)).rejects.toEqual(ended)
    expect(await signedIn(other.sessionId)).toBe(stolen.customer.id)
    await on.takeJobs('identity.refresh-token-reused')
  })

  test('presented twenty times at once has one successor (S19)', async () => {
    const { refreshToken } = await signIn()
    const all = await Promise.all(Array.from({ length: 20 }, () => refresh(refreshToken)))
    expect(new Set(all.map((opened) => opened.refreshToken)).size).toBe(1)
    await expect(refresh(String(all[0]?.refreshToken))).resolves.toBeDefined()
  })

  test('has one successor too where two processes have just begun to use different keys (S19)', async () => {
    const { refreshToken } = await signIn()
    const newer = [{ id: 'newer', key: createSecretKey(Buffer.alloc(32, 'n')) }, ...on.ports.pepper]
    const waits = await transact(on.ctx, async (ctx) => {
      const renewed = await refreshSession(ctx, refreshToken, on.ports)
      const late = refreshSession(on.ctx, refreshToken, { ...on.ports, pepper: newer })
      await vi.waitUntil(async () => (await countLockWaits(on.ctx.db)) > 0, { timeout: 10_000 })
      return { renewed, late }
    })
    expect((await waits.late).refreshToken).toBe(waits.renewed.refreshToken)
    await expect(refresh(waits.renewed.refreshToken)).resolves.toBeDefined()
  })

  test('of many at once each has its own successor, and waits for nobody but its own session (X4)', async () => {
    const [held, free] = [await signIn(), await signIn()]
    const holding = on.ctx.db.transaction(async (db) => {
      await db.execute(sql`select 1 from sessions where id = ${held.sessionId} for update`)
      const later = refresh(held.refreshToken)
      const { session } = await refresh(free.refreshToken)
      expect((await readAccessToken(on.ports.tokens, on.ctx.now(), session.accessToken))?.sessionId).toBe(
        free.sessionId,
      )
      return { later }
    })
    const { session } = await (await holding).later
    expect((await readAccessToken(on.ports.tokens, on.ctx.now(), session.accessToken))?.sessionId).toBe(held.sessionId)
  })

  test('lives fourteen idle days and not a moment longer (S19)', async () => {
    const { refreshToken } = await signIn()
    on.ctx.advance(14 * DAY_MS)
    const { refreshToken: next } = await refresh(refreshToken)
    on.ctx.advance(14 * DAY_MS + 1)
    await expect(refresh(next)).rejects.toEqual(ended)
  })

  test('ends thirty days after the sign-in however often it was used (S19)', async () => {
    const first = await signIn()
    let { refreshToken } = first
    for (let day = 10; day < 30; day += 10) {
      on.ctx.advance(10 * DAY_MS)
      refreshToken = (await refresh(refreshToken)).refreshToken
    }
    on.ctx.advance(10 * DAY_MS - 1)
    refreshToken = (await refresh(refreshToken)).refreshToken
    expect(await signedIn(first.sessionId)).toBe(first.customer.id)
    on.ctx.advance(1)
    expect(await signedIn(first.sessionId)).toBeUndefined()
    await expect(refresh(refreshToken)).rejects.toEqual(ended)
  })

  test('is worth nothing to the list of devices once it is idle for too long', async () => {
    const { customer } = await signIn()
    on.ctx.advance(14 * DAY_MS + 1)
    expect(await listSessions(on.ctx.db, customer.id, on.ctx.now())).toEqual([])
  })

  test.each(['', 'x', 'A'.repeat(43), '\u0000'])(
    'that was never issued (%j) is refused like a dead one',
    async (token) => {
      await expect(refresh(token)).rejects.toEqual(ended)
    },
  )
})

describe('an access token', () => {
  test('is read for ten minutes (X4)', async () => {
    const { session } = await signIn()
    on.ctx.advance(599_000)
    expect(await readAccessToken(on.ports.tokens, on.ctx.now(), session.accessToken)).toBeDefined()
    on.ctx.advance(1_000)
    expect(await readAccessToken(on.ports.tokens, on.ctx.now(), session.accessToken)).toBeUndefined()
  })

  test('made for another address is nobody’s, though the keys be the same', async () => {
    const { session } = await signIn()
    const elsewhere = { ...on.ports.tokens, issuer: 'https://other.example' }
    expect(await readAccessToken(elsewhere, on.ctx.now(), session.accessToken)).toBeUndefined()
  })
})

describe('signing out', () => {
  test('takes effect at once, for access tokens too (X4)', async () => {
    const { refreshToken, sessionId } = await signIn()
    await signOut(on.ctx, refreshToken)
    expect(await signedIn(sessionId)).toBeUndefined()
    await expect(refresh(refreshToken)).rejects.toEqual(ended)
    expect(await on.takeJobs('identity.refresh-token-reused')).toEqual([])
  })

  test('of one device leaves the others, and another customer’s cannot be signed out (X4)', async () => {
    const mine = await signIn()
    const other = await signIn(mine.customer)
    const stranger = await signIn()
    const unknown = expect.objectContaining({ code: 'identity.device_unknown' })
    await expect(signOutDevice(on.ctx, asking(mine), stranger.sessionId)).rejects.toEqual(unknown)
    await signOutDevice(on.ctx, asking(mine), other.sessionId)
    await expect(signOutDevice(on.ctx, asking(mine), other.sessionId)).rejects.toEqual(unknown)
    expect(await signedIn(mine.sessionId)).toBe(mine.customer.id)
    expect(await signedIn(other.sessionId)).toBeUndefined()
    expect(await signedIn(stranger.sessionId)).toBe(stranger.customer.id)
  })

  test('of all others leaves the one that asks (X4)', async () => {
    const mine = await signIn()
    const others = [await signIn(mine.customer), await signIn(mine.customer)]
    await signOutOthers(on.ctx, asking(mine), mine.sessionId)
    expect(await signedIn(mine.sessionId)).toBe(mine.customer.id)
    for (const { sessionId, refreshToken } of others) {
      expect(await signedIn(sessionId)).toBeUndefined()
      await expect(refresh(refreshToken)).rejects.toEqual(ended)
    }
  })
})

test('a dead session is forgotten thirty days after its end, with its tokens, and no live one is', async () => {
  const [live, dead] = [await signIn(), await signIn()]
  await signOut(on.ctx, dead.refreshToken)
  on.ctx.advance(13 * DAY_MS)
  const { refreshToken } = await refresh(live.refreshToken)
  on.ctx.advance(14 * DAY_MS)
  await sweepSessions(on.ctx)
  expect(await countSessions(dead.customer.id)).toBe(1)
  await refresh(refreshToken)
  on.ctx.advance(4 * DAY_MS)
  await sweepSessions(on.ctx)
  expect(await countSessions(dead.customer.id)).toBe(0)
  expect(await countSessions(live.customer.id)).toBe(1)
})

test('a living session forgets a spent token after fourteen days, and knows one spent since (S19)', async () => {
  const { refreshToken: first, sessionId, customer } = await signIn()
  const { refreshToken: second } = await refresh(first)
  on.ctx.advance(8 * DAY_MS)
  const { refreshToken: third } = await refresh(second)
  on.ctx.advance(6 * DAY_MS)
  await sweepSessions(on.ctx)
  expect(await countTokens(sessionId)).toBe(3)
  on.ctx.advance(1)
  await sweepSessions(on.ctx)
  expect(await countTokens(sessionId)).toBe(2)

  await expect(refresh(first)).rejects.toEqual(ended)
  expect(await signedIn(sessionId)).toBe(customer.id)
  await expect(refresh(third)).resolves.toBeDefined()
  await expect(refresh(second)).rejects.toEqual(ended)
  expect(await signedIn(sessionId)).toBeUndefined()
  expect(await on.takeJobs('identity.refresh-token-reused')).toHaveLength(1)
})

async function countTokens(sessionId: string): Promise<number> {
  const { rows } = await on.ctx.db.execute(sql`select from refresh_tokens where session_id = ${sessionId}`)
  return rows.length
}

async function countSessions(customerId: number): Promise<number> {
  const { rows } = await on.ctx.db.execute<{ id: string }>(
    sql`select id from sessions where customer_id = ${customerId}`,
  )
  return rows.length
}
