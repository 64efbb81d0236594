import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, expect, test } from 'vitest'
import { startEmbeddedPostgres } from '../../src/platform/postgres/index.ts'
import { emptyFolder, forgetPattern, postmasterPid, query, start, usedFolder } from './harness.ts'

afterAll(forgetPattern)

test('the first start makes a cluster that every machine sorts alike, and that checks and syncs what it writes', async () => {
  const { connection } = await start(await emptyFolder())

  const names = `'server_encoding', 'data_checksums', 'fsync', 'synchronous_commit', 'full_page_writes', 'jit'`
  const settings = await query(connection, `SELECT name, setting FROM pg_settings WHERE name IN (${names})`)
  expect(Object.fromEntries(settings.map(({ name, setting }) => [String(name), setting]))).toEqual({
    server_encoding: 'UTF8',
    data_checksums: 'on',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    jit: 'off',
  })
  expect(await query(connection, `SELECT lower('ЎЗБЕКЧА Русский') AS lower, 'Я' < 'а' AS sorted`)).toEqual([
    { lower: 'ўзбекча русский', sorted: true },
  ])
  const [locale] = await query(
    connection,
    'SELECT datlocprovider, datlocale FROM pg_database WHERE datname = current_database()',
  )
  expect(locale).toEqual({ datlocprovider: 'b', datlocale: 'C.UTF-8' })
})

test('it tells when the database works by itself, long before it is ready, and whether it is made or only started', async () => {
  const dataDir = await emptyFolder()
  const homes: string[][] = []
  const onSpawn = async () => void homes.push(await readdir(path.join(dataDir, 'postgres')))

  const made = await startEmbeddedPostgres({ dataDir, onSpawn })
  await made.close()
  const [whileMaking = []] = homes
  expect(whileMaking.some((name) => name.startsWith('cluster.new-'))).toBe(true)
  expect(whileMaking).not.toContain('cluster')

  homes.length = 0
  const started = await startEmbeddedPostgres({ dataDir, onSpawn })
  await started.close()
  expect(homes).toHaveLength(1)
})

test('what was written is there after the next start', async () => {
  const dataDir = await emptyFolder()
  const first = await start(dataDir)
  await query(first.connection, 'CREATE TABLE orders AS SELECT 7 AS id')
  await first.close()

  const second = await start(dataDir)

  expect(await query(second.connection, 'SELECT id FROM orders')).toEqual([{ id: 7 }])
  expect((await readdir(path.join(dataDir, 'postgres'))).filter((name) => name.startsWith('cluster'))).toEqual([
    'cluster',
  ])
})

test('it listens on one socket, in a folder that nobody else can enter, and not on the network', async () => {
  const dataDir = await usedFolder()
  const { connection } = await start(dataDir)

  expect(connection.host).toBe(path.join(dataDir, 'postgres', 'socket'))
  expect((await stat(connection.host)).mode & 0o777).toBe(0o700)
  expect(await query(connection, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '' }])
})

test('our settings can be replaced, except those that keep others out', async () => {
  const server = await startEmbeddedPostgres({
    dataDir: await usedFolder(),
    settings: { work_mem: '1MB', listen_addresses: '*', unix_socket_permissions: '0777' },
  })
  try {
    expect(await query(server.connection, 'SHOW work_mem')).toEqual([{ work_mem: '1MB' }])
    expect(await query(server.connection, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '' }])
    expect(await query(server.connection, 'SHOW unix_socket_permissions')).toEqual([
      { unix_socket_permissions: '0700' },
    ])
  } finally {
    await server.close()
  }
})

test('a folder may have any name', async () => {
  const { connection } = await start(path.join(await emptyFolder(), `a, "b" o'c дўкон`))
  expect(await query(connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('close ends open transactions, removes the lock file and may be called twice', async () => {
  const dataDir = await usedFolder()
  const server = await start(dataDir)
  const idle = new Client(server.connection)
  const cut = new Promise((resolve) => idle.on('error', resolve))
  await idle.connect()
  await idle.query('BEGIN')

  await Promise.all([server.close(), server.close()])

  await cut
  await expect(postmasterPid(dataDir)).rejects.toMatchObject({ code: 'ENOENT' })
  expect(server.lines.join('\n')).toMatch(/received fast shutdown.*is shut down/s)
  expect(server.lines.join('\n')).not.toContain('immediate')
})
