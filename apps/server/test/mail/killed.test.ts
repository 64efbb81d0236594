import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { startSimulator } from '@vitrina/simulator'
import { describe, type TestContext, test } from 'vitest'
import { deliverMail, type Letter, sendLetter } from '#mail'
import { JobQueue } from '#platform'
import { silentLog, testCtx } from '../ctx.ts'
import { openDatabase } from '../database.ts'
import { eventually } from '../eventually.ts'
import { newLetter } from './letters.ts'
import type { Order } from './worker.ts'

/** A queue, a mail server, and processes that deliver letters; gone with the test. */
async function openGround({ onTestFinished }: TestContext) {
  const opened = await openDatabase()
  const simulator = await startSimulator()
  const queue = new JobQueue(opened.connection, silentLog())
  const workers: ChildProcess[] = []
  await queue.start()
  onTestFinished(async () => {
    for (const worker of workers) worker.kill('SIGKILL')
    await queue.close()
    await simulator.close()
    await opened.close()
  })
  return {
    simulator,
    /** Starts a process that delivers letters; `said` waits until it has said a word. */
    startWorker: ({ stuck = false } = {}) => {
      const worker = spawnWorker({ connection: opened.connection, smtpUrl: simulator.mail.url, stuck })
      workers.push(worker.process)
      return worker
    },
    send: async (letter: Letter) => {
      const ctx = { ...testCtx(opened.database.db), jobs: queue }
      await sendLetter(ctx, letter, { until: new Date(Date.now() + 3_600_000) })
    },
    arrived: (letter: Letter) => simulator.mail.letters(letter.to),
    unfinished: async (): Promise<number> => {
      const { rows } = await opened.database.pool.query(
        `select count(*)::int as count from jobs.job where name = '${deliverMail.name}' and state <> 'completed'`,
      )
      return rows[0].count
    },
  }
}

function spawnWorker(order: Order) {
  const worker = spawn(process.execPath, [join(import.meta.dirname, 'worker.ts'), JSON.stringify(order)], {
    cwd: join(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  worker.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const said = (word: string) =>
    eventually(() => {
      if (!output.includes(word)) throw new Error(`«${word}» was not said`)
    })
  return { process: worker, kill: () => worker.kill('SIGKILL'), said }
}

// Side by side: nearly all of their time is waiting for a dead process to be given up.
describe.concurrent('a process killed with -9', () => {
  test('after the answer and before the queue knew does not send the letter again (Y4)', async (context) => {
    const { startWorker, send, arrived, unfinished } = await openGround(context)
    const { expect } = context
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

  test('before the answer leaves a doubt: the letter comes again, as the same letter (Y4)', async (context) => {
    const { simulator, startWorker, send, arrived, unfinished } = await openGround(context)
    const { expect } = context
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
