import { type ChildProcess, execFile, fork, spawnSync } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { onTestFinished } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/postgres/index.ts'
import type { Told } from './worker.ts'

/** An empty folder that others may pass through, gone after the test. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'vitrina-pg-'))
  await chmod(folder, 0o755)
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }))
  return folder
}

/** Runs a tool of the system, and answers whether that went well. */
export function run(tool: string, args: string[], identity: { uid?: number; gid?: number } = {}): boolean {
  return spawnSync(tool, args, { ...identity, stdio: 'ignore' }).status === 0
}

/**
 * A data folder in which the first start has been; making one takes most of a second, copying it a twentieth. Each
 * file that asks for one forgets the pattern afterwards.
 */
export async function usedFolder(): Promise<string> {
  pattern ??= makePattern()
  const folder = await emptyFolder()
  await promisify(execFile)('cp', ['-a', `${await pattern}/.`, folder])
  return folder
}

let pattern: Promise<string> | undefined

export async function forgetPattern(): Promise<void> {
  if (pattern) await rm(await pattern, { recursive: true, force: true })
  pattern = undefined
}

async function makePattern(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'vitrina-pg-'))
  await chmod(folder, 0o755)
  const server = await startEmbeddedPostgres({ dataDir: folder })
  await server.close()
  return folder
}

export async function start(dataDir: string): Promise<EmbeddedPostgres & { lines: string[] }> {
  const lines: string[] = []
  const server = await startEmbeddedPostgres({ dataDir, log: (line) => lines.push(line) })
  onTestFinished(() => server.close())
  return { connection: server.connection, close: () => server.close(), lines }
}

export async function query(
  connection: EmbeddedPostgres['connection'],
  sql: string,
): Promise<Record<string, unknown>[]> {
  const client = new Client(connection)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

export async function postmasterPid(dataDir: string): Promise<number> {
  return Number.parseInt(await readFile(path.join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8'), 10)
}

export async function isAlive(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  // A process that has ended keeps its pid until its parent takes note.
  return status !== '' && !status.includes('\nState:\tZ')
}

/** Another server process, killed with all it started if the test leaves it running. */
export class Worker {
  readonly told: Told[] = []
  readonly process: ChildProcess
  readonly ended: Promise<unknown>
  #heard: () => void = () => {}

  constructor(
    dataDir: string,
    { work = '', ...identity }: { work?: string; uid?: number; gid?: number; path?: string },
  ) {
    const { path: searchPath = process.env.PATH, ...account } = identity
    this.process = fork(path.join(import.meta.dirname, 'worker.ts'), [dataDir, work], {
      ...account,
      env: { PATH: searchPath, TMPDIR: os.tmpdir() },
      execArgv: [],
      // In a group of its own, as a terminal would have it.
      detached: true,
    })
    this.process.on('message', (message) => {
      this.told.push(message as Told)
      this.#heard()
    })
    this.ended = new Promise((resolve) => {
      this.process.on('exit', () => {
        this.#heard()
        resolve(undefined)
      })
    })
    onTestFinished(() => this.kill())
  }

  get pid(): number {
    return this.process.pid ?? -1
  }

  /** The first message of the kind, once it has come; fails when the process ends without it. */
  async hear<Kind extends string>(kind: Kind): Promise<Extract<Told, Record<Kind, unknown>>> {
    for (;;) {
      const found = this.told.find((told) => kind in told)
      if (found) return found as Extract<Told, Record<Kind, unknown>>
      if (this.process.exitCode !== null || this.process.signalCode !== null) {
        throw new Error(`the worker ended without ${kind}: ${JSON.stringify(this.told.at(-1))}`)
      }
      await new Promise<void>((resolve) => {
        this.#heard = resolve
      })
    }
  }

  async close(): Promise<void> {
    this.process.send('close')
    await this.hear('closed')
    await this.ended
  }

  async kill(): Promise<void> {
    this.process.kill('SIGKILL')
    await this.ended
  }
}

/** The processes that a process started and that still run. */
export async function childrenOf(parent: number): Promise<{ pid: number; command: string }[]> {
  const children: { pid: number; command: string }[] = []
  for (const name of await readdir('/proc')) {
    const status = await readFile(`/proc/${name}/status`, 'utf8').catch(() => '')
    if (!status.includes(`\nPPid:\t${parent}\n`)) continue
    const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')
    children.push({ pid: Number(name), command: command.replaceAll('\0', ' ') })
  }
  return children
}
