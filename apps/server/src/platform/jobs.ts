import type { Ctx } from './ctx.ts'
import type { Db } from './db.ts'

/** A kind of work to be done later, at least once, by whichever process is free. */
export interface Job<Data extends object> {
  readonly name: string
  readonly options: JobOptions
  /** Never set: carries the type of the data. */
  readonly data?: Data
}

export interface JobOptions {
  /** How often it is tried again after a failure, with doubling delays. */
  retryLimit?: number
  retryDelaySeconds?: number
  retryDelayMaxSeconds?: number
  /** After so long in one try the process is taken for dead, and another may try. */
  expireInSeconds?: number
  /**
   * Kept for an hour after it is done, so that its key is known. Any other goes with its last try, and takes
   * along whom it was about (Y7).
   */
  isRemembered?: boolean
}

/** Something that happened, told to listeners joined in `app.ts`; the teller knows none of them. */
export interface Event<Data extends object> {
  readonly name: string
  readonly data?: Data
}

export function job<Data extends object>(name: string, options: JobOptions = {}): Job<Data> {
  return { name, options }
}

export function event<Data extends object>(name: string): Event<Data> {
  return { name }
}

export interface SendOptions {
  startAfter?: Date | undefined
  /** Enqueued again under the same key, while it waits or, remembered, in the hour after it was done, it is still one job. */
  key?: string
}

/** Enqueues in the caller's transaction: the job commits or vanishes with the rows. */
export function enqueue<Data extends object>(
  ctx: Ctx,
  job: Job<Data>,
  data: Data,
  options?: SendOptions,
): Promise<void> {
  return ctx.jobs.send(ctx.db, job.name, data, options)
}

/** Tells every listener, durably, in the caller's transaction. */
export function publish<Data extends object>(ctx: Ctx, event: Event<Data>, data: Data): Promise<void> {
  return ctx.jobs.publish(ctx.db, event.name, data)
}

/** Where jobs go: the queue, or a list in tests. */
export interface Jobs {
  send(db: Db, name: string, data: object, options?: SendOptions): Promise<void>
  publish(db: Db, event: string, data: object): Promise<void>
}

/** `signal` is aborted when the process stops and the job has not ended by itself. */
export type Handler<Data extends object> = (
  data: Data,
  run: { retryCount: number; signal: AbortSignal },
) => Promise<void>
