import { eq, like, or, sql } from 'drizzle-orm'
import type { Ctx } from '#platform'
import type { SetAside } from './model.ts'
import { wooProgress, wooSetAside } from './tables.ts'

/** What is kept of each task between its runs. */
export interface Progress {
  /** Which shop it is, while it is found to be one that we can sell from. */
  shop: { currency: string }
  /** Reading everything: up to where it is done, and when it last was. `newest` was so before it began, `wasFinished` that it was done before. */
  load: { offset: number; newest: string; finishedAt: string | null; wasFinished?: boolean }
  /** Following changes: the newest seen, and how often was looked since. */
  changes: { mark: string; settled: number }
  /** Comparing: by how much the counts differed after it, products that cannot be read among them. */
  comparison: { difference: number; finishedAt: string }
  /** What is wrong with the site, for whoever asks how we are. */
  health: { problem: string | null }
}

export async function findProgress<Task extends keyof Progress>(
  { db }: Ctx,
  task: Task,
): Promise<Progress[Task] | undefined> {
  const [row] = await db.select().from(wooProgress).where(eq(wooProgress.task, task))
  return row?.state as Progress[Task] | undefined
}

export async function updateProgress<Task extends keyof Progress>(
  { db, now }: Ctx,
  task: Task,
  state: Progress[Task],
): Promise<void> {
  const row = { state, updatedAt: now() }
  await db
    .insert(wooProgress)
    .values({ task, ...row })
    .onConflictDoUpdate({ target: wooProgress.task, set: row })
}

export async function deleteProgress({ db }: Ctx, task: keyof Progress): Promise<void> {
  await db.delete(wooProgress).where(eq(wooProgress.task, task))
}

/** Notes what cannot be taken over; says of which that was not known. */
export async function insertSetAside({ db, now }: Ctx, rows: readonly SetAside[]): Promise<SetAside[]> {
  if (rows.length === 0) return []
  const unique = new Map(rows.map((row) => [row.externalId, { ...row, since: now() }]))
  const written = await db
    .insert(wooSetAside)
    .values([...unique.values()])
    .onConflictDoUpdate({ target: wooSetAside.externalId, set: { reason: sql`excluded.reason` } })
    .returning({ externalId: wooSetAside.externalId, reason: wooSetAside.reason, isNew: sql<boolean>`xmax = 0` })
  return written.filter(({ isNew }) => isNew)
}

/** Forgets what was wrong with these. */
export async function deleteSetAside({ db }: Ctx, externalIds: readonly string[]): Promise<void> {
  await db.delete(wooSetAside).where(sql`${wooSetAside.externalId} = any(${sql.param([...externalIds])}::text[])`)
}

/** Forgets what was known by nothing but its place: a new reading finds out again. */
export async function deleteNameless({ db }: Ctx): Promise<void> {
  await db
    .delete(wooSetAside)
    .where(or(like(wooSetAside.externalId, 'place %'), eq(wooSetAside.externalId, 'without id')))
}
