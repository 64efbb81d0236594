import { type Ctx, inBatches } from '#platform'
import { deleteIdleChats, deleteUpdates } from './store.ts'
import { deleteTopics } from './topic-store.ts'

// Telegram keeps an undelivered update for 24 hours, so none comes again after that.
const KEPT_MS = 2 * 24 * 3600_000

/** Forgets the ids of updates that cannot come again. */
export async function sweepUpdates(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now().getTime() - KEPT_MS)
  await inBatches((size) => deleteUpdates(ctx.db, before, size))
}

// Whoever comes back after so long is asked for their language anew, and nothing else is lost.
const IDLE_MS = 180 * 24 * 3600_000

/** Forgets chats that are of no use any more: no customer's, or closed to us, and silent for half a year. */
export async function sweepChats(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now().getTime() - IDLE_MS)
  await inBatches((size) => deleteIdleChats(ctx.db, before, size))
  await inBatches((size) => deleteTopics(ctx.db, before, size))
}
