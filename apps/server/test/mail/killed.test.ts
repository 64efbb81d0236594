import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { type Simulator, startSimulator } from '@vitrina/simulator'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { deliverMail, type Letter, sendLetter } from '#mail'
import { JobQueue } from '#platform'
import { silentLog, testCtx } from '../ctx.ts'
import { openDatabase } from '../database.ts'
import { newLetter } from './letters.ts'
import type { Order } from './worker.ts'

// A job of a killed process is found after ten seconds without a sign of life, looked for as often.
const PATIENCE_MS = 45_000
let opened: Awaited<ReturnType<typeof openDatabase>>
let simulator: Simulator
let queue: JobQueue
const workers: ChildProcess[] = []

beforeEach(async () => {
  opened = await openDatabase()
  simulator = await startSimulator()
  queue = new JobQueue(opened.connection, silentLog())
  await queue.start()
})
afterEach(async () => {
  for (const worker of workers.splice(0)) worker.kill('SIGKILL')
  await queue.close()
  await simulator.close()
  await opened.close()
})

/** Starts a process that delivers letters; `said` waits until it has said a word. */
function startWorker({ stuck = false } = {}) {
  const order: Order = { connection: opened.connection, smtpUrl: simulator.mail.url, stuck }
  const worker = spawn(process.execPath, [join(import.meta.dirname, 'worker.ts'), JSON.stringify(order)], {
    cwd: join(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  workers.push(worker)
  let output = ''
  worker.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const said = (word: string) => eventually(() => expect(output).toContain(word))
  return { kill: () => worker.kill('SIGKILL'), said }
}

async function send(letter: Letter): Promise<void> {
  const ctx = { ...testCtx(opened.database.db), jobs: queue }
  await sendLetter(ctx, letter, { until: new Date(Date.now() + 3_600_000) })
}

const arrived = (letter: Letter) => simulator.mail.letters(letter.to)

function eventually(probe: () => unknown): Promise<unknown> {
  return vi.waitFor(probe, { timeout: PATIENCE_MS, interval: 20 })
}

async function unfinished(): Promise<number> {
  const { rows } = await opened.database.pool.query(
    `select count(*)::int as count from jobs.job where name = '${deliverMail.name}' and state <> 'completed'`,
  )
  return rows[0].count
}

describe('a process killed with -9', () => {
  test('after the answer and before the queue knew does not send the letter again (Y4)', async () => {
    const first = startWorker({ stuck: true })
    const letter = newLetter()
    await eventually(() => send(letter))
    await first.said('done')
    first.kill()
    expect(arrived(letter)).toHaveLength(1)
    expect(await unfinished()).toBe(1)
    const second = startWorker()
    await second.said('done')
    await eventually(async () => expect(await unfinished()).toBe(0))
    expect(arrived(letter)).toHaveLength(1)
  })

  test('before the answer leaves a doubt: the letter comes again, as the same letter (Y4)', async () => {
    simulator.mail.faults.add({ kind: 'slow', delayMs: 120_000 })
    const first = startWorker()
    const letter = newLetter()
    await eventually(() => send(letter))
    await eventually(() => expect(arrived(letter)).toHaveLength(1))
    first.kill()
    startWorker()
    await eventually(async () => expect(await unfinished()).toBe(0))
    expect(arrived(letter)).toHaveLength(2)
    expect(new Set(arrived(letter).map(({ headers }) => headers['message-id'])).size).toBe(1)
  })
})
