import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { pino } from 'pino'
import { inject } from 'vitest'
import type { TestProject } from 'vitest/node'
import { Database, JobQueue } from '#platform'
import { applyMigrations } from '../src/migrations.ts'
import { startEmbeddedPostgres } from '../src/platform/postgres/index.ts'

/** What `pg` needs to reach a database of the tests. */
export interface TestDatabase {
  host: string
  port: number
  user: string
  password?: string
  database: string
}

declare module 'vitest' {
  interface ProvidedContext {
    testCluster: TestDatabase
    /** A migrated database, queue tables included, that every other is cloned from. */
    template: string
  }
}

/** For vitest's `globalSetup`: one server for the whole run, and one migrated template on it. */
export default async function setup({ provide }: TestProject) {
  const cluster = await testCluster()
  provide('testCluster', cluster.connection)
  const template = await createTemplate(cluster.connection)
  provide('template', template)
  return async () => {
    await onServer(`DROP DATABASE IF EXISTS ${quote(template)} WITH (FORCE)`, cluster.connection)
    await cluster.close()
  }
}

async function createTemplate(connection: TestDatabase): Promise<string> {
  const name = `template_${randomBytes(8).toString('hex')}`
  await onServer(`CREATE DATABASE ${quote(name)}`, connection)
  const log = pino({ level: 'silent' })
  const database = new Database({ ...connection, database: name }, { poolSize: 2, log })
  await applyMigrations(database)
  const queue = new JobQueue(database.connection, log)
  await queue.start()
  await queue.close()
  await database.close()
  return name
}

/** The server of `TEST_DATABASE_URL`, or an embedded one in a temporary folder. */
export async function testCluster(): Promise<{ connection: TestDatabase; close(): Promise<void> }> {
  const url = process.env.TEST_DATABASE_URL
  if (url) return { connection: fromUrl(url), close: async () => {} }

  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'vitrina-test-'))
  // As root, another account may have to pass.
  await chmod(dataDir, 0o711)
  const server = await startEmbeddedPostgres({ dataDir, settings: forgetful }).catch(async (error) => {
    await removeFolder(dataDir)
    throw error
  })
  return {
    connection: server.connection,
    close: async () => {
      await server.close()
      await removeFolder(dataDir)
    },
  }
}

async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
}

// The folder is thrown away with the run, so nothing has to survive a power cut.
const forgetful = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  max_connections: '300',
}

/** A new database, cloned from the migrated template unless another is named. Its caller drops it. */
export async function createDatabase(template: string | undefined = inject('template')): Promise<TestDatabase> {
  const database = `test_${randomBytes(8).toString('hex')}`
  // As files, 45 ms for 80 tables where the way through the log takes 70; with fsync, on a server of your own, it is slower.
  const strategy = process.env.TEST_DATABASE_URL ? '' : 'STRATEGY file_copy'
  const copy = template ? `TEMPLATE ${quote(template)} ${strategy}` : ''
  await onServer(`CREATE DATABASE ${quote(database)} ${copy}`)
  return { ...inject('testCluster'), database }
}

/** Drops a database whoever is still connected to it. */
export async function dropDatabase({ database }: Pick<TestDatabase, 'database'>): Promise<void> {
  await onServer(`DROP DATABASE IF EXISTS ${quote(database)} WITH (FORCE)`)
}

async function onServer(sql: string, connection: TestDatabase = inject('testCluster')): Promise<void> {
  const client = new Client(connection)
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function fromUrl(text: string): TestDatabase {
  const url = new URL(text)
  return {
    host: url.searchParams.get('host') ?? url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    ...(url.password && { password: decodeURIComponent(url.password) }),
    database: url.pathname.slice(1) || 'postgres',
  }
}
