import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { type Ctx, notify, Signals, transact } from '#platform'
import { ChaosProxy } from './chaos-proxy.ts'
import { capturedLog, silentLog, testCtx } from './ctx.ts'
import { openDatabase } from './database.ts'
import { eventually } from './eventually.ts'
import type { TestDatabase } from './postgres.ts'

describe('signals between processes', () => {
  let opened: Awaited<ReturnType<typeof openDatabase>>
  let ctx: Ctx
  const running: Signals[] = []

  beforeAll(async () => {
    opened = await openDatabase()
    ctx = testCtx(opened.database.db)
  })
  afterEach(async () => {
    for (const signals of running.splice(0)) await signals.close()
  })
  afterAll(() => opened?.close())

  async function start(connection = opened.connection, log = silentLog()) {
    const signals = new Signals(connection, log)
    running.push(signals)
    await signals.start()
    return signals
  }

  /** Sends one that is surely heard after all that was sent before it. */
  async function settled(signals: Signals) {
    const heard = vi.fn()
    const stop = signals.listen('settled', 'now', heard)
    await notify(ctx, 'settled', 'now')
    await eventually(() => expect(heard).toHaveBeenCalled())
    stop()
  }

  const connections = async () => {
    const { rows } = await opened.database.db.execute<{ pid: number }>(
      sql`select pid from pg_stat_activity where application_name = 'vitrina signals' and datname = current_database()`,
    )
    return rows.map(({ pid }) => pid)
  }

  async function cutEveryConnection() {
    for (const pid of await connections()) await opened.database.db.execute(sql`select pg_terminate_backend(${pid})`)
  }

  test('reach the listeners of that topic and id in every process, and no others', async () => {
    const [here, there] = [await start(), await start()]
    const calls = { here: vi.fn(), there: vi.fn(), otherId: vi.fn(), otherTopic: vi.fn() }
    here.listen('registration', 'Ўз:1', calls.here)
    there.listen('registration', 'Ўз:1', calls.there)
    there.listen('registration', 'Ўз:2', calls.otherId)
    there.listen('order', 'Ўз:1', calls.otherTopic)
    await notify(ctx, 'registration', 'Ўз:1')
    await eventually(() => {
      expect(calls.here).toHaveBeenCalledTimes(1)
      expect(calls.there).toHaveBeenCalledTimes(1)
    })
    await settled(there)
    expect(calls.otherId).not.toHaveBeenCalled()
    expect(calls.otherTopic).not.toHaveBeenCalled()
  })

  test('are sent when the transaction commits and not before', async () => {
    const signals = await start()
    const heard = vi.fn()
    signals.listen('registration', 'committed', heard)
    await transact(ctx, async (ctx) => {
      await notify(ctx, 'registration', 'committed')
      await settled(signals)
      expect(heard).not.toHaveBeenCalled()
    })
    await eventually(() => expect(heard).toHaveBeenCalledTimes(1))
  })

  test('of a transaction that failed are never sent', async () => {
    const signals = await start()
    const heard = vi.fn()
    signals.listen('registration', 'failed', heard)
    const work = transact(ctx, async (ctx) => {
      await notify(ctx, 'registration', 'failed')
      throw new Error('rolled back')
    })
    await expect(work).rejects.toThrow('rolled back')
    await settled(signals)
    expect(heard).not.toHaveBeenCalled()
  })

  test('no longer reach who has left; who listens twice leaves once', async () => {
    const signals = await start()
    const heard = vi.fn()
    const [stop, stopOther] = [1, 2].map(() => signals.listen('registration', 'left', heard))
    stop?.()
    stop?.()
    await notify(ctx, 'registration', 'left')
    await settled(signals)
    expect(heard).toHaveBeenCalledTimes(1)
    stopOther?.()
    await notify(ctx, 'registration', 'left')
    await settled(signals)
    expect(heard).toHaveBeenCalledTimes(1)
  })

  test('reach the next listener when one fails', async () => {
    const { log, lines } = capturedLog()
    const signals = await start(opened.connection, log)
    const heard = vi.fn()
    signals.listen('registration', 'fault', () => {
      throw new Error('a fault of the listener')
    })
    signals.listen('registration', 'fault', heard)
    await notify(ctx, 'registration', 'fault')
    await eventually(() => expect(heard).toHaveBeenCalledTimes(1))
    expect(lines.join()).toContain('a fault of the listener')
  })

  test('after a lost connection every listener is called once, and hears again', async () => {
    const signals = await start()
    const heard = Array.from({ length: 3 }, () => vi.fn())
    heard.forEach((listener, n) => void signals.listen('registration', `lost:${n}`, listener))
    await cutEveryConnection()
    await vi.waitFor(() => heard.map((listener) => expect(listener).toHaveBeenCalledTimes(1)), { timeout: 20_000 })
    await notify(ctx, 'registration', 'lost:1')
    await settled(signals)
    expect(heard.map((listener) => listener.mock.calls.length)).toEqual([1, 2, 1])
  })

  test('come through again after a connection that fell silent without ending', async () => {
    const { host, port } = opened.connection as TestDatabase
    const proxy = await ChaosProxy.start(host.startsWith('/') ? `${host}/.s.PGSQL.${port}` : port)
    onTestFinished(() => proxy.stop())
    const viaProxy = { ...opened.connection, host: '127.0.0.1', port: proxy.port }
    const signals = new Signals(viaProxy, silentLog(), { everyMs: 20, timeoutMs: 200 })
    running.push(signals)
    await signals.start()
    const heard = vi.fn()
    signals.listen('registration', 'silence', heard)
    const taken = proxy.taken
    proxy.mood = 'silent'
    await vi.waitFor(() => expect(proxy.taken).toBeGreaterThan(taken), { timeout: 20_000 })
    proxy.mood = 'honest'
    await vi.waitFor(() => expect(heard).toHaveBeenCalled(), { timeout: 10_000 })
    proxy.mood = 'silent'
    await signals.close()
  })

  test('are awaited in the background when the database is away at the start', async () => {
    const proxy = await ChaosProxy.start(1)
    onTestFinished(() => proxy.stop())
    const signals = await start({ ...opened.connection, host: '127.0.0.1', port: proxy.port })
    await eventually(() => expect(proxy.taken).toBeGreaterThan(1))
    await signals.close()
  })

  test('with an id too long for the database are a fault of the caller', async () => {
    const signals = await start()
    const heard = vi.fn()
    const longest = 'ў'.repeat(3_999)
    signals.listen('', longest, heard)
    await notify(ctx, '', longest)
    await eventually(() => expect(heard).toHaveBeenCalled())
    await expect(notify(ctx, '', `${longest}a`)).rejects.toThrow(/too long/)
  })

  test('stop for good when the process closes', async () => {
    const signals = await start()
    expect(await connections()).toHaveLength(1)
    await signals.close()
    await signals.close()
    await eventually(async () => expect(await connections()).toHaveLength(0))
    await new Signals(opened.connection, silentLog()).close()
  })
})
