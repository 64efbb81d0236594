import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '#platform'
import type { CategoryId, LocalText, Source } from './model.ts'
import { categories } from './tables.ts'

export interface CategoryRow {
  externalId: string
  slug: string
  name: LocalText
  position: number
  parentExternalId: string | null
}

/** Every category of a source in its order, with its parent as that names it. */
export async function listCategoryRows(db: Db, source: Source): Promise<CategoryRow[]> {
  const { rows } = await db.execute<CategoryRow & Record<string, unknown>>(sql`
    select category.external_id as "externalId", category.slug, category.name, category.position,
      parent.external_id as "parentExternalId"
    from categories category left join categories parent on parent.id = category.parent_id
    where category.source = ${source} order by category.position, category.id`)
  return rows
}

/** Our ids of categories by what their source calls them, the unknown left out. */
export async function findCategoryIds(
  db: Db,
  source: Source,
  externalIds: readonly string[],
): Promise<Map<string, CategoryId>> {
  const named = sql`${categories.externalId} = any(${sql.param([...externalIds])}::text[])`
  const rows = await db
    .select({ id: categories.id, externalId: categories.externalId })
    .from(categories)
    .where(and(eq(categories.source, source), named))
  return new Map(rows.map(({ id, externalId }) => [externalId, id as CategoryId]))
}

/** Of categories as their source calls them, our ids of each with all below it, the unknown left out. */
export async function findCategoryTrees(
  db: Db,
  source: Source,
  externalIds: readonly string[],
): Promise<Map<string, CategoryId[]>> {
  if (externalIds.length === 0) return new Map()
  const { rows } = await db.execute<{ root: string; ids: CategoryId[] }>(sql`
    with recursive tree (root, id) as (
      select external_id, id from categories
      where source = ${source} and external_id = any(${sql.param([...externalIds])}::text[])
      union
      select tree.root, category.id from categories category join tree on category.parent_id = tree.id
    )
    select root, array_agg(id order by id) as ids from tree group by root`)
  return new Map(rows.map(({ root, ids }) => [root, ids]))
}

/** Slugs of all categories of other sources. */
export async function listForeignSlugs(db: Db, source: Source): Promise<{ slug: string; key: string }[]> {
  const { slug, source: whose, externalId } = categories
  const key = sql<string>`${whose} || ':' || ${externalId}`
  return db.select({ slug, key }).from(categories).where(sql`${whose} <> ${source}`)
}

export async function insertOrUpdateCategories(db: Db, source: Source, rows: readonly CategoryRow[]): Promise<void> {
  const news = sql`jsonb_to_recordset(${JSON.stringify(rows)}) as news (
    "externalId" text, slug text, name jsonb, position int, "parentExternalId" text)`
  await db.execute(sql`
    insert into categories (source, external_id, slug, name, position)
    select ${source}, "externalId", slug, name, position from ${news}
    on conflict (source, external_id)
      do update set slug = excluded.slug, name = excluded.name, position = excluded.position`)
  // In a statement of its own: a parent may have come only with the one above.
  await db.execute(sql`
    update categories set parent_id = parent.id
    from ${news} left join categories parent on parent.source = ${source} and parent.external_id = news."parentExternalId"
    where categories.source = ${source} and categories.external_id = news."externalId"
      and categories.parent_id is distinct from parent.id`)
}

export async function deleteCategories(db: Db, source: Source, externalIds: readonly string[]): Promise<void> {
  const gone = sql`${categories.externalId} = any(${sql.param([...externalIds])}::text[])`
  await db.delete(categories).where(and(eq(categories.source, source), gone))
}
