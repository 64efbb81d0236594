import type { Email, Locale, Phone } from '@vitrina/contract'
import { and, desc, eq, gt, gte, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm'
import { type Db, prepared } from '#platform'
import type { Proof } from './admission.ts'
import { type CustomerId, type CustomerRow, SESSION_IDLE_MS, type SessionId } from './model.ts'
import { customers, refreshTokens, sessions } from './tables.ts'

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

/** The customer of a live session, in one read: every signed-in request begins with it. */
const customerBySession = prepared((db) =>
  db
    .select({ customer: customers })
    .from(sessions)
    .innerJoin(customers, eq(customers.id, sessions.customerId))
    .where(
      and(
        eq(sessions.id, sql.placeholder('id')),
        isNull(sessions.endedAt),
        gt(sessions.expiresAt, sql.placeholder('now')),
      ),
    )
    .prepare('identity_customer_by_session'),
)

export async function findCustomer(db: Db, id: CustomerId): Promise<CustomerRow | undefined> {
  return (await customerById(db).execute({ id }))[0]
}

export async function findCustomerByPhone(db: Db, phone: Phone): Promise<CustomerRow | undefined> {
  return (await customerByPhone(db).execute({ phone }))[0]
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

export async function findCustomerBySession(db: Db, id: SessionId, now: Date): Promise<CustomerRow | undefined> {
  return (await customerBySession(db).execute({ id, now }))[0]?.customer
}

const holdersOf = (db: Db) => {
  const [telegramId, phone, email] = ['telegramId', 'phone', 'email'].map((name) => sql.placeholder(name))
  // Typed, for one that is not there says nothing of itself.
  return db
    .select()
    .from(customers)
    .where(
      or(
        eq(customers.telegramId, sql`${telegramId}::bigint`),
        eq(customers.phone, sql`${phone}::text`),
        eq(customers.email, sql`${email}::text`),
      ),
    )
    .orderBy(customers.id)
}

const holders = prepared((db) => holdersOf(db).prepare('identity_holders'))
const lockedHolders = prepared((db) => holdersOf(db).for('update').prepare('identity_locked_holders'))

/** The accounts that hold something of a proof now. */
export function findHolders(db: Db, proof: Proof): Promise<CustomerRow[]> {
  return holders(db).execute({ ...proof })
}

/** The same, locked in the order of their ids so that two proofs about the same pair cannot wait for each other. */
export function lockHolders(db: Db, proof: Proof): Promise<CustomerRow[]> {
  return lockedHolders(db).execute({ ...proof })
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

/** Accounts that became part of this one, and those that had become part of them. */
export async function findJoinedInto(db: Db, id: CustomerId): Promise<CustomerId[]> {
  const { rows } = await db.execute<{ id: CustomerId }>(sql`
    with recursive gone as (
      select id from ${customers} where joined_into = ${id}
      union select one.id from ${customers} as one join gone on one.joined_into = gone.id
    ) select id from gone order by id`)
  return rows.map((row) => row.id)
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

/** Replaces a password's hash by another one of the same password, unless the password has changed meanwhile. */
export async function updatePasswordHash(db: Db, id: CustomerId, from: string, to: string): Promise<void> {
  await db
    .update(customers)
    .set({ passwordHash: to })
    .where(and(eq(customers.id, id), eq(customers.passwordHash, from)))
}

export async function updateLocale(db: Db, telegramId: number, locale: Locale, now: Date): Promise<void> {
  await db.update(customers).set({ locale, updatedAt: now }).where(eq(customers.telegramId, telegramId))
}

type NewSession = typeof sessions.$inferInsert
export type SessionRow = typeof sessions.$inferSelect

/**
 * A session and its first refresh token, in one statement: neither is ever without the other.
 * With a password hash only while the customer still has it: whoever changes the password waits
 * for the row or is waited for, and then ends this session or prevents it.
 */
const openedSession = prepared((db) => {
  const given = (name: string, type: string) => sql`${sql.placeholder(name)}::${sql.raw(type)}`
  const passwordHash = given('passwordHash', 'text')
  const owner = db.$with('owner').as(
    db
      .select({ id: customers.id })
      .from(customers)
      .where(
        and(
          eq(customers.id, sql.placeholder('customerId')),
          or(sql`${passwordHash} is null`, eq(customers.passwordHash, passwordHash)),
          // Joined or erased meanwhile, it is nobody's to sign in to.
          isNull(customers.joinedInto),
          isNull(customers.erasedAt),
        ),
      )
      .for('no key update'),
  )
  const session = db.$with('session').as(
    db
      .insert(sessions)
      .select(
        db
          .select({
            id: given('id', 'text').as('id'),
            customerId: owner.id,
            amr: given('amr', 'text').as('amr'),
            browser: given('browser', 'text').as('browser'),
            system: given('system', 'text').as('system'),
            network: given('network', 'text').as('network'),
            createdAt: given('createdAt', 'timestamptz').as('created_at'),
            provenAt: given('createdAt', 'timestamptz').as('proven_at'),
            lastSeenAt: given('lastSeenAt', 'timestamptz').as('last_seen_at'),
            expiresAt: given('expiresAt', 'timestamptz').as('expires_at'),
            endedAt: sql`null::timestamptz`.as('ended_at'),
          })
          .from(owner),
      )
      .returning({ id: sessions.id }),
  )
  return db
    .with(owner, session)
    .insert(refreshTokens)
    .select(
      db
        .select({
          hash: given('hash', 'text').as('hash'),
          sessionId: session.id,
          issuedAt: given('createdAt', 'timestamptz').as('issued_at'),
          replacedAt: sql`null::timestamptz`.as('replaced_at'),
          nextKeyId: sql`null::text`.as('next_key_id'),
        })
        .from(session),
    )
    .prepare('identity_open_session')
})

/** Out: whether it was opened; `passwordHash` is what the customer was known by, if by a password. */
export async function insertSession(
  db: Db,
  row: NewSession,
  proof: { tokenHash: string; passwordHash: string | null },
): Promise<boolean> {
  const { rowCount } = await openedSession(db).execute({
    ...row,
    hash: proof.tokenHash,
    passwordHash: proof.passwordHash,
  })
  return rowCount === 1
}

const lockedRefreshToken = prepared((db) =>
  db
    .select({ token: refreshTokens, session: sessions, customer: customers })
    .from(refreshTokens)
    .innerJoin(sessions, eq(sessions.id, refreshTokens.sessionId))
    .innerJoin(customers, eq(customers.id, sessions.customerId))
    .where(eq(refreshTokens.hash, sql.placeholder('hash')))
    .for('update', { of: sessions })
    .prepare('identity_locked_refresh_token'),
)

/** Locks the session of a refresh token, so that of many presenters each sees the one before. */
export async function lockRefreshToken(db: Db, hash: string) {
  return (await lockedRefreshToken(db).execute({ hash }))[0]
}

const rotatedRefreshToken = prepared((db) => {
  const now = sql`${sql.placeholder('now')}::timestamptz`
  const replaced = db.$with('replaced').as(
    db
      .update(refreshTokens)
      .set({ replacedAt: now, nextKeyId: sql`${sql.placeholder('nextKeyId')}` })
      .where(eq(refreshTokens.hash, sql.placeholder('hash')))
      .returning({ sessionId: refreshTokens.sessionId }),
  )
  const seen = db.$with('seen').as(
    db
      .update(sessions)
      .set({ lastSeenAt: now })
      .where(eq(sessions.id, sql`(select ${replaced.sessionId} from ${replaced})`))
      .returning({ id: sessions.id }),
  )
  return db
    .with(replaced, seen)
    .insert(refreshTokens)
    .select(
      db
        .select({
          hash: sql`${sql.placeholder('nextHash')}::text`.as('hash'),
          sessionId: seen.id,
          issuedAt: now.as('issued_at'),
          replacedAt: sql`null::timestamptz`.as('replaced_at'),
          nextKeyId: sql`null::text`.as('next_key_id'),
        })
        .from(seen),
    )
    .onConflictDoNothing()
    .prepare('identity_rotate_refresh_token')
})

/** Puts the next token in place of one that was presented, and notes that its session was seen. */
export async function replaceRefreshToken(
  db: Db,
  input: { hash: string; nextHash: string; nextKeyId: string; now: Date },
): Promise<void> {
  await rotatedRefreshToken(db).execute(input)
}

/** Those that can still be used: one that was idle for too long has ended without a trace on its row. */
export function listSessions(db: Db, customerId: CustomerId, now: Date): Promise<SessionRow[]> {
  const idleSince = new Date(now.getTime() - SESSION_IDLE_MS)
  const live = and(isNull(sessions.endedAt), gt(sessions.expiresAt, now), gte(sessions.lastSeenAt, idleSince))
  return db
    .select()
    .from(sessions)
    .where(and(eq(sessions.customerId, customerId), live))
    .orderBy(desc(sessions.lastSeenAt))
    .limit(100)
}

/** Ends one session of a customer, or all, or all but one; says how many were live. */
export async function endSessions(
  db: Db,
  customerId: CustomerId,
  now: Date,
  which: { only: SessionId } | { except: SessionId } | 'all',
): Promise<number> {
  const chosen =
    which === 'all' ? undefined : 'only' in which ? eq(sessions.id, which.only) : ne(sessions.id, which.except)
  const ended = await db
    .update(sessions)
    .set({ endedAt: now })
    .where(and(eq(sessions.customerId, customerId), isNull(sessions.endedAt), gt(sessions.expiresAt, now), chosen))
    .returning({ id: sessions.id })
  return ended.length
}

/** A session as long as it can be used; locked, so that it cannot end before the caller is done. */
export async function lockLiveSession(db: Db, id: SessionId, now: Date): Promise<SessionRow | undefined> {
  const live = and(eq(sessions.id, id), isNull(sessions.endedAt), gt(sessions.expiresAt, now))
  return (await db.select().from(sessions).where(live).for('update'))[0]
}

export async function findSession(db: Db, id: SessionId): Promise<SessionRow | undefined> {
  return (await db.select().from(sessions).where(eq(sessions.id, id)))[0]
}

export async function updateSession(db: Db, id: SessionId, set: Partial<NewSession>): Promise<void> {
  await db.update(sessions).set(set).where(eq(sessions.id, id))
}

/** Those that have ended too, as far as they are still known. */
export function listAllSessions(db: Db, customerId: CustomerId): Promise<SessionRow[]> {
  return db.select().from(sessions).where(eq(sessions.customerId, customerId)).orderBy(desc(sessions.createdAt))
}

export async function deleteSessions(db: Db, customerId: CustomerId): Promise<void> {
  await db.delete(sessions).where(eq(sessions.customerId, customerId))
}

/** Deletes so many sessions that nobody can use or ask about any more; their tokens go with them. */
export function deleteDeadSessions(db: Db, before: Date, limit: number) {
  const over = or(lt(sessions.expiresAt, before), lt(sessions.endedAt, before))
  const dead = db.select({ id: sessions.id }).from(sessions).where(over).limit(limit)
  return db.delete(sessions).where(inArray(sessions.id, dead))
}

/** Deletes so many refresh tokens that were traded for their successors before this moment. */
export function deleteSpentTokens(db: Db, before: Date, limit: number) {
  const { hash, replacedAt } = refreshTokens
  const spent = db.select({ hash }).from(refreshTokens).where(lt(replacedAt, before)).limit(limit)
  return db.delete(refreshTokens).where(inArray(hash, spent))
}
