import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import type { Ctx, Db, Jobs, Log } from '#platform'

/** A context on a clock that stands still until it is moved. */
export interface TestCtx extends Ctx {
  /** Moves the clock; other contexts keep their own. */
  advance(ms: number): void
}

export function testCtx(db: Db, log: Log = silentLog()): TestCtx {
  let at = Date.UTC(2030, 0, 1)
  return {
    db,
    now: () => new Date(at),
    random: randomBytes,
    jobs: noJobs,
    log,
    advance: (ms) => {
      at += ms
    },
  }
}

export function silentLog(): Log {
  const quiet = () => {}
  return { trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet, fatal: quiet }
}

/** Keeps every line as one string, errors unfolded, as a reader of the log would see them. */
export function capturedLog(): { log: Log; lines: string[] } {
  const lines: string[] = []
  const keep = (...args: unknown[]) => lines.push(args.map((arg) => inspect(arg, { depth: 10 })).join(' '))
  return { lines, log: { trace: keep, debug: keep, info: keep, warn: keep, error: keep, fatal: keep } }
}

const noJobs: Jobs = {
  send: () => Promise.reject(new Error('this test enqueues nothing')),
  publish: () => Promise.reject(new Error('this test publishes nothing')),
}
