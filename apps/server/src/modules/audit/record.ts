import type { Ctx } from '#platform'
import type { Activity, Entry } from './model.ts'
import { forgetDetails, insertEntry, listEntries } from './store.ts'

/** Writes down what was done, in the caller's transaction: it stands there if it happened, and only then. */
export async function record(ctx: Ctx, { actor, customerId, act, details = {}, device }: Entry): Promise<void> {
  const { browser = null, system = null, network = null } = device ?? {}
  const row = { actorKind: actor.kind, actorId: actor.id ?? null, customerId, act, details, browser, system, network }
  await insertEntry(ctx.db, { ...row, at: ctx.now() })
}

/** What was done to an account, the latest first. */
export function listActivity(ctx: Ctx, customerId: number, limit: number): Promise<Activity[]> {
  return listEntries(ctx.db, [customerId], limit)
}

/** All that was done to these accounts and is still kept, for the export of it (Y7). */
export function exportActivity(ctx: Ctx, customerIds: readonly number[]): Promise<Activity[]> {
  return listEntries(ctx.db, customerIds)
}

/** Takes from the log of somebody erased whatever could tell who they were; consents stay as they were given (Y7). */
export function anonymise(ctx: Ctx, customerId: number): Promise<void> {
  return forgetDetails(ctx.db, customerId)
}
