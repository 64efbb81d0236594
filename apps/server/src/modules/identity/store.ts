import type { Email, Locale, Phone } from '@vitrina/contract'
import { and, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import { type Db, parameter, prepared, together } from '#platform'
import type { CustomerId, CustomerRow } from './model.ts'
import { holds, type Proof } from './proof.ts'
import { customers } from './tables.ts'

const customerById = prepared((db) =>
  db
    .select()
    .from(customers)
    .where(eq(customers.id, sql.placeholder('id')))
    .prepare('identity_customer_by_id'),
)

const customerByPhone = prepared((db) =>
  db
    .select()
    .from(customers)
    .where(eq(customers.phone, sql.placeholder('phone')))
    .prepare('identity_customer_by_phone'),
)

const customerByEmail = prepared((db) =>
  db
    .select()
    .from(customers)
    .where(eq(customers.email, sql.placeholder('email')))
    .prepare('identity_customer_by_email'),
)

export async function findCustomer(db: Db, id: CustomerId): Promise<CustomerRow | undefined> {
  return (await customerById(db).execute({ id }))[0]
}

export function findCustomers(db: Db, ids: readonly CustomerId[]): Promise<CustomerRow[]> {
  return db
    .select()
    .from(customers)
    .where(inArray(customers.id, [...ids]))
    .orderBy(customers.id)
}

export async function findCustomerByPhone(db: Db, phone: Phone): Promise<CustomerRow | undefined> {
  return (await customerByPhone(db).execute({ phone }))[0]
}

export async function findCustomerByTelegram(db: Db, telegramId: number): Promise<CustomerRow | undefined> {
  return (await db.select().from(customers).where(eq(customers.telegramId, telegramId)))[0]
}

export async function findCustomerByEmail(db: Db, email: Email): Promise<CustomerRow | undefined> {
  return (await customerByEmail(db).execute({ email }))[0]
}

/** An id that no other customer will get, before there is a customer. */
export async function reserveCustomerId(db: Db): Promise<CustomerId> {
  const { rows } = await db.execute<{ id: string }>(
    sql`select nextval(pg_get_serial_sequence('customers', 'id')) as id`,
  )
  return Number(rows[0]?.id) as CustomerId
}

const idsOf = (proofs: readonly Proof[]) => ({
  telegramIds: proofs.flatMap(({ telegramId }) => telegramId ?? []),
  phones: proofs.flatMap(({ phone }) => phone ?? []),
  emails: proofs.flatMap(({ email }) => email ?? []),
})

const holdersOf = (db: Db) =>
  db
    .select()
    .from(customers)
    .where(
      or(
        sql`${customers.telegramId} = any(${parameter('telegramIds', 'bigint[]')})`,
        sql`${customers.phone} = any(${parameter('phones', 'text[]')})`,
        sql`${customers.email} = any(${parameter('emails', 'text[]')})`,
      ),
    )
    .orderBy(customers.id)

const holders = prepared((db) => holdersOf(db).prepare('identity_holders'))
const lockedHolders = prepared((db) => holdersOf(db).for('update').prepare('identity_locked_holders'))

/** The accounts that hold something of a proof now. */
export const findHolders = together(async (db, proofs: readonly Proof[]): Promise<CustomerRow[][]> => {
  const found = await holders(db).execute(idsOf(proofs))
  return proofs.map((proof) => found.filter((row) => holds(row, proof)))
})

/** The same, locked in the order of their ids so that two proofs about the same pair cannot wait for each other. */
export function lockHolders(db: Db, proof: Proof): Promise<CustomerRow[]> {
  return lockedHolders(db).execute(idsOf([proof]))
}

/** The same together with the account that they are brought to. */
export function lockHoldersAnd(db: Db, own: CustomerId, { telegramId, phone, email }: Proof): Promise<CustomerRow[]> {
  const held = or(
    eq(customers.id, own),
    telegramId === null ? undefined : eq(customers.telegramId, telegramId),
    phone === null ? undefined : eq(customers.phone, phone),
    email === null ? undefined : eq(customers.email, email),
  )
  return db.select().from(customers).where(held).orderBy(customers.id).for('update')
}

export async function lockCustomer(db: Db, id: CustomerId): Promise<CustomerRow | undefined> {
  return (await db.select().from(customers).where(eq(customers.id, id)).for('update'))[0]
}

/** Several at once, in the order of their ids. */
export function lockCustomers(db: Db, ids: readonly CustomerId[]): Promise<CustomerRow[]> {
  return db
    .select()
    .from(customers)
    .where(inArray(customers.id, [...ids]))
    .orderBy(customers.id)
    .for('update')
}

type NewCustomer = typeof customers.$inferInsert

export async function insertCustomer(db: Db, row: NewCustomer): Promise<CustomerRow> {
  const [inserted] = await db.insert(customers).values(row).returning()
  if (!inserted) throw new Error('an insert returned no row')
  return inserted
}

export async function updateCustomer(
  db: Db,
  id: CustomerId,
  set: Partial<NewCustomer>,
): Promise<CustomerRow | undefined> {
  return (await db.update(customers).set(set).where(eq(customers.id, id)).returning())[0]
}

/** Sets a password, another in place of the one there is, or takes it away. */
export async function updatePassword(db: Db, id: CustomerId, passwordHash: string | null, now: Date): Promise<void> {
  await updateCustomer(db, id, { passwordHash, passwordSetAt: passwordHash === null ? null : now, updatedAt: now })
}

/**
 * Replaces a password's hash by another one of the same password, unless the password has changed
 * meanwhile; with that of a joined account, from which it was inherited.
 */
export async function updatePasswordHash(db: Db, id: CustomerId, from: string, to: string): Promise<void> {
  await db
    .update(customers)
    .set({ passwordHash: to })
    .where(and(or(eq(customers.id, id), eq(customers.joinedInto, id)), eq(customers.passwordHash, from)))
}

export async function updateLocale(db: Db, telegramId: number, locale: Locale, now: Date): Promise<void> {
  await db.update(customers).set({ locale, updatedAt: now }).where(eq(customers.telegramId, telegramId))
}

/** Every customer, for a statement of another module that reads one beside its own rows. */
export function customerRows(db: Db) {
  return db.select().from(customers).as('customers')
}

/**
 * Those of `ids`, a query, who can be signed in to, for the very statement that does it: whoever changes a
 * password waits for the row or is waited for. In the order of their ids, as whoever locks several takes them.
 */
export function heldForSignIn(db: Db, ids: SQL) {
  const { id, passwordHash, telegramId, phone, email } = customers
  return (
    db
      .select({ id, passwordHash, telegramId, phone, email })
      .from(customers)
      // Joined or erased meanwhile, it is nobody's to sign in to.
      // As an array: how many a query gives is not known beforehand, and all customers would be read for one.
      .where(and(sql`${customers.id} = any(array${ids})`, isNull(customers.joinedInto), isNull(customers.erasedAt)))
      .orderBy(customers.id)
      .for('no key update')
  )
}
