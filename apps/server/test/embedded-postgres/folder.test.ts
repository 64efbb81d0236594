import { chmod, mkdir, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { EmbeddedPostgresError } from '../../src/platform/postgres/index.ts'
import { LogFile } from '../../src/platform/postgres/log-file.ts'
import { emptyFolder, forgetPattern, query, run, start, usedFolder, Worker } from './harness.ts'

afterAll(forgetPattern)

const isRoot = process.geteuid?.() === 0

/** The refusal, which is one sentence or two that name the folder or the file they are about. */
async function refusal(starting: Promise<unknown>): Promise<EmbeddedPostgresError> {
  const error = await starting.then(
    () => expect.fail('it started'),
    (error) => error,
  )
  expect(error).toBeInstanceOf(EmbeddedPostgresError)
  return error
}

test('a second server process on the folder is refused, and the first goes on', async () => {
  const dataDir = await usedFolder()
  const { connection } = await start(dataDir)

  const second = await new Worker(dataDir, {}).hear('refused')

  expect(second.refused.code).toBe('in_use')
  expect(second.refused.message).toContain(dataDir)
  expect(await query(connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('a second start in the same process is refused too, and does not open the folder to others', async () => {
  const dataDir = await usedFolder()
  await start(dataDir)
  expect(await refusal(start(dataDir))).toMatchObject({ code: 'in_use' })
  expect((await new Worker(dataDir, {}).hear('refused')).refused.code).toBe('in_use')
})

test('of many processes that start on one folder at once, one gets it', async () => {
  const dataDir = await usedFolder()
  const workers = Array.from({ length: 4 }, () => new Worker(dataDir, {}))
  const told = () => workers.flatMap((worker) => worker.told.map((told) => Object.keys(told)[0]))
  await expect.poll(told, { timeout: 30_000 }).toHaveLength(4)
  expect(told().sort()).toEqual(['ready', 'refused', 'refused', 'refused'])
})

test('the folder is free as soon as its server was killed or has closed', async () => {
  const dataDir = await usedFolder()
  const killed = new Worker(dataDir, {})
  await killed.hear('ready')
  await killed.kill()
  const second = await start(dataDir)
  await second.close()
  const third = await start(dataDir)
  expect(await query(third.connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('a start that was refused leaves the folder free', async () => {
  const dataDir = await usedFolder()
  const version = path.join(dataDir, 'postgres/cluster/PG_VERSION')
  await writeFile(version, '17\n')
  await refusal(start(dataDir))
  await writeFile(version, '18\n')
  await start(dataDir)
})

test('folders too deep for a socket have theirs in the temporary folder, each its own, closed to others', async () => {
  const root = await emptyFolder()
  const deep = (name: string) => path.join(root, 'x'.repeat(90), name)
  const [one, two] = [await start(deep('one')), await start(deep('two'))]
  await query(one.connection, 'CREATE TABLE mine ()')

  expect(one.connection.host).not.toBe(two.connection.host)
  expect((await stat(one.connection.host)).mode & 0o777).toBe(0o700)
  await expect(query(two.connection, 'SELECT FROM mine')).rejects.toMatchObject({ code: '42P01' })

  await one.close()
  expect((await start(deep('one'))).connection).toEqual(one.connection)
})

test('a folder that somebody else put where the socket would be is not used', async () => {
  const dataDir = path.join(await emptyFolder(), 'x'.repeat(90))
  const first = await start(dataDir)
  const socket = first.connection.host
  await first.close()
  const trap = await emptyFolder()
  await symlink(trap, socket)
  onTestFinished(() => rm(socket, { recursive: true, force: true }))

  const refused = await refusal(start(dataDir))

  expect(refused).toMatchObject({ code: 'folder', message: expect.stringContaining(socket) })
  expect(await readdir(trap)).toEqual([])
})

test('a cluster of another major version is left alone, with a word on what to do', async () => {
  const dataDir = await usedFolder()
  await writeFile(path.join(dataDir, 'postgres/cluster/PG_VERSION'), '17\n')

  const refused = await refusal(start(dataDir))

  expect(refused.code).toBe('other_version')
  expect(refused.message).toMatch(/PostgreSQL 17.* version 18.*Export.*DATABASE_URL/)
  expect(refused.message).toContain(dataDir)
})

test('a folder in the place of the cluster that is no cluster is left alone', async () => {
  const dataDir = await emptyFolder()
  await mkdir(path.join(dataDir, 'postgres/cluster/photos'), { recursive: true })

  expect(await refusal(start(dataDir))).toMatchObject({
    code: 'folder',
    message: expect.stringContaining('not a database'),
  })
  expect(await readdir(path.join(dataDir, 'postgres/cluster'))).toEqual(['photos'])
})

test('a cluster that cannot start is refused with what PostgreSQL said', async () => {
  const dataDir = await usedFolder()
  await rm(path.join(dataDir, 'postgres/cluster/global/pg_control'))

  const refused = await refusal(start(dataDir))

  expect(refused).toMatchObject({ code: 'start', message: expect.stringContaining('pg_control') })
  expect(refused.message).toContain(dataDir)
})

test('a file where the folder should be is refused', async () => {
  const file = path.join(await emptyFolder(), 'file')
  await writeFile(file, '')
  for (const dataDir of [file, path.join(file, 'data')]) {
    expect(await refusal(start(dataDir))).toMatchObject({ code: 'folder', message: expect.stringContaining(dataDir) })
  }
})

test('a place where no folder can be made is refused, and not tried for ever', async () => {
  // Node's recursive mkdir never returns from there: the system says «no such file» of a folder above that is.
  for (const dataDir of ['/proc/vitrina', '/proc/vitrina/data']) {
    expect(await refusal(start(dataDir))).toMatchObject({ code: 'folder', message: expect.stringContaining(dataDir) })
  }
})

test('a folder that the account may not write to is refused', async () => {
  const dataDir = await emptyFolder()
  if (!isRoot) await chmod(dataDir, 0o555)

  const { refused } = await new Worker(dataDir, isRoot ? { uid: 65534, gid: 65534 } : {}).hear('refused')

  expect(refused).toMatchObject({ code: 'folder', message: expect.stringMatching(/may not write there/) })
  expect(refused.message).toContain(dataDir)
})

test('a database that belongs to another account is refused with the owner and the cure', async ({ skip }) => {
  skip(!isRoot, 'only root can make files of two accounts')
  const dataDir = await usedFolder()
  run('chown', ['-R', '65534:65534', dataDir])
  run('chown', ['-R', '1:1', path.join(dataDir, 'postgres/cluster')])

  const { refused } = await new Worker(dataDir, { uid: 65534, gid: 65534 }).hear('refused')

  expect(refused).toMatchObject({ code: 'account', message: expect.stringMatching(/uid 1\b.*chown -R 65534/) })
})

test('a disk that is too small is refused, and nothing half-made stays on it', async ({ skip }) => {
  const dataDir = await emptyFolder()
  const size = (option: string) => run('mount', ['-t', 'tmpfs', '-o', option, 'tmpfs', dataDir])
  skip(!size('size=20m'), 'this account cannot mount a small disk')
  onTestFinished(() => void run('umount', [dataDir]))

  const refused = await refusal(start(dataDir))

  expect(refused).toMatchObject({ code: 'disk_full', message: expect.stringContaining(dataDir) })
  expect(await readdir(path.join(dataDir, 'postgres'))).toEqual(['lock'])
  size('remount,size=200m')
  expect(await query((await start(dataDir)).connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('the log is kept in two files of a megabyte', async () => {
  const folder = await emptyFolder()
  const log = new LogFile(path.join(folder, 'postgres.log'))
  for (let line = 0; line < 5_000; line++) log.write(`${'x'.repeat(999)}\n`)

  expect((await readdir(folder)).sort()).toEqual(['postgres.log', 'postgres.log.1'])
  for (const name of await readdir(folder)) {
    expect((await stat(path.join(folder, name))).size).toBeLessThan(1_100_000)
  }
})
