import { and, asc, eq, getTableColumns, notInArray, sql } from 'drizzle-orm'
import type { Source } from '#catalog'
import { type Db, prepared } from '#platform'
import type { DeliveryRow } from './model.ts'
import { deliveryMethods } from './tables.ts'

/**
 * Those of a source that can be chosen, in their order. Where it has none the shop's own stand in: many a
 * WooCommerce delivers by plugins of which its API tells nothing, and is to be sold from all the same. Not where
 * it has some that cannot be chosen yet: they would cost something else.
 */
export async function listDeliveryMethods(db: Db, source: Source): Promise<DeliveryRow[]> {
  const found = await methodsOf(db).execute({ sources: [source, 'file'] })
  const theirs = found.filter((method) => method.source === source)
  return (theirs.length > 0 ? theirs : found).filter(({ isActive }) => isActive)
}

const methodsOf = prepared((db) =>
  db
    .select()
    .from(deliveryMethods)
    .where(sql`${deliveryMethods.source} = any(${sql.placeholder('sources')})`)
    .orderBy(asc(deliveryMethods.position), asc(deliveryMethods.id))
    .prepare('delivery_methods'),
)

export async function upsertMethods(db: Db, rows: readonly DeliveryRow[]): Promise<void> {
  const { id, source, ...written } = getTableColumns(deliveryMethods)
  await db
    .insert(deliveryMethods)
    .values([...rows])
    .onConflictDoUpdate({
      target: deliveryMethods.id,
      set: Object.fromEntries(Object.entries(written).map(([key, { name }]) => [key, sql.raw(`excluded."${name}"`)])),
      setWhere: eq(deliveryMethods.source, sql`excluded.source`),
    })
}

export async function deleteMethodsExcept(db: Db, source: Source, ids: readonly string[]): Promise<void> {
  const others = ids.length > 0 ? notInArray(deliveryMethods.id, [...ids]) : undefined
  await db.delete(deliveryMethods).where(and(eq(deliveryMethods.source, source), others))
}

/** Unless the source has any already: what was taken out on purpose does not come back. */
export async function insertFirstMethods(db: Db, source: Source, rows: readonly DeliveryRow[]): Promise<void> {
  const [any] = await db
    .select({ id: deliveryMethods.id })
    .from(deliveryMethods)
    .where(eq(deliveryMethods.source, source))
    .limit(1)
  if (!any)
    await db
      .insert(deliveryMethods)
      .values([...rows])
      .onConflictDoNothing()
}
