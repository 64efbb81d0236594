import { vi } from 'vitest'

/** Past an outage's pauses of the queue and of the poller, on a machine that runs other files beside this one. */
export const PATIENCE_MS = 40_000

/** Asks again and again until it holds: for what nobody announces. Out: what it then gives. */
export function eventually<Result>(probe: () => Promise<Result> | Result): Promise<Result> {
  return vi.waitFor(probe, { timeout: PATIENCE_MS, interval: 40 })
}
