import { eq, sql } from 'drizzle-orm'
import { type Db, prepared } from '#platform'
import type { Size } from './model.ts'
import { pictures } from './tables.ts'

export type PictureRow = typeof pictures.$inferSelect

const one = prepared((db) =>
  db
    .select()
    .from(pictures)
    .where(eq(pictures.id, sql.placeholder('id')))
    .prepare('picture'),
)

export async function findPicture(db: Db, id: string): Promise<PictureRow | undefined> {
  return (await one(db).execute({ id }))[0]
}

export function listKnown(db: Db, ids: string[]): Promise<PictureRow[]> {
  return db
    .select()
    .from(pictures)
    .where(sql`${pictures.id} = any(${sql.param(ids)}::text[])`)
}

/** All of them in one statement; what is not said of a size stays what is known of it. */
export async function writePictures(db: Db, rows: PictureRow[]): Promise<void> {
  const { width, height } = pictures
  await db.execute(sql`
    insert into ${pictures} (id, url, file, width, height, created_at)
    select id, url, file, width, height, "createdAt" from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as news(id text, url text, file text, width integer, height integer, "createdAt" timestamptz)
    on conflict (id) do update set
      file = excluded.file, width = coalesce(excluded.width, ${width}), height = coalesce(excluded.height, ${height})`)
}

export async function deletePictures(db: Db, ids: readonly string[]): Promise<void> {
  await db.delete(pictures).where(sql`${pictures.id} = any(${sql.param([...ids])}::text[])`)
}

export async function updateSize(db: Db, id: string, size: Size): Promise<void> {
  await db.update(pictures).set(size).where(eq(pictures.id, id))
}
