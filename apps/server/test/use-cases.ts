import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Phone } from '@vitrina/contract'
import { sql } from 'drizzle-orm'
import type { Claim, Proof } from '#identity'
import {
  type Jobs,
  Limits,
  MemoryCounters,
  openKeys,
  PasswordHasher,
  PostgresEphemeral,
  postgresCounters,
} from '#platform'
import { silentLog, type TestCtx, testCtx } from './ctx.ts'
import { openDatabase } from './database.ts'
import { newPhone } from './made-up.ts'

/** The ground that use cases stand on: real SQL, a clock that stands still, jobs that are kept and not done. */
export async function useCases() {
  const { database, connection, close } = await openDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'vitrina-use-cases-'))
  await database.db.execute(
    sql`create table captured_jobs (id serial, name text not null, key text unique, data jsonb not null)`,
  )
  const ctx: TestCtx = { ...testCtx(database.db), jobs: capturingJobs }
  const keys = await openKeys({ dataDir, now: ctx.now(), log: silentLog() })
  // As patient as a busy machine needs: what its line refuses is tried where it stands.
  const hasher = new PasswordHasher({ maxWaitMs: 60_000 })
  return {
    ctx,
    connection,
    ports: {
      ephemeral: new PostgresEphemeral(),
      limits: new Limits(postgresCounters(database), keys.pepper),
      flood: new Limits(new MemoryCounters(), keys.pepper),
      pepper: keys.pepper,
      tokens: { keys, issuer: 'https://shop.example' },
      hasher,
    },
    /** Takes out what was enqueued or published since the last time, in order, under this name. */
    takeJobs: async (name: string): Promise<any[]> => {
      const { rows } = await database.db.execute<{ id: number; data: unknown }>(
        sql`delete from captured_jobs where name = ${name} returning id, data`,
      )
      return rows.sort((a, b) => a.id - b.id).map(({ data }) => data)
    },
    close: async () => {
      await hasher.close()
      await close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export type UseCases = Awaited<ReturnType<typeof useCases>>

// In a table, because a job of a transaction that is rolled back must vanish with it.
const capturingJobs: Jobs = {
  send: async (db, name, data, options) => {
    const key = options?.key ?? null
    await db.execute(
      sql`insert into captured_jobs (name, key, data) values (${name}, ${key}, ${JSON.stringify(data)}) on conflict do nothing`,
    )
  },
  publish: (db, event, data) => capturingJobs.send(db, event, data),
}

let people = 7_000_000_000

export function newProof(overrides: Partial<Proof> = {}): Proof {
  return { telegramId: people++, telegramUsername: null, phone: newPhone() as Phone, email: null, ...overrides }
}

export function newClaim(overrides: Partial<Claim> = {}): Claim {
  return { name: 'Анна', locale: 'ru', passwordHash: null, device, ...overrides }
}

export const device = { browser: 'Firefox', system: 'Linux', network: '127.0.*.*' }
