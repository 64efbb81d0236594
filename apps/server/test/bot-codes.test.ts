import type { Phone } from '@vitrina/contract'
import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { admitCustomer } from '#own-account'
import { codeMatches, type Ephemeral, Limits, RedisConnection, RedisEphemeral, redisCounters } from '#platform'
import { issueCode } from '../src/modules/bot-codes/issue-code.ts'
import { type BotCodeCarrier, makeSendBotCode } from '../src/modules/bot-codes/jobs.ts'
import { answerOffer, CODE_ATTEMPTS, type CodeRequest, OFFER_MS } from '../src/modules/bot-codes/model.ts'
import { redeemCode } from '../src/modules/bot-codes/redeem-code.ts'
import { findLiveCode, findOffer, upsertOffer } from '../src/modules/bot-codes/store.ts'
import { silentLog } from './ctx.ts'
import { newPhone } from './made-up.ts'
import { redisMissing, TestRedis } from './redis.ts'
import { device, newClaim, newProof, type UseCases, useCases } from './use-cases.ts'

/** A ground, and how time passes for what counts the failures on it. */
type Ground = UseCases & { passTime(ms: number): Promise<void> }

const stores = [
  { name: 'Postgres', missing: undefined, open: openOnPostgres },
  { name: 'Redis', missing: redisMissing, open: openOnRedis },
]

async function openOnPostgres(): Promise<Ground> {
  const passTime = async (ms: number) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms })
  }
  return { ...(await useCases()), passTime }
}

/** The same with what is short-lived in Redis. */
async function openOnRedis(): Promise<Ground> {
  const [on, server] = await Promise.all([useCases(), TestRedis.start()])
  const redis = new RedisConnection(server.url, silentLog())
  await redis.start()
  const limits = new Limits(redisCounters(redis, silentLog()), on.ports.pepper)
  const close = async () => {
    await on.close()
    await redis.close()
    await server.stop()
  }
  const ports = { ...on.ports, ephemeral: new RedisEphemeral(redis) as never, limits }
  return { ...on, ports, close, passTime: (ms) => age(redis, ms) }
}

/** Its clock stands still for nobody, but a counter is as old as it has time left. */
async function age({ client }: RedisConnection, ms: number): Promise<void> {
  for (const key of await client.keys('vitrina:limit:*')) {
    const leftMs = await client.pTTL(key)
    // No time left removes the key, as its end would.
    expect(leftMs, `${key} ends by itself`).toBeGreaterThan(0)
    await client.pExpire(key, leftMs - ms)
  }
}

const rejected = expect.objectContaining({ code: 'bot_codes.code_rejected' })
const limited = expect.objectContaining({ code: 'platform.too_many_requests' })
const wrong = (code: string, nth = 1) => String((Number(code) + nth) % 1_000_000).padStart(6, '0')
let people = 9_000_000_000

function newRequest(overrides: Partial<CodeRequest> = {}): CodeRequest {
  const person = { telegramId: people++, telegramUsername: 'anna', name: 'Анна', locale: 'uz' } as const
  return { ...person, phone: newPhone() as Phone, isShared: true, ...overrides }
}

