import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Source } from '#catalog'
import { type Db, prepared } from '#platform'
import { contentBanners, contentPages } from './tables.ts'

type Table = typeof contentPages | typeof contentBanners
export type PageRow = typeof contentPages.$inferSelect
export type BannerRow = typeof contentBanners.$inferSelect

// «CONT»: two who say at once what a source has would each take away what the other has written.
const LOCK = 0x434f4e54

/** Keeps what sources have to the caller's transaction. */
export async function lockContent(db: Db): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(${LOCK})`)
}

export function listDigests(db: Db, table: Table, source: Source): Promise<{ externalId: string; digest: string }[]> {
  return db.select({ externalId: table.externalId, digest: table.digest }).from(table).where(eq(table.source, source))
}

export async function deleteRows(db: Db, table: Table, of: { source: Source; externalIds: string[] }): Promise<void> {
  await db.delete(table).where(and(eq(table.source, of.source), inArray(table.externalId, of.externalIds)))
}

export async function insertPages(db: Db, rows: PageRow[]): Promise<void> {
  await db.insert(contentPages).values(rows)
}

export async function insertBanners(db: Db, rows: BannerRow[]): Promise<void> {
  await db.insert(contentBanners).values(rows)
}

// Of two pages with one slug that of the WooCommerce, which the merchant looks after: «woocommerce» > «file».
const pages = prepared((db) => {
  const { slug, title, position, source } = contentPages
  return db
    .selectDistinctOn([slug], { slug, title, position, source })
    .from(contentPages)
    .orderBy(asc(slug), desc(source))
    .prepare('content_pages')
})

/** In the order of the menu; those of a file first. */
export async function listPages(db: Db): Promise<Pick<PageRow, 'slug' | 'title'>[]> {
  const rows = await pages(db).execute()
  const bySource = (a: string, b: string) => (a < b ? -1 : Number(a > b))
  return rows.toSorted((a, b) => bySource(a.source, b.source) || a.position - b.position)
}

const page = prepared((db) =>
  db
    .select()
    .from(contentPages)
    .where(eq(contentPages.slug, sql.placeholder('slug')))
    .orderBy(desc(contentPages.source))
    .limit(1)
    .prepare('content_page'),
)

export async function findPage(db: Db, slug: string): Promise<PageRow | undefined> {
  return (await page(db).execute({ slug }))[0]
}

const banners = prepared((db) =>
  db
    .select()
    .from(contentBanners)
    .orderBy(desc(contentBanners.source), asc(contentBanners.position))
    .prepare('content_banners'),
)

/** All there are, those of other times too. */
export function listBanners(db: Db): Promise<BannerRow[]> {
  return banners(db).execute()
}

export async function findAnyContent(db: Db): Promise<boolean> {
  const { rows } = await db.execute<{ is: boolean }>(
    sql`select exists (select from ${contentPages}) or exists (select from ${contentBanners}) as is`,
  )
  return rows[0]?.is === true
}

/** Which of these pictures a banner shows, now or at another time. */
export async function listPicturesOfBanners(db: Db, pictureIds: readonly string[]): Promise<string[]> {
  const id = sql<string>`${contentBanners.picture}->>'pictureId'`
  const rows = await db
    .selectDistinct({ id })
    .from(contentBanners)
    .where(sql`${id} = any(${sql.param([...pictureIds])}::text[])`)
  return rows.map((row) => row.id)
}
