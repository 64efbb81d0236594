import type { Ctx } from './ctx.ts'

/** A value with the version that a conditional write must name. */
export interface Entry<Value> {
  value: Value
  version: number
  expiresAt: Date
}

/**
 * Short-lived records that vanish by themselves: pending registrations, one-time marks.
 * Values are JSON. Expiry is judged by `ctx.now()`; the store's own clock only sweeps.
 *
 * In Postgres the calls join the caller's transaction. In Redis they take effect at once,
 * so a caller inside a transaction must be able to repeat its step.
 */
export interface Ephemeral {
  /**
   * The same store for changes that the next try makes good: no disk is waited for, and a power cut may
   * undo the last second of them, each together with all that came after it.
   */
  readonly unsynced: Ephemeral
  /** Writes unless a live entry stands under the key; says whether it did. */
  put<Value>(ctx: Ctx, key: string, value: Value, expiresAt: Date): Promise<boolean>
  get<Value>(ctx: Ctx, key: string): Promise<Entry<Value> | undefined>
  /** Reads and removes in one step: of many callers one gets the value. */
  take<Value>(ctx: Ctx, key: string): Promise<Value | undefined>
  /** Writes only if the entry still has this version; keeps its expiry unless another is given. */
  replace<Value>(ctx: Ctx, key: string, version: number, value: Value, expiresAt?: Date): Promise<boolean>
  delete(ctx: Ctx, ...keys: string[]): Promise<void>
  /** Throws when the store cannot be reached. */
  ping(ctx: Ctx): Promise<void>
}

/**
 * First version of an entry, drawn at random: counted from one, the version of an entry that
 * was taken would also fit the next entry under its key, and a late writer would win there.
 */
export function newVersion(ctx: Ctx): number {
  return ctx.random(4).readUInt32BE() >>> 2
}

// Each loser of a race re-reads and tries again; more rounds than racers would ever need means a fault.
const ROUNDS = 50

/**
 * Applies a pure step to an entry until no other process came in between. `step` returns the
 * value to write, or `undefined` to leave the entry as it is; it may run more than once.
 * Out: what was seen and what now stands, or nothing when the key is unknown or expired.
 */
export async function update<Value>(
  ephemeral: Ephemeral,
  ctx: Ctx,
  key: string,
  step: (value: Value) => Value | undefined,
): Promise<{ before: Value; after: Value } | undefined> {
  for (let round = 0; round < ROUNDS; round++) {
    const entry = await ephemeral.get<Value>(ctx, key)
    if (!entry) return undefined
    const after = step(entry.value)
    if (after === undefined) return { before: entry.value, after: entry.value }
    if (await ephemeral.replace(ctx, key, entry.version, after)) return { before: entry.value, after }
  }
  throw new Error(`the entry changed ${ROUNDS} times while one step was tried`)
}

/** Writes what `step` makes of the entry that stands, or of nothing, whoever else is at it. */
export async function upsert<Value>(
  ephemeral: Ephemeral,
  ctx: Ctx,
  key: string,
  { expiresAt, step }: { expiresAt: Date; step: (value: Value | undefined) => Value },
): Promise<Value> {
  for (let round = 0; round < ROUNDS; round++) {
    const entry = await ephemeral.get<Value>(ctx, key)
    const after = step(entry?.value)
    const written = entry
      ? await ephemeral.replace(ctx, key, entry.version, after, expiresAt)
      : await ephemeral.put(ctx, key, after, expiresAt)
    if (written) return after
  }
  throw new Error(`the entry changed ${ROUNDS} times while one was written`)
}
