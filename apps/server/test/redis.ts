import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { freePort } from './free-port.ts'

const binary = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'redis-server'))
  .find(existsSync)

/** Why the tests on Redis cannot run here, if so; printed by those that are skipped. */
export const redisMissing = binary ? undefined : 'no redis-server on this machine (apt-get install redis-server)'

const PASSWORD = 'a-password-that-no-log-may-show'

/** A Redis of its own for one test file, which can die and come back under the same address. */
export class TestRedis {
  readonly port: number
  readonly url: string
  readonly password = PASSWORD
  readonly #folder: string
  #process: ChildProcess | undefined

  private constructor(port: number, folder: string) {
    this.port = port
    this.url = `redis://:${PASSWORD}@127.0.0.1:${port}`
    this.#folder = folder
  }

  static async start(): Promise<TestRedis> {
    const redis = new TestRedis(await freePort(), await mkdtemp(join(tmpdir(), 'vitrina-redis-')))
    await redis.restart()
    return redis
  }

  /** Starts it, empty: what it held died with it. */
  async restart(): Promise<void> {
    const options = ['--port', String(this.port), '--bind', '127.0.0.1', '--requirepass', PASSWORD, '--save', '']
    const child = spawn(binary ?? 'redis-server', options, { cwd: this.#folder, stdio: ['ignore', 'pipe', 'inherit'] })
    this.#process = child
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)))
      child.stdout?.on('data', (chunk: Buffer) => chunk.includes('Ready to accept connections') && resolve())
    })
  }

  async kill(): Promise<void> {
    const child = this.#process
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }

  async stop(): Promise<void> {
    await this.kill()
    await rm(this.#folder, { recursive: true, force: true })
  }
}
