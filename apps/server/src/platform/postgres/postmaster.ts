import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type Account, commandAs } from './account.ts'
import type { Place } from './folder.ts'

/** A running PostgreSQL that this process started. */
export interface Postmaster {
  pid: number
  /** Settles when the process is gone and what it wrote has been read. */
  ended: Promise<void>
  hasEnded(): boolean
  /** The last lines it wrote. */
  lines: string[]
}

/**
 * Starts the server in a session of its own, out of reach of the ctrl-C that the terminal sends to our whole group:
 * the shop has orders to finish first. A watchdog stops it should this process die without a word.
 */
export function spawnPostmaster(account: Account, launch: Launch): Postmaster {
  const { file, args, options } = commandAs(account, launch)
  const child = spawn(file, args, { ...options, detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
  const lines: string[] = []
  const reader = createInterface({ input: child.stderr })
  reader.on('line', (line) => {
    lines.push(line)
    if (lines.length > 20) lines.shift()
    launch.onLine(line)
  })
  const silent = new Promise((resolve) => reader.on('close', resolve))

  let gone = false
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      gone = true
      // The last words come after the end, though not always: backends that outlive a killed postmaster hold the pipe.
      void Promise.race([silent, delay(200)]).then(() => resolve())
    }
    child.on('error', (error) => {
      lines.push(error.message)
      if (child.pid === undefined) end()
    })
    child.on('exit', end)
  })
  const pid = child.pid ?? -1
  if (child.pid) {
    const watchdog = watch(child.pid)
    void ended.then(() => watchdog.kill('SIGKILL'))
  }
  return { pid, ended, hasEnded: () => gone, lines }
}

export interface Launch {
  file: string
  args: string[]
  environment: Record<string, string>
  onLine(line: string): void
}

/** A shell that waits for the end of a pipe only we hold, which comes when we die, however that happens. */
function watch(pid: number): ChildProcess {
  const watchdog = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$1"', 'sh', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  // Without it the database outlives us, and the next start stops it: no reason to fail.
  watchdog.on('error', () => {})
  return watchdog
}

export interface Deadlines {
  fastMs: number
  immediateMs: number
}

const defaultDeadlines: Deadlines = { fastMs: 10_000, immediateMs: 5_000 }

/** Stops a postmaster: first letting it write everything down, then less and less politely. No commit is lost by any. */
export async function stopPostmaster(
  pid: number,
  alive: () => boolean | Promise<boolean>,
  { fastMs, immediateMs }: Deadlines = defaultDeadlines,
): Promise<void> {
  const steps: [NodeJS.Signals, number][] = [
    ['SIGINT', fastMs],
    ['SIGQUIT', immediateMs],
    ['SIGKILL', Number.POSITIVE_INFINITY],
  ]
  for (const [signal, patienceMs] of steps) {
    if (!(await alive())) return
    send(pid, signal)
    const deadline = Date.now() + patienceMs
    while (Date.now() < deadline) {
      if (!(await alive())) return
      await delay(5)
    }
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/**
 * Stops the postmaster that a killed server left behind, if there is one. Answers the pid in its lock file when that
 * pid is no longer, or never was, the postmaster of this cluster: after a restart of the machine anybody may have it.
 */
export async function stopOrphan(place: Place, log: (line: string) => void): Promise<number | undefined> {
  const pid = await recordedPid(place)
  if (pid === undefined) return undefined
  if (!(await isPostmasterOf(place, pid))) return pid
  log(`stopping the database that an earlier server process left running (pid ${pid})`)
  await stopPostmaster(pid, () => isPostmasterOf(place, pid))
  return recordedPid(place)
}

/** Whether the postmaster has written in its lock file that it takes connections. */
export async function saysReady(place: Place, pid: number): Promise<boolean> {
  const lines = await readLockFile(place)
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
}

async function recordedPid(place: Place): Promise<number | undefined> {
  const pid = Number((await readLockFile(place))[0])
  return pid > 0 ? pid : undefined
}

async function readLockFile(place: Place): Promise<string[]> {
  const text = await readFile(path.join(place.cluster, 'postmaster.pid'), 'utf8').catch(() => '')
  return text.split('\n')
}

// Two marks, for neither is always there: the working folder of another account's process cannot always be read,
// and the path in the command line is not ours any more when the folder has been moved.
async function isPostmasterOf(place: Place, pid: number): Promise<boolean> {
  const command = await commandLine(pid)
  if (command.includes(`/postgres -D ${place.cluster} `)) return true
  return command.includes('/postgres -D ') && (await worksIn(pid, place.cluster))
}

async function commandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ')
  }
  const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }))
  return stdout
}

async function worksIn(pid: number, folder: string): Promise<boolean> {
  const [theirs, ours] = await Promise.all(
    [`/proc/${pid}/cwd`, folder].map((name) => stat(name).catch(() => undefined)),
  )
  return theirs !== undefined && theirs.ino === ours?.ino && theirs.dev === ours.dev
}
