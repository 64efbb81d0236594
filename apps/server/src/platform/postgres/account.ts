import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import os from 'node:os'
import type { Binaries } from './binaries.ts'
import { EmbeddedPostgresError, useYourOwn } from './errors.ts'

/**
 * Who PostgreSQL runs as. It refuses root, because whoever breaks into a database that is root owns the machine.
 *
 * - `own`: the account of this process;
 * - `mapped`: the account of this process, in a user namespace where it has another name and no privileges;
 * - `other`: another account, to which root hands the cluster.
 */
export interface Account {
  kind: 'own' | 'mapped' | 'other'
  /** Owner of the cluster's files, as seen from this process. */
  uid: number
  gid: number
  /** Words put before each command. */
  prefix: string[]
}

export interface Program {
  file: string
  args: string[]
  environment: Record<string, string>
}

/** How to spawn a program as this account: nothing of our environment reaches it, PG… variables would change its ways. */
export function commandAs(account: Account, program: Program) {
  const [file = program.file, ...args] = [...account.prefix, program.file, ...program.args]
  const identity = account.kind === 'other' ? { uid: account.uid, gid: account.gid } : {}
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', ...program.environment }
  return { file, args, options: { env, ...identity } }
}

/**
 * Runs a program to its end; a program that could not be started has code -1. `onSpawn` is told when it runs on its own.
 */
export async function runAs(
  account: Account,
  program: Program,
  onSpawn: () => void = () => {},
): Promise<{ code: number; output: string }> {
  const { file, args, options } = commandAs(account, program)
  const child = spawn(file, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  child.once('spawn', onSpawn)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: -1, output: error.message }))
    child.on('close', (code) => resolve({ code: code ?? -1, output }))
  })
}

/** The accounts that may be able to run PostgreSQL here, the best first. `owner` is who the cluster belongs to now. */
export async function possibleAccounts(owner: { uid: number; gid: number } | undefined): Promise<Account[]> {
  const uid = process.geteuid?.() ?? -1
  const gid = process.getegid?.() ?? -1
  const named = await namedAccounts()
  // In a namespace the number 65534 also stands for everybody else, so nobody is the last choice there.
  const stranger = named.find((one) => one.uid > 0 && one.uid !== 65534) ?? named.find((one) => one.uid > 0)
  const mapped: Account[] = stranger
    ? [{ kind: 'mapped', uid, gid, prefix: mapTo(stranger) }] //
    : []

  if (uid !== 0) {
    // A container may run as a number that has no name, and initdb insists on a name.
    return hasName() ? [{ kind: 'own', uid, gid, prefix: [] }] : mapped
  }
  const other = ({ uid, gid }: { uid: number; gid: number }): Account => ({ kind: 'other', uid, gid, prefix: [] })
  return [
    // Whoever started the shop without being root will want to do so again.
    ...(owner && owner.uid !== 0 ? [other(owner)] : []),
    ...mapped,
    ...lesserAccounts.flatMap((name) => named.filter((one) => one.name === name && one.uid > 0)).map(other),
  ]
}

const lesserAccounts = ['postgres', '_postgres', 'nobody']

/** The first account that can run the binaries and enter the folder. Refuses with what each of them was told. */
export async function chooseAccount(accounts: Account[], needs: Needs): Promise<Account> {
  const told: string[] = []
  for (const account of accounts) {
    const reason = await whyNot(account, needs)
    if (reason === undefined) return account
    told.push(reason)
  }
  throw cannotRun(needs.binaries, told)
}

interface Needs {
  binaries: Binaries
  environment: Record<string, string>
  /** The folder to enter, opened to the account as far as it may be. */
  enter(account: Account): Promise<string>
}

async function whyNot(account: Account, { binaries, environment, enter }: Needs): Promise<string | undefined> {
  const ran = await runAs(account, { file: binaries.postgres, args: ['--version'], environment })
  if (ran.code !== 0) return ran.output.trim()
  const folder = await enter(account)
  const entered = await runAs(account, { file: 'test', args: ['-x', folder], environment })
  return entered.code === 0 ? undefined : `uid ${account.uid} cannot enter ${folder}`
}

function cannotRun(binaries: Binaries, told: string[]): EmbeddedPostgresError {
  const { header } = process.report.getReport() as unknown as { header: { glibcVersionRuntime?: string } }
  if (process.platform === 'linux' && !header.glibcVersionRuntime) {
    return new EmbeddedPostgresError(
      'platform',
      'The embedded PostgreSQL is built for glibc, and this system (Alpine, perhaps) has another C library. ' +
        'Use a Debian image, or set DATABASE_URL to a PostgreSQL server of your own.',
    )
  }
  const heard = told.length > 0 ? ` (${told.join('; ')})` : ''
  if (process.geteuid?.() === 0) {
    return new EmbeddedPostgresError(
      'account',
      `PostgreSQL refuses to run as root, and no other account here can both run ${binaries.postgres} and enter the ` +
        `data folder${heard}. Start the shop as an ordinary user. ${useYourOwn}`,
    )
  }
  if (!hasName()) {
    return new EmbeddedPostgresError(
      'account',
      `PostgreSQL needs an account with a name, and uid ${process.geteuid?.()} is not in /etc/passwd${heard}. ` +
        `Start the shop as an account that is. ${useYourOwn}`,
    )
  }
  return new EmbeddedPostgresError('binaries', `${binaries.postgres} does not run here${heard}. ${useYourOwn}`)
}

function mapTo(stranger: { uid: number; gid: number }): string[] {
  return ['unshare', '--user', `--map-user=${stranger.uid}`, `--map-group=${stranger.gid}`, '--']
}

function hasName(): boolean {
  try {
    return os.userInfo().username !== ''
  } catch {
    return false
  }
}

async function namedAccounts(): Promise<{ name: string; uid: number; gid: number }[]> {
  const lines = await readFile('/etc/passwd', 'utf8').catch(() => '')
  return lines.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
  })
}
