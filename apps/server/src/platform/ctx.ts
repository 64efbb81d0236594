import type { Db } from './db.ts'
import type { Jobs } from './jobs.ts'
import type { Log } from './log.ts'

/** All that a use case needs of the world. Closed at five fields; a port or a secret is a third parameter. */
export interface Ctx {
  readonly db: Db
  readonly now: () => Date
  /** Bytes from a cryptographic source. */
  readonly random: (bytes: number) => Buffer
  readonly jobs: Jobs
  readonly log: Log
}

/**
 * Runs `work` in one database transaction: all of it happened or none of it. Inside another
 * one it is a savepoint. The callback's parameter shadows the caller's `ctx` on purpose, so
 * that the outer handle, which would act outside the transaction, cannot be named.
 */
export function transact<Result>(ctx: Ctx, work: (ctx: Ctx) => Promise<Result>): Promise<Result> {
  return ctx.db.transaction((db) => work({ ...ctx, db }))
}
