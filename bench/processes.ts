import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A program of this repository on its own, started with an environment of its own. */
export interface Running {
  pid: number
  /** From the start of the program to its first answer. */
  startedInMs: number
  stop(): Promise<void>
}

export interface Program {
  /** From the root of the repository, or anywhere. */
  script: string
  /** Where it runs: a folder without an `.env` that somebody tries things in. */
  folder: string
  env: Record<string, string>
  /** Asked again and again until it answers 200. */
  answersAt: string
}

/** How `npm start` runs Node, so that no option of it is missing from what is measured. */
function startOptions(): string[] {
  const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
  const [, options] = /^exec node (.+) \S+$/.exec(scripts.start) ?? []
  if (!options) throw new Error('`npm start` is not what it was: it is to be measured as it is')
  return options.split(' ').map((option) => option.replace(/^\.\//, root))
}

const START_DEADLINE_MS = 60_000
// Asked more often, it would take a good part of the core on which the database is being made.
const ASKED_EVERY_MS = 20

export async function start({ script, folder, env, answersAt }: Program): Promise<Running> {
  const from = performance.now()
  // What is set in the shell of whoever runs this must not decide what is measured.
  const { PATH = '', HOME = '', TMPDIR = '/tmp' } = process.env
  // Under a name of its own: whoever ends a shop on this machine by its command line must not end this one.
  const args = ['--title=vitrina-bench', ...startOptions(), resolve(root, script)]
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { PATH, HOME, TMPDIR, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await firstAnswer(child, answersAt)
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  return { pid: child.pid ?? 0, startedInMs: performance.now() - from, stop }
}

async function firstAnswer(child: ChildProcess, url: string): Promise<void> {
  const until = performance.now() + START_DEADLINE_MS
  while (performance.now() < until) {
    if (child.exitCode !== null) throw new Error(`${url} will not answer: its program has ended`)
    const answer = await fetch(url).catch(() => undefined)
    await answer?.body?.cancel()
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, ASKED_EVERY_MS))
  }
  child.kill('SIGKILL')
  throw new Error(`${url} did not answer in time`)
}

let nextPort = Number(process.env.BENCH_PORT ?? 45_100)

/** A port where nothing listens, nor on the one after it, which the demo gives to its simulator. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = nextPort
    nextPort += 2
    if ((await isFree(port)) && (await isFree(port + 1))) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
