import type { Ctx, Db } from '#platform'
import { PictureId } from './model.ts'
import type { Shelf } from './shelf.ts'
import { deletePictures } from './store.ts'

/** Whoever shows pictures: which of these it does. */
export type PictureUser = (db: Db, pictureIds: readonly string[]) => Promise<string[]>

// An import registers its pictures before anything shows them.
const KEPT_MS = 30 * 24 * 3600_000

/**
 * Takes off the shelf what nobody shows and no import has brought for a month, with what is known of it; says
 * how much that was. What is imported again is there again.
 */
export async function sweepShelf(ctx: Ctx, shelf: Shelf, users: readonly PictureUser[]): Promise<number> {
  const before = new Date(ctx.now().getTime() - KEPT_MS)
  const old = await shelf.listOlder(before)
  if (old.length === 0) return 0
  const ids = old.filter((name) => PictureId.test(name))
  const used = new Set((await Promise.all(users.map((listUsed) => listUsed(ctx.db, ids)))).flat())
  const unused = old.filter((name) => !used.has(name))
  const removed: string[] = []
  for (const name of unused) if (await shelf.remove(name, { ifOlder: before })) removed.push(name)
  await deletePictures(ctx.db, removed)
  return removed.length
}
