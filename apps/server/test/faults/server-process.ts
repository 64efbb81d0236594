import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Simulator, startSimulator } from '@vitrina/simulator'
import { Client } from 'pg'
import { freePort } from '../free-port.ts'

const root = resolve(import.meta.dirname, '../../../..')

/** A home for real server processes: a data folder, a port, and a Telegram that outlives them all. */
export class Home {
  readonly folder: string
  readonly port: number
  readonly simulator: Simulator
  readonly #started: ServerProcess[] = []

  private constructor(folder: string, port: number, simulator: Simulator) {
    this.folder = folder
    this.port = port
    this.simulator = simulator
  }

  static async open(): Promise<Home> {
    const folder = await mkdtemp(join(tmpdir(), 'vitrina-home-'))
    return new Home(folder, await freePort(), await startSimulator({ limits: false }))
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get dataDir(): string {
    return join(this.folder, 'data')
  }

  /** Starts `npm start`'s own command line, or the real thing; an empty setting takes away the one given here. */
  spawn(settings: Record<string, string> = {}, spawnServer = spawnNode): ServerProcess {
    const { simulator, port, dataDir } = this
    const own = {
      PORT: String(port),
      DATA_DIR: dataDir,
      TELEGRAM_BOT_TOKEN: simulator.botToken,
      TELEGRAM_API_ROOT: simulator.apiRoot,
      LOG_LEVEL: 'warn',
    }
    const server = new ServerProcess(spawnServer(this.folder, { ...own, ...settings }))
    this.#started.push(server)
    return server
  }

  async start(settings?: Record<string, string>): Promise<ServerProcess> {
    const server = this.spawn(settings)
    await server.open()
    return server
  }

  /** Asks the embedded database of a running server. */
  async query<Row>(sql: string, values: unknown[] = []): Promise<Row[]> {
    const host = join(this.dataDir, 'postgres', 'socket')
    const client = new Client({ host, port: 5432, user: 'vitrina', database: 'postgres' })
    await client.connect()
    try {
      return (await client.query(sql, values)).rows
    } finally {
      await client.end()
    }
  }

  async close(): Promise<void> {
    for (const server of this.#started) await server.stop('SIGTERM')
    await this.simulator.close()
    await rm(this.folder, { recursive: true, force: true })
  }
}

function spawnNode(cwd: string, settings: Record<string, string>): ChildProcess {
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env
  const args = ['--import', join(root, 'check-node.js'), join(root, 'apps/server/src/main.ts')]
  // Its own folder: no `.env` of a developer comes into the tests.
  return spawn(process.execPath, args, { cwd, env: { PATH, HOME, NODE_COMPILE_CACHE, ...settings }, stdio: 'pipe' })
}

export function spawnNpm(_cwd: string, settings: Record<string, string>): ChildProcess {
  return spawn('npm', ['start'], { cwd: root, env: { ...process.env, NODE_ENV: '', ...settings }, stdio: 'pipe' })
}

/** One process of the server, watched from outside. */
export class ServerProcess {
  /** Both streams as they came. */
  output = ''
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  readonly #child: ChildProcess
  readonly #banner = Promise.withResolvers<void>()

  constructor(child: ChildProcess) {
    this.#child = child
    this.ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal })))
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text
        if (this.output.includes(' is open (')) this.#banner.resolve()
      })
    }
  }

  /** Waits until it says that it is open. */
  async open(): Promise<void> {
    const ended = this.ended.then(({ code }) => {
      throw new Error(`the server ended with ${code}:\n${this.output}`)
    })
    await Promise.race([this.#banner.promise, ended])
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  async stop(signal: NodeJS.Signals) {
    const from = performance.now()
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill(signal)
    return { ...(await this.ended), elapsedMs: performance.now() - from }
  }
}
