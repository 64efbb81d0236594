import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listActivity } from '#audit'
import { findCustomerBySession, readAccessToken } from '#sessions'
import { startVerification } from '../src/modules/registration/start-verification.ts'
import { signOut } from '../src/modules/sessions/end-sessions.ts'
import { refreshSession } from '../src/modules/sessions/refresh-session.ts'
import { ensureFresh } from '../src/modules/sessions/step-up.ts'
import { confirmCode } from '../src/modules/verification-codes/confirm-code.ts'
import { byMail, type SignedIn, signInOnceMore } from './accounts.ts'
import { sendCodes } from './registrations.ts'
import { device, type UseCases, useCases } from './use-cases.ts'

const MINUTE_MS = 60_000
const ended = expect.objectContaining({ code: 'identity.session_ended' })

let on: UseCases
beforeAll(async () => {
  on = await useCases()
})
afterAll(() => on.close())

type Opened = Awaited<ReturnType<typeof refresh>>
const refresh = (token: string) => refreshSession(on.ctx, token, on.ports)
const claimsOf = async ({ session }: Opened) => {
  const claims = await readAccessToken(on.ports.tokens, on.ctx.now(), session.accessToken)
  if (!claims) throw new Error('a token just signed cannot be read')
  return claims
}
const isIn = async ({ sessionId }: Pick<SignedIn, 'sessionId'>) =>
  (await findCustomerBySession(on.ctx.db, sessionId, on.ctx.now())) !== undefined

/** Asks for a proof in a session, up to the code: out comes what types it. */
async function askProof(one: SignedIn) {
  const typed = { name: null, phone: null, telegramUsername: null, password: undefined, locale: 'ru' } as const
  const { customerId, sessionId } = one
  const asked = { flow: 'native', method: 'email', purpose: 'step_up', email: one.customer.email } as const
  const input = { ...asked, ...typed, subject: { customerId, sessionId }, device, address: '127.0.0.1' }
  const { id, txn } = await startVerification(on.ctx, input, on.ports)
  const code = String((await sendCodes(on)).at(-1)?.code)
  return (refreshToken?: string): Promise<Opened> =>
    confirmCode(on.ctx, { id, txn, code, refreshToken, device, address: '127.0.0.1' }, on.ports)
}

/** Somebody who signed in a while ago, asked to prove themselves. */
async function asked() {
  const one = await byMail(on)
  on.ctx.advance(11 * MINUTE_MS)
  return { one, prove: await askProof(one) }
}

describe('a session that follows another one after a proof', () => {
  test('has an id of its own and is fresh; access tokens of the old one are dead (S3)', async () => {
    const { one, prove } = await asked()
    const opened = await prove(one.refreshToken)
    const { sessionId } = await claimsOf(opened)
    expect(sessionId).not.toBe(one.sessionId)
    expect([await isIn(one), await isIn({ sessionId })]).toEqual([false, true])
    await expect(ensureFresh(on.ctx, sessionId)).resolves.toBeUndefined()
  })

  test('stands in the log as a proof, not as somebody who came in', async () => {
    const { one, prove } = await asked()
    await prove(one.refreshToken)
    const [last, first] = await listActivity(on.ctx, one.customerId, 2)
    expect(last).toMatchObject({ act: 'signed_in', details: { method: 'otp', continued: true } })
    expect(first).toMatchObject({ act: 'signed_in', details: { method: 'otp' } })
    expect(first?.details).not.toHaveProperty('continued')
  })

  test('is what another tab gets that renews the old one after it: both hold one token', async () => {
    const { one, prove } = await asked()
    const opened = await prove(one.refreshToken)
    const other = await refresh(one.refreshToken)
    expect(other.refreshToken).toBe(opened.refreshToken)
    expect((await claimsOf(other)).sessionId).toBe((await claimsOf(opened)).sessionId)
    await expect(refresh(opened.refreshToken)).resolves.toBeDefined()
  })

  test('takes the token along that another tab got before it, whichever answer comes last', async () => {
    const { one, prove } = await asked()
    const other = await refresh(one.refreshToken)
    const opened = await prove(one.refreshToken)
    expect(opened.refreshToken).toBe(other.refreshToken)
    on.ctx.advance(MINUTE_MS)
    const later = await refresh(other.refreshToken)
    expect((await claimsOf(later)).sessionId).toBe((await claimsOf(opened)).sessionId)
  })

  test('signs no tab out, however renewals and the proof meet', async () => {
    for (let round = 0; round < 8; round++) {
      const { one, prove } = await asked()
      const renewals = Array.from({ length: 6 }, () => refresh(one.refreshToken))
      const opened = prove(one.refreshToken)
      const all = await Promise.all([opened, ...renewals, refresh(one.refreshToken)])
      expect(new Set(all.map(({ refreshToken }) => refreshToken)).size).toBe(1)
      const last = await refresh((await opened).refreshToken)
      expect(await isIn(await claimsOf(last))).toBe(true)
      expect((await claimsOf(last)).sessionId).toBe((await claimsOf(await opened)).sessionId)
    }
    expect(await on.takeJobs('identity.refresh-token-reused')).toEqual([])
  })

  test('ends for a copy of the old token that comes after the grace, and its owner is told (S19)', async () => {
    const { one, prove } = await asked()
    const opened = await prove(one.refreshToken)
    on.ctx.advance(10_001)
    await expect(refresh(one.refreshToken)).rejects.toEqual(ended)
    await expect(refresh(opened.refreshToken)).rejects.toEqual(ended)
    expect(await on.takeJobs('identity.refresh-token-reused')).toHaveLength(1)
  })

  test('is signed out by a tab that signs out with the old token', async () => {
    const { one, prove } = await asked()
    const opened = await prove(one.refreshToken)
    await signOut(on.ctx, one.refreshToken)
    expect(await isIn(await claimsOf(opened))).toBe(false)
  })

  test.each(['none', 'of another session', 'spent long ago'])(
    'begins a family of its own when the token shown is %s, and the old one is over',
    async (which) => {
      const one = await byMail(on)
      const other = await signInOnceMore(on, one.customer)
      const { refreshToken: next } = await refresh(one.refreshToken)
      on.ctx.advance(11 * MINUTE_MS)
      const prove = await askProof(one)
      const shown = { none: undefined, 'of another session': other.refreshToken, 'spent long ago': one.refreshToken }
      const opened = await prove(shown[which as keyof typeof shown])
      expect(opened.refreshToken).not.toBe(next)
      // Perhaps somebody else's browser: nothing to be told as the owner's own proof.
      expect((await listActivity(on.ctx, one.customerId, 1))[0]?.details).toEqual({ method: 'otp' })
      await expect(refresh(next)).rejects.toEqual(ended)
      await expect(refresh(opened.refreshToken)).resolves.toBeDefined()
      expect(await isIn(other)).toBe(true)
    },
  )
})

test('twenty codes of one proof at once open one session, and the browser keeps it (S15)', async () => {
  const { one, prove } = await asked()
  const all = await Promise.allSettled(Array.from({ length: 20 }, () => prove(one.refreshToken)))
  const opened = all.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  expect(opened).toHaveLength(1)
  await expect(refresh(String(opened[0]?.refreshToken))).resolves.toBeDefined()
})
