import { and, count, eq, getTableColumns, inArray, notInArray, sql } from 'drizzle-orm'
import type { Source } from '#catalog'
import type { CustomerId } from '#identity'
import type { Db } from '#platform'
import type { Coupon } from './model.ts'
import { coupons, couponUses } from './tables.ts'

// Who used it elsewhere may be twenty thousand names, and every look at a cart asks for its coupon.
const { usedElsewhereBy, ...judgedColumns } = getTableColumns(coupons)

export type CouponRow = Omit<typeof coupons.$inferSelect, 'usedElsewhereBy'>

export async function findCoupon(db: Db, code: string): Promise<CouponRow | undefined> {
  return (await db.select(judgedColumns).from(coupons).where(eq(coupons.code, code)))[0]
}

export async function hasAny(db: Db, source: Source): Promise<boolean> {
  const [any] = await db.select({ code: coupons.code }).from(coupons).where(eq(coupons.source, source)).limit(1)
  return any !== undefined
}

/** Keeps the coupon to the caller's transaction: the last use of it is one's. */
export async function lockCoupon(db: Db, code: string): Promise<CouponRow | undefined> {
  return (await db.select(judgedColumns).from(coupons).where(eq(coupons.code, code)).for('no key update'))[0]
}

/** Uses by these accounts, which are one person's, and elsewhere under these names of theirs. */
export async function countUses(
  db: Db,
  code: string,
  { customerIds, names }: { customerIds: readonly CustomerId[]; names: readonly string[] },
): Promise<number> {
  const theirs = and(eq(couponUses.code, code), inArray(couponUses.customerId, [...customerIds]))
  const here = db.select({ uses: count() }).from(couponUses).where(theirs)
  const elsewhere = sql`(select count(*) from unnest(${usedElsewhereBy}) as name
    where name = any(${sql.param([...names])}::text[]))`
  const [row] = await db
    .select({ uses: sql<number>`((${here}) + ${elsewhere})::int` })
    .from(coupons)
    .where(eq(coupons.code, code))
  return row?.uses ?? 0
}

export async function insertUse(db: Db, use: typeof couponUses.$inferInsert): Promise<void> {
  await db.insert(couponUses).values(use)
  await db
    .update(coupons)
    .set({ used: sql`${coupons.used} + 1` })
    .where(eq(coupons.code, use.code))
}

export async function deleteUse(db: Db, orderId: string): Promise<void> {
  const gone = db
    .$with('gone')
    .as(db.delete(couponUses).where(eq(couponUses.orderId, orderId)).returning({ code: couponUses.code }))
  await db
    .with(gone)
    .update(coupons)
    .set({ used: sql`${coupons.used} - 1` })
    .where(inArray(coupons.code, db.select({ code: gone.code }).from(gone)))
}

/** What they promise is written anew; how often they were used stays. */
export async function upsertCoupons(db: Db, rows: readonly Coupon[]): Promise<void> {
  const { code, source, used, ...promised } = getTableColumns(coupons)
  await db
    .insert(coupons)
    .values([...rows])
    .onConflictDoUpdate({
      target: coupons.code,
      set: Object.fromEntries(Object.entries(promised).map(([key, { name }]) => [key, sql.raw(`excluded."${name}"`)])),
      // Another source's code of the same name is its own, and older news is none.
      setWhere: sql`${coupons.source} = excluded.source
        and (${coupons.modifiedAt} is null or excluded.modified_at is null or excluded.modified_at >= ${coupons.modifiedAt})`,
    })
}

/** Those that a source calls so, but for these codes: of one whose code was changed, the old. */
export async function deleteCouponsNamed(
  db: Db,
  { source, externalIds }: { source: Source; externalIds: readonly string[] },
  exceptCodes: readonly string[],
): Promise<void> {
  const named = inArray(coupons.externalId, [...externalIds])
  const others = exceptCodes.length > 0 ? notInArray(coupons.code, [...exceptCodes]) : undefined
  await db.delete(coupons).where(and(eq(coupons.source, source), named, others))
}

/** Who used those that a source calls so, by that. */
export function listUsers(db: Db, source: Source, externalIds: readonly string[]) {
  return db
    .select({ externalId: coupons.externalId, usedElsewhereBy: coupons.usedElsewhereBy })
    .from(coupons)
    .where(and(eq(coupons.source, source), inArray(coupons.externalId, [...externalIds])))
}

export async function countOf(db: Db, source: Source): Promise<number> {
  return db.$count(coupons, eq(coupons.source, source))
}

export async function deleteCouponsExcept(db: Db, source: Source, codes: readonly string[]): Promise<void> {
  const others = codes.length > 0 ? notInArray(coupons.code, [...codes]) : undefined
  await db.delete(coupons).where(and(eq(coupons.source, source), others))
}
