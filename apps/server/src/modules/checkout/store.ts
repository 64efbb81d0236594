import { and, eq, inArray, lt, sql } from 'drizzle-orm'
import type { CustomerId } from '#identity'
import { type Db, inBatches, parameter, prepared } from '#platform'
import { idempotencyKeys as keys } from './tables.ts'

export interface KeyScope {
  customerId: CustomerId
  operation: string
  key: string
}

/**
 * Claims a key for the caller's transaction, unless it was used or another transaction is at it; says
 * whether it did. The claim ends with the transaction: of a process that dies nothing is left, and
 * nobody waits for a lease to run out.
 */
export async function takeKey(
  db: Db,
  scope: KeyScope,
  { bodyHash, now }: { bodyHash: string; now: Date },
): Promise<boolean> {
  const lock = `${scope.customerId} ${scope.operation} ${scope.key}`
  const { rowCount } = await takenKey(db).execute({ ...scope, bodyHash, now, lock })
  return rowCount === 1
}

// Tried, not waited for: whoever comes second is told so, and holds no connection meanwhile.
const takenKey = prepared((db) =>
  db
    .insert(keys)
    .select(
      sql`select ${parameter('customerId', 'integer')}, ${parameter('operation', 'text')}, ${parameter('key', 'text')},
        ${parameter('bodyHash', 'text')}, null::text, ${parameter('now', 'timestamptz')}
        where pg_try_advisory_xact_lock(hashtextextended(${parameter('lock', 'text')}, 0))`,
    )
    .onConflictDoNothing()
    .prepare('idempotency_take'),
)

const ofGivenScope = and(
  eq(keys.customerId, sql.placeholder('customerId')),
  eq(keys.operation, sql.placeholder('operation')),
  eq(keys.key, sql.placeholder('key')),
)

export async function findKey(db: Db, scope: KeyScope): Promise<{ bodyHash: string; answer: string } | undefined> {
  const [row] = await foundKey(db).execute({ ...scope })
  return row && { bodyHash: row.bodyHash, answer: row.answer ?? '' }
}

const foundKey = prepared((db) =>
  db
    .select({ bodyHash: keys.bodyHash, answer: keys.answer })
    .from(keys)
    .where(ofGivenScope)
    .prepare('idempotency_find'),
)

export async function updateAnswer(db: Db, scope: KeyScope, answer: string): Promise<void> {
  await answeredKey(db).execute({ ...scope, answer })
}

const answeredKey = prepared((db) =>
  db
    .update(keys)
    .set({ answer: sql`${sql.placeholder('answer')}` })
    .where(ofGivenScope)
    .prepare('idempotency_answer'),
)

export async function deleteKeys(db: Db, customerIds: readonly CustomerId[]): Promise<void> {
  await db.delete(keys).where(inArray(keys.customerId, [...customerIds]))
}

export function deleteKeysBefore(db: Db, before: Date): Promise<number> {
  const old = db.select({ id: sql`ctid` }).from(keys).where(lt(keys.createdAt, before))
  return inBatches((size) => db.delete(keys).where(inArray(sql`ctid`, old.limit(size))))
}
