import { execFile, execFileSync } from 'node:child_process'
import { chmod, cp, link, mkdir, readdir, readlink, rm } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type Account, chooseAccount } from '../../src/platform/postgres/account.ts'
import { type Binaries, binariesIn, findBinaries, makeRunnable } from '../../src/platform/postgres/binaries.ts'
import { emptyFolder } from './harness.ts'
import type { Outcome } from './make-runnable.ts'

const isRoot = process.geteuid?.() === 0
const own: Account = { kind: 'own', uid: process.geteuid?.() ?? 0, gid: process.getegid?.() ?? 0, prefix: [] }

/** The package as npm unpacks it when it runs no install scripts. */
async function unpacked(): Promise<Binaries> {
  const { root } = await findBinaries()
  const copy = await emptyFolder()
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const from = path.join(entry.parentPath, entry.name)
    const to = path.join(copy, path.relative(root, from))
    if (entry.isDirectory()) await mkdir(to)
    // The programs are copied because the tests change their modes.
    else if (entry.isFile() && path.basename(entry.parentPath) === 'bin') await cp(from, to)
    else if (entry.isFile()) await link(from, to).catch(() => cp(from, to))
  }
  return binariesIn(copy)
}

/** As an account that owns neither the package nor what is in it, where there are two accounts to be had. */
async function asOrdinaryUser(binaries: Binaries, ownLinks: string): Promise<Outcome> {
  const script = path.join(import.meta.dirname, 'make-runnable.ts')
  const identity = isRoot ? { uid: 65534, gid: 65534 } : {}
  const { stdout } = await promisify(execFile)(process.execPath, [script, binaries.root, ownLinks], identity)
  return JSON.parse(stdout)
}

function version(binaries: Binaries, env: Record<string, string>): string {
  return execFileSync(binaries.postgres, ['--version'], { env, encoding: 'utf8', stdio: 'pipe' })
}

test('the links that npm did not make are made, and the programs then run', async () => {
  const binaries = await unpacked()
  expect(() => version(binaries, {})).toThrow(/shared librar/)

  const environment = await makeRunnable(binaries, '/nowhere')

  expect(environment).toEqual({})
  expect(version(binaries, environment)).toContain(`PostgreSQL) ${binaries.major}.`)
  expect(await readlink(path.join(binaries.root, 'native/lib/libicuuc.so.60'))).toMatch(/^libicuuc\.so\.60\./)
})

test('in a package that cannot be written to, the links are made in a folder of our own', async () => {
  const binaries = await unpacked()
  const lib = path.join(binaries.root, 'native/lib')
  await chmod(lib, 0o555)
  onTestFinished(() => chmod(lib, 0o755))
  const home = await emptyFolder()
  await chmod(home, 0o777)
  const links = path.join(home, 'lib')

  for (const start of ['first', 'second']) {
    expect(await asOrdinaryUser(binaries, links), start).toEqual({ environment: { LD_LIBRARY_PATH: links } })
  }

  expect(version(binaries, { LD_LIBRARY_PATH: links })).toContain(`PostgreSQL) ${binaries.major}.`)
})

test('programs that lost their executable bit get it back', async () => {
  const binaries = await unpacked()
  await chmod(binaries.postgres, 0o644)
  const environment = await makeRunnable(binaries, '/nowhere')
  expect(version(binaries, environment)).toContain('PostgreSQL')
})

test('programs that are not executable and belong to somebody else are refused', async ({ skip }) => {
  skip(!isRoot, 'only root can make files of two accounts')
  const binaries = await unpacked()
  await chmod(binaries.initdb, 0o644)
  expect(await asOrdinaryUser(binaries, '/nowhere')).toEqual({
    code: 'binaries',
    message: expect.stringContaining(`chmod 755 on it. Or set DATABASE_URL`),
  })
})

test('a program that is missing is refused', async () => {
  const binaries = await unpacked()
  await rm(binaries.postgres)
  await expect(makeRunnable(binaries, '/nowhere')).rejects.toMatchObject({
    code: 'binaries',
    message: expect.stringContaining(`${binaries.postgres} is missing: run npm install again`),
  })
})

test('a machine there are no binaries for is refused by its name', async () => {
  await expect(findBinaries('win32-x64')).rejects.toMatchObject({
    code: 'platform',
    message: expect.stringMatching(/win32-x64.*DATABASE_URL/),
  })
})

test('binaries that npm was told to leave out are refused with the cure', async () => {
  const left = process.platform === 'darwin' ? 'linux-x64' : 'darwin-x64'
  await expect(findBinaries(left)).rejects.toMatchObject({
    code: 'binaries',
    message: expect.stringContaining('without --omit=optional'),
  })
})

test('binaries that do not run are refused with what the system said', async () => {
  const binaries = await unpacked()
  const refused = chooseAccount([own], { binaries, environment: {}, enter: async () => '/' })
  await expect(refused).rejects.toMatchObject({ message: expect.stringMatching(/shared librar.*DATABASE_URL/s) })
})

test('a system with another C library is refused by name', async () => {
  // What Node reports on Alpine, where the loader that the programs ask for is missing.
  vi.spyOn(process.report, 'getReport').mockReturnValue({ header: {} })
  onTestFinished(() => void vi.restoreAllMocks())
  const binaries = { root: '/', major: '18', initdb: '/nowhere/initdb', postgres: '/nowhere/postgres' }
  const refused = chooseAccount([own], { binaries, environment: {}, enter: async () => '/' })
  await expect(refused).rejects.toMatchObject({
    code: 'platform',
    message: expect.stringMatching(/glibc.*Alpine.*DATABASE_URL/),
  })
})
