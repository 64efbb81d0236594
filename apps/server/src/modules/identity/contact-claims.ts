import type { Email, Phone } from '@vitrina/contract'
import { and, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Db } from '#platform'
import type { ContactKind, Contacts, CustomerId, CustomerRow } from './model.ts'
import { contactClaims, customers } from './tables.ts'

// More than one is somebody trying names; each would cost a look at a password.
const CANDIDATES_MAX = 3

/**
 * Makes whoever claims or proves one of these wait for the transaction of whoever does so now: a claim
 * that is not committed yet would not be found by the proof that ends it, nor that proof by the claim.
 * Locked after the rows of customers, and all that a transaction needs at once, or two would wait for
 * each other.
 */
export async function lockContacts(db: Db, ...contacts: Contacts[]): Promise<void> {
  const values = [...new Set(contacts.flatMap(contactsOf).map((contact) => contact.join(' ')))].sort()
  if (values.length === 0) return
  await db.execute(sql`
    select pg_advisory_xact_lock(hashtextextended('contact ' || value, 0)) from unnest(${sql.param(values)}::text[]) value`)
}

/**
 * Keeps what was typed and not proven, unless somebody has proven it. A later claim replaces one's own.
 * In a transaction that has locked these contacts.
 */
export async function insertClaims(db: Db, customerId: CustomerId, typed: Contacts, now: Date): Promise<void> {
  for (const [kind, value] of contactsOf(typed)) {
    const column = kind === 'phone' ? customers.phone : customers.email
    const [holder] = await db.select({ id: customers.id }).from(customers).where(eq(column, value))
    if (holder) continue
    await db
      .insert(contactClaims)
      .values({ customerId, kind, value, createdAt: now })
      .onConflictDoUpdate({
        target: [contactClaims.customerId, contactClaims.kind],
        set: { value, createdAt: now },
      })
  }
}

/** Ends every claim to what has been proven, whoever made it (C4). In a transaction that has locked it. */
export async function deleteClaims(db: Db, proven: Contacts): Promise<void> {
  const claims = contactsOf(proven).map(([kind, value]) =>
    and(eq(contactClaims.kind, kind), eq(contactClaims.value, value)),
  )
  if (claims.length > 0) await db.delete(contactClaims).where(or(...claims))
}

/** Takes back what a customer has claimed. */
export async function deleteOwnClaims(db: Db, customerId: CustomerId, kinds: readonly ContactKind[]): Promise<number> {
  if (kinds.length === 0) return 0
  const own = and(eq(contactClaims.customerId, customerId), inArray(contactClaims.kind, [...kinds]))
  return (await db.delete(contactClaims).where(own)).rowCount ?? 0
}

/** Those who may sign in under a name that nobody has proven, the latest first, a few; none that was joined. */
export async function findClaimants(db: Db, kind: ContactKind, value: Email | Phone): Promise<CustomerRow[]> {
  const found = await db
    .select({ customer: customers })
    .from(contactClaims)
    .innerJoin(customers, eq(customers.id, contactClaims.customerId))
    .where(and(eq(contactClaims.kind, kind), eq(contactClaims.value, value), isNull(customers.joinedInto)))
    .orderBy(desc(contactClaims.createdAt))
    .limit(CANDIDATES_MAX)
  return found.map(({ customer }) => customer)
}

/** What these customers have claimed and not proven, with when. */
export function listClaims(db: Db, customerIds: readonly CustomerId[]) {
  return db
    .select()
    .from(contactClaims)
    .where(inArray(contactClaims.customerId, [...customerIds]))
    .orderBy(desc(contactClaims.createdAt))
}

/** What a customer has claimed and not proven. */
export async function findClaims(db: Db, customerId: CustomerId): Promise<Contacts> {
  const claims = await db.select().from(contactClaims).where(eq(contactClaims.customerId, customerId))
  const claimed = (wanted: ContactKind) => claims.find(({ kind }) => kind === wanted)?.value ?? null
  return { phone: claimed('phone') as Phone | null, email: claimed('email') as Email | null }
}

function contactsOf({ phone, email }: Contacts): [ContactKind, Email | Phone][] {
  return [
    ...(phone === null ? [] : [['phone', phone] as [ContactKind, Phone]]),
    ...(email === null ? [] : [['email', email] as [ContactKind, Email]]),
  ]
}
