import { and, desc, eq, inArray, lt } from 'drizzle-orm'
import type { Db } from '#platform'
import { type CustomerId, type CustomerRow, type IdentifierKind, identifierKinds } from './model.ts'
import { identifierChanges } from './tables.ts'

export type IdentifierChange = typeof identifierChanges.$inferSelect

/** One identifier of a row as it is kept: text, whatever its kind. */
export function identifierOf(customer: CustomerRow, kind: IdentifierKind): string | null {
  if (kind !== 'telegram') return customer[kind]
  return customer.telegramId === null ? null : String(customer.telegramId)
}

/** What is different between two states of a row, as far as it is found by it. */
export function changesBetween(before: CustomerRow, after: CustomerRow): Omit<IdentifierChange, 'actId' | 'at'>[] {
  return identifierKinds
    .map((kind) => ({
      customerId: before.id,
      kind,
      before: identifierOf(before, kind),
      beforeProvenAt: kind === 'telegram' ? null : before[`${kind}VerifiedAt`],
      after: identifierOf(after, kind),
    }))
    .filter((change) => change.before !== change.after)
}

export async function insertChanges(db: Db, changes: IdentifierChange[]): Promise<void> {
  if (changes.length > 0) await db.insert(identifierChanges).values(changes)
}

export function findChanges(db: Db, actId: string): Promise<IdentifierChange[]> {
  return db.select().from(identifierChanges).where(eq(identifierChanges.actId, actId))
}

/** What these accounts were found by, as far as it is kept; the latest first. */
export function listChanges(db: Db, customerIds: readonly CustomerId[]): Promise<IdentifierChange[]> {
  return db
    .select()
    .from(identifierChanges)
    .where(inArray(identifierChanges.customerId, [...customerIds]))
    .orderBy(desc(identifierChanges.at))
}

/** The act by which one account became part of another, as far as it is not forgotten: it changed both. */
export async function findJoinAct(db: Db, gone: CustomerId, into: CustomerId): Promise<string | undefined> {
  const ofBoth = db
    .select({ actId: identifierChanges.actId })
    .from(identifierChanges)
    .where(eq(identifierChanges.customerId, into))
  const [latest] = await db
    .select({ actId: identifierChanges.actId })
    .from(identifierChanges)
    .where(and(eq(identifierChanges.customerId, gone), inArray(identifierChanges.actId, ofBoth)))
    .orderBy(desc(identifierChanges.at))
    .limit(1)
  return latest?.actId
}

export async function deleteChanges(db: Db, customerId: CustomerId): Promise<void> {
  await db.delete(identifierChanges).where(eq(identifierChanges.customerId, customerId))
}

export function deleteOldChanges(db: Db, before: Date, limit: number) {
  const { actId } = identifierChanges
  const old = db.select({ actId }).from(identifierChanges).where(lt(identifierChanges.at, before)).limit(limit)
  return db.delete(identifierChanges).where(inArray(actId, old))
}
