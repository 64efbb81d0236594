import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { stopPostmaster } from '../../src/platform/postgres/postmaster.ts'
import {
  childrenOf,
  emptyFolder,
  forgetPattern,
  isAlive,
  postmasterPid,
  query,
  start,
  usedFolder,
  Worker,
} from './harness.ts'

afterAll(forgetPattern)

const patience = { timeout: 20_000, interval: 5 }

test('whatever was committed survives the kill of the server and of the database, again and again', async () => {
  const dataDir = await usedFolder()
  const rounds = Number(process.env.CRASH_ROUNDS ?? 4)
  const committed: number[] = []
  for (let round = 1; round <= rounds; round++) {
    const worker = new Worker(dataDir, { work: 'write' })
    await worker.hear('ready')
    const enough = 100 + Math.random() * 400
    await expect.poll(() => worker.told.length, patience).toBeGreaterThan(enough)

    process.kill(await postmasterPid(dataDir), 'SIGKILL')
    await worker.kill()

    committed.push(...worker.told.flatMap((told) => ('committed' in told ? [told.committed] : [])))
    expect(committed.length).toBeGreaterThan(round * 100 - round)
  }

  const { connection } = await start(dataDir)
  const kept = new Set((await query(connection, 'SELECT id FROM entries')).map(({ id }) => Number(id)))
  expect(committed.filter((id) => !kept.has(id))).toEqual([])
})

test.each([
  { initdb: 'died with its server', killed: true },
  { initdb: 'went on without its server', killed: false },
])('a first start that was killed half-way is done again when initdb $initdb', async ({ killed }) => {
  const dataDir = await emptyFolder()
  const home = path.join(dataDir, 'postgres')
  const worker = new Worker(dataDir, {})
  const drafts = async () => (await readdir(home).catch(() => [])).filter((name) => name.startsWith('cluster.new-'))
  const begun = async () => {
    const [draft] = await drafts()
    return draft ? (await readdir(path.join(home, draft))).includes('postgresql.conf') : false
  }
  await expect.poll(begun, { timeout: 20_000, interval: 1 }).toBe(true)
  const [initdb] = (await childrenOf(worker.pid)).filter(({ command }) => command.includes('initdb'))
  if (!initdb) expect.fail('there is no initdb')
  if (killed) process.kill(-initdb.pid, 'SIGKILL')
  await worker.kill()
  expect(await readdir(home)).not.toContain('cluster')
  const left = await drafts()
  expect(left).toHaveLength(1)

  const { connection } = await start(dataDir)

  expect(await query(connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  if (killed) expect(await drafts()).toEqual([])
})

test('a database that outlived its server is stopped by the next start, which keeps its rows', async () => {
  const dataDir = await usedFolder()
  const worker = new Worker(dataDir, { work: 'write' })
  const { committed } = await worker.hear('committed')
  const orphan = await postmasterPid(dataDir)
  // The watchdog goes first, as it would in a kill of everything that is not PostgreSQL.
  for (const { pid, command } of await childrenOf(worker.pid))
    if (command.includes('/bin/sh')) process.kill(pid, 'SIGKILL')
  await worker.kill()
  expect(await isAlive(orphan)).toBe(true)

  const { connection, lines } = await start(dataDir)

  expect(await isAlive(orphan)).toBe(false)
  expect(lines[0]).toContain(`left running (pid ${orphan})`)
  expect(await query(connection, `SELECT id FROM entries WHERE id = ${committed}`)).toEqual([{ id: String(committed) }])
})

test('a database whose server was killed ends by itself', async () => {
  const dataDir = await usedFolder()
  const worker = new Worker(dataDir, {})
  await worker.hear('ready')
  const orphan = await postmasterPid(dataDir)

  await worker.kill()

  await expect.poll(() => isAlive(orphan), patience).toBe(false)
})

test('a lock file from before a power cut does not stop the start, whoever has its pid now', async () => {
  const dataDir = await usedFolder()
  const stranger = spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'] })
  onTestFinished(() => void stranger.kill())
  const [folder, socket] = ['cluster', 'socket'].map((name) => path.join(dataDir, 'postgres', name))
  const lockFile = [stranger.pid, folder, 1, 5432, socket, '', '  1234567         99', 'ready', ''].join('\n')
  await writeFile(path.join(dataDir, 'postgres/cluster/postmaster.pid'), lockFile)

  const { connection } = await start(dataDir)

  expect(await query(connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  expect(stranger.exitCode ?? stranger.signalCode).toBe(null)
})

test('a database that dies under its server is started again on the same socket', async () => {
  const dataDir = await usedFolder()
  const server = await start(dataDir)
  await query(server.connection, 'CREATE TABLE orders AS SELECT 7 AS id')
  const first = await postmasterPid(dataDir)

  process.kill(first, 'SIGKILL')

  const rows = () => query(server.connection, 'SELECT id FROM orders').catch(() => [])
  await expect.poll(rows, patience).toEqual([{ id: 7 }])
  expect(await postmasterPid(dataDir)).not.toBe(first)
  await server.close()
  await expect(postmasterPid(dataDir)).rejects.toMatchObject({ code: 'ENOENT' })
})

test('closing while the database is being started again leaves nothing running', async () => {
  const dataDir = await usedFolder()
  const server = await start(dataDir)
  process.kill(await postmasterPid(dataDir), 'SIGKILL')
  await expect.poll(() => server.lines.at(-1), { timeout: 20_000, interval: 1 }).toContain('started again')

  await server.close()

  const running = (await childrenOf(process.pid)).filter(({ command }) => command.includes(dataDir))
  expect(running).toEqual([])
})

test('ctrl-C, which reaches the whole group, leaves the database to its server', async () => {
  const dataDir = await usedFolder()
  const worker = new Worker(dataDir, {})
  await worker.hear('ready')

  process.kill(-worker.pid, 'SIGINT')

  expect(await worker.hear('answered')).toEqual({ answered: [{ alive: 1 }] })
  expect(await isAlive(await postmasterPid(dataDir))).toBe(true)
  await worker.close()
})

test('a postmaster that does not listen is killed in the end', async () => {
  const deaf = spawn('/bin/sh', ['-c', 'trap "" INT QUIT; echo ready; while :; do read -r _; done'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  onTestFinished(() => void deaf.kill('SIGKILL'))
  const ended = once(deaf, 'exit')
  await once(deaf.stdout, 'data')

  const alive = () => deaf.exitCode === null && deaf.signalCode === null
  await stopPostmaster(deaf.pid ?? -1, alive, { fastMs: 50, immediateMs: 50 })

  expect(await ended).toEqual([null, 'SIGKILL'])
})