for (const { name, missing, open } of stores) {
  describe.skipIf(missing)(`codes from the bot, kept in ${name},`, () => {
    let on: Ground
    beforeAll(async () => {
      on = await open()
    })
    afterAll(() => on?.close())
    afterEach(() => {
      vi.useRealTimers()
    })

    const issue = async (overrides?: Partial<CodeRequest>) => {
      const request = newRequest(overrides)
      return { ...request, code: await issueCode(on.ctx, request, on.ports) }
    }
    const redeem = (
      typed: { phone: Phone; code: string },
      overrides: { address?: string; ephemeral?: Ephemeral } = {},
    ) => {
      const { address = typed.phone, ephemeral = on.ports.ephemeral } = overrides
      const { phone, code } = typed
      return redeemCode(on.ctx, { phone, code, device, locale: 'en', address }, { ...on.ports, ephemeral } as never)
    }
    const isLive = async ({ phone }: CodeRequest) => (await findLiveCode(on.ports, on.ctx, phone)) !== undefined

    test('work for 600 seconds, to the second (D2)', async () => {
      const [early, late] = [await issue(), await issue()]
      on.ctx.advance(599_000)
      await expect(redeem(early)).resolves.toBeDefined()
      on.ctx.advance(1_000)
      await expect(redeem(late)).rejects.toEqual(rejected)
    })

    test('are kept as a keyed hash alone (S18)', async () => {
      const { phone, code } = await issue()
      // Its digits may be in the number by chance.
      const kept = JSON.stringify({ ...(await findLiveCode(on.ports, on.ctx, phone)), phone: '', telegramId: 0 })
      expect(kept).not.toContain(code)
      expect(kept).toContain(`"sealed":"${on.ports.pepper[0]?.id}.`)
    })

    test('are void once there is another for the same Telegram id or the same number (D2)', async () => {
      const first = await issue()
      const second = await issue({ telegramId: first.telegramId })
      expect([await isLive(first), await isLive(second)]).toEqual([false, true])
      const third = await issue({ phone: second.phone })
      // The number came back to the first person: the one who had it between has nothing any more.
      const fourth = await issue({ phone: second.phone, telegramId: first.telegramId })
      await expect(redeem({ ...third, code: third.code })).rejects.toEqual(rejected)
      const { customer } = await redeem(fourth)
      expect(customer.telegramId).toBe(first.telegramId)
    })

    test('made at once for one person leave exactly one that works (D2)', async () => {
      for (let round = 0; round < 5; round++) {
        const request = newRequest()
        const codes = await Promise.all(Array.from({ length: 8 }, () => issueCode(on.ctx, request, on.ports)))
        const live = await findLiveCode(on.ports, on.ctx, request.phone)
        // Five may be tried, so the right ones are told by their seal.
        const fitting = new Set(
          codes.filter((code) => codeMatches(on.ports.pepper, live?.id ?? '', code, live?.sealed ?? '')),
        )
        expect(fitting.size).toBe(1)
        for (const code of fitting) await expect(redeem({ ...request, code })).resolves.toBeDefined()
      }
    })

    test('made at once for one number by many people leave exactly one that works (D2)', async () => {
      const phone = newPhone() as Phone
      const codes = await Promise.all(Array.from({ length: 8 }, () => issue({ phone })))
      const live = await findLiveCode(on.ports, on.ctx, phone)
      const winner = codes.find(({ telegramId }) => telegramId === live?.telegramId)
      expect((await redeem(winner ?? codes[0] ?? { phone, code: '' })).customer.telegramId).toBe(live?.telegramId)
    })

    test('open one session of twenty that come at once (S15)', async () => {
      const issued = await issue()
      await on.takeJobs('identity.customer-registered')
      const results = await Promise.allSettled(Array.from({ length: 20 }, () => redeem(issued)))
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      for (const result of results) if (result.status === 'rejected') expect(result.reason).toEqual(rejected)
      expect(await on.takeJobs('identity.customer-registered')).toHaveLength(1)
    })

    test('lose an attempt to every guess even when many arrive at once (S15)', async () => {
      const issued = await issue()
      const guesses = Array.from({ length: 20 }, (_, nth) => redeem({ ...issued, code: wrong(issued.code, nth + 1) }))
      await Promise.allSettled(guesses)
      expect(await isLive(issued)).toBe(false)
      await expect(redeem(issued)).rejects.toEqual(rejected)
    })

    test('forget no failure: ten in an hour and thirty in a day are all (S15)', async () => {
      const { telegramId } = newRequest()
      const failFiveTimes = async () => {
        const issued = await issue({ telegramId })
        for (let nth = 1; nth <= 5; nth++) {
          await expect(redeem({ ...issued, code: wrong(issued.code, nth) })).rejects.toEqual(rejected)
        }
      }
      for (const hour of [1, 2, 3]) {
        for (const _ of ['first', 'second']) await failFiveTimes()
        await expect(redeem(await issue({ telegramId }))).rejects.toEqual(limited)
        if (hour < 3) await on.passTime(3_600_001)
      }
      await on.passTime(3_600_001)
      await expect(redeem(await issue({ telegramId }))).rejects.toEqual(limited)
      await on.passTime(86_400_001)
      await expect(redeem(await issue({ telegramId }))).resolves.toBeDefined()
    })

    test('are not kept from their owner by strangers who guess where there is none, or type the number (S15)', async () => {
      const phone = newPhone() as Phone
      const address = `blind ${phone}`
      for (let n = 0; n < 30; n++)
        await expect(redeem({ phone, code: '000000' }, { address })).rejects.toEqual(rejected)
      await expect(redeem({ phone, code: '000000' }, { address })).rejects.toEqual(limited)
      // One who types somebody's number and guesses at their own code is counted for themselves.
      const { telegramId } = newRequest()
      for (const _ of ['first', 'second']) {
        const thief = await issue({ phone, telegramId, isShared: false })
        for (let nth = 1; nth <= 5; nth++) {
          await expect(redeem({ phone, code: wrong(thief.code, nth) })).rejects.toEqual(rejected)
        }
      }
      await expect(redeem(await issue({ phone }))).resolves.toBeDefined()
    })

    test('lose nothing to a guess at the one before them that was made a moment earlier (S15)', async () => {
      const first = await issue()
      let second = first
      let reads = 0
      const ephemeral = Object.create(on.ports.ephemeral, {
        get: {
          value: async (...args: Parameters<Ephemeral['get']>) => {
            // Looked up, and not counted yet.
            if (++reads === 3) second = await issue(first)
            return on.ports.ephemeral.get(...args)
          },
        },
      })
      await expect(redeem({ ...first, code: wrong(first.code) }, { ephemeral })).rejects.toEqual(rejected)
      const live = await findLiveCode(on.ports, on.ctx, second.phone)
      expect(live).toMatchObject({ attemptsLeft: CODE_ATTEMPTS, isSpent: false })
      await expect(redeem(second)).resolves.toBeDefined()
    })

    test('are good again when the account could not be opened, and for as many tries as before', async () => {
      const issued = await issue()
      const { db } = on.ctx
      await on.takeJobs('identity.customer-registered')
      await db.execute(sql`alter table sessions rename to sessions_away`)
      for (let times = 0; times < 6; times++) await expect(redeem(issued)).rejects.not.toEqual(rejected)
      await db.execute(sql`alter table sessions_away rename to sessions`)
      expect(await on.takeJobs('identity.customer-registered')).toEqual([])
      await expect(redeem(issued)).resolves.toBeDefined()
      await expect(redeem(issued)).rejects.toEqual(rejected)
    })

    describe('open the account', () => {
      test('of the Telegram id, which keeps its own number over one that was typed (D5)', async () => {
        const owner = newProof()
        const before = await admitCustomer(on.ctx, owner, newClaim())
        const telegramId = owner.telegramId ?? 0
        const { customer, contacts } = await redeem(await issue({ telegramId, isShared: false }))
        expect(customer).toMatchObject({ id: before.id, phone: owner.phone })
        expect(contacts.phone).toBe(owner.phone)
      })

      test('of the Telegram id, which has the typed number as unproven if it has none (D5)', async () => {
        const owner = newProof({ phone: null })
        const before = await admitCustomer(on.ctx, owner, newClaim())
        const telegramId = owner.telegramId ?? 0
        const first = await issue({ telegramId, isShared: false })
        const { customer, contacts } = await redeem(first)
        expect(customer).toMatchObject({ id: before.id, phone: null, phoneVerifiedAt: null })
        expect(contacts.phone).toBe(first.phone)
        // The one it has is not taken from it by another that proves as little.
        const again = await redeem(await issue({ telegramId, isShared: false }))
        expect(again.contacts.phone).toBe(first.phone)
      })

      test('of nobody who proved the number, if it was only typed (D5, S4, S12)', async () => {
        const owner = newProof()
        const theirs = await admitCustomer(on.ctx, owner, newClaim())
        const { customer, contacts } = await redeem(await issue({ phone: owner.phone as Phone, isShared: false }))
        expect(customer.id).not.toBe(theirs.id)
        expect(customer.phone).toBeNull()
        // Proven by somebody, it is not even noted for another.
        expect(contacts.phone).toBeNull()
      })

      test('of who proved the number, if it was shared and has no other Telegram id (D5, X1)', async () => {
        const owner = newProof({ telegramId: null })
        const theirs = await admitCustomer(on.ctx, owner, newClaim())
        const issued = await issue({ phone: owner.phone as Phone })
        expect((await redeem(issued)).customer).toMatchObject({ id: theirs.id, telegramId: issued.telegramId })
      })

      test('anew, with the number, if the number belongs to another Telegram id, which is told (D5, S11)', async () => {
        const before = newProof()
        const theirs = await admitCustomer(on.ctx, before, newClaim())
        await on.takeJobs('identity.phone-lost')
        const { customer } = await redeem(await issue({ phone: before.phone as Phone }))
        expect(customer.id).not.toBe(theirs.id)
        expect(customer.phone).toBe(before.phone)
        expect(await on.takeJobs('identity.phone-lost')).toMatchObject([{ customerId: theirs.id }])
      })

      test('made for it under the name and in the language of the chat, or the page’s (D5, X2)', async () => {
        expect((await redeem(await issue())).customer).toMatchObject({ name: 'Анна', locale: 'uz' })
        const unknown = await redeem(await issue({ name: null, locale: null }))
        expect(unknown.customer).toMatchObject({ name: 'Customer', locale: 'en' })
      })

      test('once, for two codes of one person that are typed at once on two devices (X1)', async () => {
        const request = newRequest()
        const first = await issue(request)
        const second = await issue({ ...request, phone: newPhone() as Phone })
        const results = await Promise.allSettled([redeem(first), redeem(second)])
        expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      })
    })

    describe('are sent', () => {
      const ask = async (overrides?: Partial<CodeRequest>) => {
        const request = newRequest(overrides)
        const { asked } = await upsertOffer(on.ports, on.ctx, request.telegramId, (before) =>
          answerOffer(before, request),
        )
        return { ...request, telegramId: request.telegramId, nth: asked }
      }
      const run = { retryCount: 0, signal: AbortSignal.abort() }
      const sender = (outcomes: Awaited<ReturnType<BotCodeCarrier>>[]) => {
        const sent: { phone: Phone; code: string }[] = []
        const carrier: BotCodeCarrier = async (_, { request: { phone }, code }) => {
          sent.push({ phone, code })
          return outcomes.shift() ?? { outcome: 'delivered' }
        }
        return { sent, handle: makeSendBotCode(on.ctx, { ...on.ports, carrier }) }
      }

      test('once, however often the job is done', async () => {
        const { sent, handle } = sender([])
        const { telegramId, nth } = await ask()
        await Promise.all([1, 2, 3].map(() => handle({ telegramId, nth }, run)))
        expect(sent).toHaveLength(1)
        await expect(redeem(sent[0] ?? { phone: '' as Phone, code: '' })).resolves.toBeDefined()
      })

      test('for the number that was sent last, whichever job is first', async () => {
        const { sent, handle } = sender([])
        const first = await ask()
        const second = await ask({ telegramId: first.telegramId })
        await handle({ telegramId: first.telegramId, nth: first.nth }, run)
        await handle({ telegramId: first.telegramId, nth: second.nth }, run)
        expect(sent.map(({ phone }) => phone)).toEqual([second.phone])
      })

      test('again and anew when Telegram did not take them; the last one works', async () => {
        const { sent, handle } = sender([{ outcome: 'not_done' }, { outcome: 'not_done', retryAfterSeconds: 3 }])
        const { telegramId, nth } = await ask()
        await expect(handle({ telegramId, nth }, run)).rejects.toThrow('cannot be sent now')
        await handle({ telegramId, nth }, run)
        const [later] = await on.takeJobs('bot-codes.send')
        expect(later).toEqual({ telegramId, nth })
        await handle(later, run)
        expect(sent).toHaveLength(3)
        const [first, , last] = sent
        if (first && last && first.code !== last.code) await expect(redeem(first)).rejects.toEqual(rejected)
        if (last) await expect(redeem(last)).resolves.toBeDefined()
      })

      test('two times more at most when nobody knows whether they arrived', async () => {
        const { sent, handle } = sender(Array.from({ length: 9 }, () => ({ outcome: 'doubtful' as const })))
        const { telegramId, nth } = await ask()
        await handle({ telegramId, nth }, run)
        for (let [next] = await on.takeJobs('bot-codes.send'); next; [next] = await on.takeJobs('bot-codes.send')) {
          await handle(next, run)
        }
        expect(sent).toHaveLength(3)
        await handle({ telegramId, nth }, run)
        expect(sent).toHaveLength(3)
      })

      test('to nobody who did not ask, or whose offer has lapsed', async () => {
        const { sent, handle } = sender([])
        await handle({ telegramId: people++, nth: 1 }, run)
        const { telegramId, nth } = await ask()
        on.ctx.advance(OFFER_MS)
        expect(await findOffer(on.ports, on.ctx, telegramId)).toBeUndefined()
        await handle({ telegramId, nth }, run)
        expect(sent).toEqual([])
      })

      test('by a job that holds neither the code nor the number (S18)', async () => {
        const { handle } = sender([{ outcome: 'doubtful' }])
        const { telegramId, nth } = await ask()
        await handle({ telegramId, nth }, run)
        expect(await on.takeJobs('bot-codes.send')).toEqual([{ telegramId, nth, doubtful: 1 }])
      })
    })
  })
}
