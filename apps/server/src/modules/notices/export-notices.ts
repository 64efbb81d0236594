import { type CustomerId, findFamily } from '#identity'
import type { Ctx } from '#platform'
import { listNotices } from './store.ts'

/** What somebody was told of their account, and of those that became part of it, as far as it is still kept, for the export of it (Y7). */
export async function exportNotices(ctx: Ctx, customerId: CustomerId): Promise<object> {
  const notices = await listNotices(ctx.db, await findFamily(ctx.db, customerId))
  // The subject may be the id of a session, which is for us alone, as the ids of the buttons are.
  return notices.map(({ kind, details, chatIds, at, usedAt: undoneAt }) => ({ kind, details, chatIds, at, undoneAt }))
}
