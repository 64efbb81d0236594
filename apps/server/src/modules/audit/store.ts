import { and, desc, eq, inArray, lt, notInArray, sql } from 'drizzle-orm'
import { type Client, type Db, prepared } from '#platform'
import { type Activity, consents, FAMILIAR_MS, type Familiarity } from './model.ts'
import { auditEntries } from './tables.ts'

type NewEntry = typeof auditEntries.$inferInsert

export async function insertEntry(db: Db, row: NewEntry): Promise<void> {
  await db.insert(auditEntries).values(row)
}

const given = (name: string, type: string) => sql`${sql.placeholder(name)}::${sql.raw(type)}`

/** The sign-in and the look at those before it, in one statement: every sign-in pays for it. */
const signIn = prepared((db) => {
  const earlier = sql`select 1 from ${auditEntries} as earlier
    where earlier.customer_id = ${given('customerId', 'int')} and earlier.act = 'signed_in'`
  const alike = sql`earlier.browser is not distinct from ${given('browser', 'text')}
    and earlier.system is not distinct from ${given('system', 'text')}
    and earlier.network is not distinct from ${given('network', 'text')}`
  return db
    .insert(auditEntries)
    .values({
      customerId: given('customerId', 'int'),
      actorKind: 'customer',
      actorId: given('actorId', 'text'),
      act: 'signed_in',
      details: given('details', 'jsonb'),
      browser: given('browser', 'text'),
      system: given('system', 'text'),
      network: given('network', 'text'),
      at: given('at', 'timestamptz'),
    })
    .returning({
      known: sql<boolean>`exists (${earlier} and earlier.at > ${given('since', 'timestamptz')} and ${alike})`,
      later: sql<boolean>`exists (${earlier})`,
    })
    .prepare('audit_sign_in')
})

export async function insertSignIn(
  db: Db,
  row: Client & { customerId: number; method: string; at: Date },
): Promise<Familiarity> {
  const { customerId, method, at, ...device } = row
  const since = new Date(at.getTime() - FAMILIAR_MS)
  const details = JSON.stringify({ method })
  const [seen] = await signIn(db).execute({ customerId, actorId: String(customerId), details, at, since, ...device })
  return seen?.known ? 'known' : seen?.later ? 'new' : 'first'
}

/** The latest first; all of them without a limit. */
export async function listEntries(db: Db, customerIds: readonly number[], limit?: number): Promise<Activity[]> {
  const rows = await db
    .select()
    .from(auditEntries)
    .where(inArray(auditEntries.customerId, [...customerIds]))
    .orderBy(desc(auditEntries.at), desc(auditEntries.id))
    .limit(limit ?? Number.MAX_SAFE_INTEGER)
  return rows.map(({ act, details, at, browser, system, network }) => ({
    act,
    details,
    at,
    device: { browser, system, network },
  }))
}

/** What was done stays; from where, and to which masked number, goes. */
export async function forgetDetails(db: Db, customerId: number): Promise<void> {
  await db
    .update(auditEntries)
    .set({ details: {}, browser: null, system: null, network: null })
    .where(and(eq(auditEntries.customerId, customerId), notInArray(auditEntries.act, [...consents])))
}

export function deleteEntries(db: Db, before: Date, limit: number) {
  const old = db
    .select({ id: auditEntries.id })
    .from(auditEntries)
    .where(and(lt(auditEntries.at, before), notInArray(auditEntries.act, [...consents])))
    .limit(limit)
  return db.delete(auditEntries).where(inArray(auditEntries.id, old))
}
