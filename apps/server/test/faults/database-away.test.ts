import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { describe, inject, test } from 'vitest'
import { Database, isDatabaseAway } from '#platform'
import { ChaosProxy, type Mood } from '../chaos-proxy.ts'
import { silentLog } from '../ctx.ts'
import { eventually } from '../eventually.ts'
import { openShop, toUrl } from '../harness.ts'
import { createDatabase, dropDatabase, type TestDatabase } from '../postgres.ts'
import { Registering } from './registering.ts'

const outages: { name: string; mood: Mood; cut: boolean }[] = [
  { name: 'refuses connections', mood: 'closed', cut: true },
  { name: 'falls silent without a word', mood: 'silent', cut: false },
]

describe.concurrent('while the database is away', () => {
  test.for(outages)(
    'the shop says so in time, and recovers without a restart, when it $name',
    async (outage, { expect }) => {
      await using shop = await shopBehindProxy()
      const { proxy } = shop
      const [anna, boris] = [0, 0].map(() => new Registering(shop.simulator, shop.url)) as [Registering, Registering]
      await anna.begin()
      await boris.begin()
      await boris.finish()
      const stream = await openStream(anna)
      expect(await stream.next()).toContain('"status":"pending"')

      proxy.mood = outage.mood
      if (outage.cut) proxy.cut()
      anna.openLink()
      const answers = await Promise.all([
        inTime(boris.browser.get('/readyz')),
        inTime(boris.browser.post('/api/auth/login', { identifier: boris.person.phone, password: 'Сирень-2026' })),
        inTime(boris.browser.post('/api/auth/refresh', {})),
        inTime(anna.state()),
        inTime(anna.stateA()),
        inTime(anna.browser.get(`/api/auth/verifications/${anna.id}/events`)),
      ])
      for (const { answer, elapsedMs } of answers) {
        expect(answer.status).toBe(503)
        expect(elapsedMs).toBeLessThan(8_000)
      }
      const [ready, ...refused] = answers.map(({ answer }) => answer)
      expect(ready?.body.degraded).toContain('database')
      for (const { headers, body } of refused) {
        expect(body.code).toBe('http.database_away')
        expect(headers.get('content-type')).toContain('application/problem+json')
        expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
      }
      expect((await inTime(anna.browser.get('/healthz'))).answer.status).toBe(200)

      proxy.mood = 'honest'
      await anna.asked()
      expect(await stream.next()).toContain('"status":"claimed"')
      await eventually(async () => expect((await anna.browser.get('/readyz')).body.status).toBe('ready'))
      anna.person.press('Это я')
      await anna.askedForContact()
      anna.person.shareContact()
      expect((await anna.enter(await anna.code())).status).toBe(200)
      expect(anna.said(/Это были вы/)).toHaveLength(1)
      expect(anna.codes()).toHaveLength(1)
      expect(await stream.rest()).toContain('"status":"verified"')
    },
  )

  test('a connection cut in the middle of a transaction fails the transaction and nothing else', async ({ expect }) => {
    const { connection, proxy, close } = await proxied()
    const database = new Database(connection, { poolSize: 1, log: silentLog() })
    const broken = await database.db
      .transaction(async (tx) => {
        await tx.execute(sql`select 1`)
        proxy.cut()
        await tx.execute(sql`select 1`)
      })
      .catch((error: unknown) => error)
    expect(isDatabaseAway(broken)).toBe(true)
    await database.ping()
    await database.close()
    await close()
  })

  test('an overdue answer is not given to the next who asks', async ({ expect }) => {
    const { connection, proxy, close } = await proxied()
    const database = new Database(connection, { poolSize: 1, log: silentLog() })
    await database.ping()
    proxy.mood = 'silent'
    const overdue = await database.db
      .transaction((tx) => tx.execute(sql`select 'late' as word`))
      .catch((error: unknown) => error)
    expect(isDatabaseAway(overdue)).toBe(true)
    proxy.mood = 'honest'
    expect((await database.db.execute(sql`select 'fresh' as word`)).rows).toEqual([{ word: 'fresh' }])
    await database.close()
    await close()
  })
})

async function inTime<Answer>(request: Promise<Answer>): Promise<{ answer: Answer; elapsedMs: number }> {
  const from = performance.now()
  const answer = await request
  return { answer, elapsedMs: performance.now() - from }
}

/** The stream of a waiting page, event by event; heartbeats are skipped. */
async function openStream(anna: Registering) {
  const response = await anna.browser.fetch(`/api/auth/verifications/${anna.id}/events`)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const next = async (): Promise<string> => {
    const { value, done } = (await reader?.read()) ?? { done: true }
    if (done) return ''
    return value?.startsWith('event:') ? value : next()
  }
  const rest = async (): Promise<string> => {
    const event = await next()
    return event && event + (await rest())
  }
  return { next, rest }
}

async function shopBehindProxy() {
  const { connection, proxy, close } = await proxied()
  const shop = await openShop({ databaseUrl: toUrl(connection) })
  const dispose = async () => {
    await shop.close()
    await close()
  }
  return { ...shop, proxy, [Symbol.asyncDispose]: dispose }
}

/** A database of the tests behind a wire with moods. */
async function proxied() {
  const { host, port } = inject('testCluster')
  const database = await createDatabase()
  const proxy = await ChaosProxy.start(host.startsWith('/') ? join(host, `.s.PGSQL.${port}`) : port)
  const connection: TestDatabase = { ...database, host: '127.0.0.1', port: proxy.port }
  const close = async () => {
    await proxy.stop()
    await dropDatabase(database)
  }
  return { connection, proxy, close }
}
