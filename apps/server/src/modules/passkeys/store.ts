import { and, asc, eq, gte, inArray, lt, or } from 'drizzle-orm'
import { type CustomerId, findFamily } from '#identity'
import type { Db } from '#platform'
import type { PasskeyRow } from './model.ts'
import { passkeys } from './tables.ts'

export async function findPasskey(db: Db, id: string): Promise<PasskeyRow | undefined> {
  return (await db.select().from(passkeys).where(eq(passkeys.id, id)))[0]
}

/**
 * All that open an account, the oldest first: there are never many. Those of an account that became
 * part of it are among them, and stay that account's own, so that parting the two parts them as well.
 */
export async function listPasskeys(db: Db, customerId: CustomerId): Promise<PasskeyRow[]> {
  return db
    .select()
    .from(passkeys)
    .where(await opening(db, customerId))
    .orderBy(asc(passkeys.createdAt), asc(passkeys.id))
}

/** Out: whether it was added; a credential belongs to one account, and once. */
export async function insertPasskey(db: Db, row: PasskeyRow): Promise<boolean> {
  const { rowCount } = await db.insert(passkeys).values(row).onConflictDoNothing()
  return rowCount === 1
}

/**
 * Notes a use, unless the passkey is gone or its counter has been there already: of two uses
 * with one count one is a copy's. Zero is the count of authenticators that do not count.
 */
export async function markUsed(
  db: Db,
  { id, counter, backedUp }: Pick<PasskeyRow, 'id' | 'counter' | 'backedUp'>,
  now: Date,
): Promise<boolean> {
  const uncounted = counter === 0 ? eq(passkeys.counter, 0) : undefined
  const { rowCount } = await db
    .update(passkeys)
    .set({ counter, backedUp, lastUsedAt: now })
    .where(and(eq(passkeys.id, id), or(lt(passkeys.counter, counter), uncounted)))
  return rowCount === 1
}

const opening = async (db: Db, customerId: CustomerId) => inArray(passkeys.customerId, await findFamily(db, customerId))

export async function updateName(
  db: Db,
  customerId: CustomerId,
  { id, name }: { id: string; name: string },
): Promise<PasskeyRow | undefined> {
  const owned = and(await opening(db, customerId), eq(passkeys.id, id))
  return (await db.update(passkeys).set({ name }).where(owned).returning())[0]
}

export async function deletePasskey(db: Db, customerId: CustomerId, id: string): Promise<PasskeyRow | undefined> {
  const owned = and(await opening(db, customerId), eq(passkeys.id, id))
  return (await db.delete(passkeys).where(owned).returning())[0]
}

export async function deletePasskeys(db: Db, customerId: CustomerId): Promise<void> {
  await db.delete(passkeys).where(await opening(db, customerId))
}

export async function deletePasskeysSince(db: Db, customerId: CustomerId, since: Date): Promise<void> {
  await db.delete(passkeys).where(and(await opening(db, customerId), gte(passkeys.createdAt, since)))
}
