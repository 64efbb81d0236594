import { hash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { fromDrizzle, type JobResult, PgBoss, type Job as QueuedJob, type QueueResult } from 'pg-boss'
import { type ConnectionOptions, type Db, isDatabaseAway } from './db.ts'
import { type Event, type Handler, type Job, type Jobs, job, type SendOptions } from './jobs.ts'
import type { Log } from './log.ts'

interface Worker {
  job: Job<object>
  handler: Handler<object>
}

const RETRIES = 5
// One at a time never bursts (16 jobs took 15 s); batches of this size take 20 ms.
const BATCH_SIZE = 20
// A new job is told of at once; one that waits for its time, or to be tried again, is found by looking.
const POLL_SECONDS = 2
// A job that a killed process had in hand is tried again when its signs of life are this old,
// which is looked for as often: a code on its way is late by half a minute at most.
const DEAD_AFTER_SECONDS = 10
// Handed through to its pool: a database that fell silent must not hold a worker for ever.
const PATIENCE = { connectionTimeoutMillis: 2_000, query_timeout: 10_000 }
// What has not ended by then when the process stops is called off.
const LEAVE_MS = 2_000
// An outage makes every worker complain every two seconds.
const COMPLAINT_MS = 60_000

/**
 * The durable queue, in the product's own database. Handlers and listeners are declared
 * before `start()`; what was enqueued while no process ran is picked up then.
 */
export class JobQueue implements Jobs {
  readonly #boss: PgBoss
  readonly #log: Log
  readonly #workers = new Map<string, Worker>()
  readonly #listeners = new Map<string, string[]>()
  readonly #schedules = new Map<string, string>()
  #started = false
  #complainedAt = Number.NEGATIVE_INFINITY

  constructor(connection: ConnectionOptions, log: Log) {
    this.#log = log
    this.#boss = new PgBoss({
      ...connection,
      application_name: 'vitrina jobs',
      schema: 'jobs',
      max: 4,
      ...PATIENCE,
      useListenNotify: true,
      superviseIntervalSeconds: DEAD_AFTER_SECONDS,
      monitorIntervalSeconds: DEAD_AFTER_SECONDS,
      // Hours, not minutes: a shop's queues are small, and an idle machine should idle.
      maintenanceIntervalSeconds: 3600,
    })
    this.#boss.on('error', (error) => this.#complain(error))
  }

  work<Data extends object>(job: Job<Data>, handler: Handler<Data>): void {
    if (this.#started) throw new Error(`the handler of ${job.name} is declared after the queue started`)
    if (this.#workers.has(job.name)) throw new Error(`${job.name} has two handlers`)
    this.#workers.set(job.name, { job, handler: handler as Handler<object> })
  }

  /** `name` tells listeners of one event apart and must stay the same between releases. */
  on<Data extends object>(event: Event<Data>, name: string, handler: Handler<Data>): void {
    const queue = `${event.name}.${name}`
    this.work(job<Data>(queue, { retryLimit: 10 }), handler)
    this.#listeners.set(event.name, [...(this.#listeners.get(event.name) ?? []), queue])
  }

  /** Runs at the times of a cron line, in UTC, in one process at a time. */
  every(cron: string, job: Job<Record<string, never>>, handler: Handler<Record<string, never>>): void {
    // By what is done the queue knows that another process has done it.
    this.work({ ...job, options: { ...job.options, isRemembered: true } }, handler)
    this.#schedules.set(job.name, cron)
  }

  async start(): Promise<void> {
    this.#started = true
    await this.#boss.start()
    const known = new Map((await this.#boss.getQueues()).map((queue) => [queue.name, queue]))
    for (const { job } of this.#workers.values()) await this.#declare(job, known.get(job.name))
    for (const worker of this.#workers.values()) await this.#startWorker(worker)
    for (const [name, cron] of this.#schedules) await this.#boss.schedule(name, cron)
  }

  /** Begins to take jobs that other processes will do, and does none. */
  async startSending(jobs: readonly Job<object>[]): Promise<void> {
    this.#started = true
    await this.#boss.start()
    for (const job of jobs) await this.#declare(job, undefined)
  }

  async send(db: Db, name: string, data: object, { startAfter, key }: SendOptions = {}): Promise<void> {
    const options = { ...(startAfter && { startAfter }), ...(key !== undefined && { id: idOf(key) }) }
    // One whose id is there already is left as it is.
    await this.#boss.send(name, data, { db: fromDrizzle(db, sql), ...options })
  }

  async publish(db: Db, event: string, data: object): Promise<void> {
    for (const queue of this.#listeners.get(event) ?? []) await this.send(db, queue, data)
  }

  /** Lets the jobs under way finish for a moment; what does not is tried again by the next process. */
  async close(): Promise<void> {
    if (!this.#started) return
    await this.#boss.stop({ graceful: true, timeout: LEAVE_MS })
  }

  // Written only where it is not so already: each waits for the disk, and a start has dozens.
  async #declare(job: Job<object>, known: QueueResult | undefined): Promise<void> {
    const options = {
      notify: true,
      retryBackoff: true,
      retryLimit: job.options.retryLimit ?? RETRIES,
      retryDelay: job.options.retryDelaySeconds ?? 1,
      retryDelayMax: job.options.retryDelayMaxSeconds ?? 300,
      expireInSeconds: job.options.expireInSeconds ?? 60,
      heartbeatSeconds: DEAD_AFTER_SECONDS,
      deleteAfterSeconds: 3600,
    }
    if (!known) return this.#boss.createQueue(job.name, options)
    const isSo = Object.entries(options).every(([name, value]) => known[name as keyof typeof options] === value)
    if (!isSo) await this.#boss.updateQueue(job.name, options)
  }

  async #startWorker(worker: Worker): Promise<void> {
    await this.#boss.work(
      worker.job.name,
      {
        batchSize: BATCH_SIZE,
        burstWhenBatchFull: true,
        perJobResults: true,
        pollingIntervalSeconds: POLL_SECONDS,
        notifyPollingIntervalSeconds: POLL_SECONDS,
      },
      async (jobs: QueuedJob<object>[]) => {
        const results = await Promise.all(jobs.map((queued) => this.#run(queued, worker)))
        const over = jobs.filter((_, at) => results[at]?.isOver)
        await this.#forget(over, worker)
        return results
      },
    )
  }

  /** What the queue does not find any more it has nothing to note of. */
  async #forget(over: QueuedJob<object>[], { job }: Worker): Promise<void> {
    if (over.length > 0 && !job.options.isRemembered) await this.#boss.deleteJob(job.name, over)
  }

  async #run(queued: QueuedJob<object>, { job, handler }: Worker): Promise<JobResult & { isOver: boolean }> {
    const { id, retryCount, signal } = queued
    try {
      await handler(queued.data, { retryCount, signal })
      return { id, status: 'completed', isOver: true }
    } catch (error) {
      const fields = { err: error, job: job.name, retryCount }
      const isOver = retryCount >= (job.options.retryLimit ?? RETRIES)
      if (isOver) this.#log.error(fields, 'a job was given up')
      // Told once: in an outage of hours each try fails the same way.
      else this.#log[retryCount === 0 ? 'warn' : 'debug'](fields, 'a job failed and will be tried again')
      return { id, status: 'failed', isOver }
    }
  }

  #complain(error: Error): void {
    const away = isDatabaseAway(error)
    if (away && performance.now() - this.#complainedAt < COMPLAINT_MS) return
    if (away) this.#complainedAt = performance.now()
    this.#log[away ? 'warn' : 'error']({ err: error }, 'the job queue reports an error')
  }
}

/** The same UUID for the same key, whoever asks. */
function idOf(key: string): string {
  return hash('sha256', key).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
}
