import { type CustomerId, findLiveId } from '#identity'
import type { Ctx } from '#platform'
import { deletePasskeys, deletePasskeysSince, listPasskeys } from './store.ts'

/** Forgets the keys of an account that is no more, with those of accounts that were part of it. */
export function forgetPasskeys(ctx: Ctx, customerId: CustomerId): Promise<void> {
  return deletePasskeys(ctx.db, customerId)
}

/**
 * Forgets the keys made at or after a moment: what somebody else did in the account began then, and a
 * key of theirs would open it again. Of an account that was joined since, those of the one that it is
 * part of. In the caller's transaction, after the account is locked.
 */
export async function forgetPasskeysSince(ctx: Ctx, customerId: CustomerId, since: Date): Promise<void> {
  return deletePasskeysSince(ctx.db, await findLiveId(ctx.db, customerId), since)
}

/** What is held of somebody's keys, for the export of it (Y7). */
export async function exportPasskeys(ctx: Ctx, customerId: CustomerId): Promise<object> {
  const keys = await listPasskeys(ctx.db, customerId)
  return keys.map(({ name, deviceType, backedUp, createdAt, lastUsedAt }) => ({
    ...{ name, deviceType, backedUp, createdAt, lastUsedAt },
  }))
}
