import { and, desc, eq, gt, gte, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm'
import { type Familiarity, familiarityOf, type SignInEntry, seenBefore, signInEntry, signInValues } from '#audit'
import { type CustomerId, type CustomerRow, customerRows, heldForSignIn } from '#identity'
import { batched, type Db, parameter, prepared } from '#platform'
import { type AuthenticationMethod, SESSION_IDLE_MS, type SessionId } from './model.ts'
import { refreshTokens, sessions } from './tables.ts'

const customersBySessions = prepared((db) => {
  const customers = customerRows(db)
  return db
    .select({ sessionId: sessions.id, expiresAt: sessions.expiresAt, customer: customers._.selectedFields })
    .from(sessions)
    .innerJoin(customers, eq(customers.id, sessions.customerId))
    .where(and(sql`${sessions.id} = any(${sql.placeholder('ids')})`, isNull(sessions.endedAt)))
    .prepare('identity_customers_by_sessions')
})

const findOwner = batched(async (db, ids) => {
  const rows = await customersBySessions(db).execute({ ids })
  return new Map(rows.map((row) => [row.sessionId as string, row]))
})

/** The customer of a live session, in one read: every signed-in request begins with it. */
export async function findCustomerBySession(db: Db, id: SessionId, now: Date): Promise<CustomerRow | undefined> {
  const found = await findOwner(db, id)
  return found && found.expiresAt > now ? found.customer : undefined
}

type NewSession = typeof sessions.$inferInsert
export type SessionRow = typeof sessions.$inferSelect

/**
 * A session, its first refresh token and the entry of the sign-in, in one statement: none of them is ever
 * without the others. With a password hash only while the customer still has it: whoever changes the password
 * ends this session or prevents it. `isQuiet` opens none of which its owner would have to be told.
 */
const openedSession = prepared((db) => {
  const owner = db.$with('owner').as(
    heldForSignIn(db, {
      customerId: parameter('customerId', 'integer'),
      passwordHash: parameter('passwordHash', 'text'),
    }),
  )
  const { known, later } = seenBefore(sql`owner.id`)
  const seen = db
    .$with('seen')
    .as(db.select({ id: owner.id, known: known.as('known'), later: later.as('later') }).from(owner))
  const session = db.$with('session').as(
    db
      .insert(sessions)
      .select(
        db
          .select({
            id: parameter('id', 'text').as('id'),
            customerId: seen.id,
            amr: parameter('amr', 'text').as('amr'),
            keyId: parameter('keyId', 'text').as('key_id'),
            browser: parameter('browser', 'text').as('browser'),
            system: parameter('system', 'text').as('system'),
            network: parameter('network', 'text').as('network'),
            createdAt: parameter('createdAt', 'timestamptz').as('created_at'),
            provenAt: parameter('provenAt', 'timestamptz').as('proven_at'),
            lastSeenAt: parameter('lastSeenAt', 'timestamptz').as('last_seen_at'),
            expiresAt: parameter('expiresAt', 'timestamptz').as('expires_at'),
            endedAt: sql`null::timestamptz`.as('ended_at'),
          })
          .from(seen)
          .where(sql`${seen.known} or not ${seen.later} or not ${parameter('isQuiet', 'boolean')}`),
      )
      .returning({ id: sessions.id, customerId: sessions.customerId }),
  )
  const entry = db.$with('entry', {}).as(signInEntry(session.customerId, session))
  return (
    db
      .with(owner, seen, session, entry)
      .insert(refreshTokens)
      .select(
        db
          .select({
            hash: parameter('hash', 'text').as('hash'),
            sessionId: session.id,
            issuedAt: parameter('createdAt', 'timestamptz').as('issued_at'),
            replacedAt: sql`null::timestamptz`.as('replaced_at'),
            nextKeyId: sql`null::text`.as('next_key_id'),
          })
          .from(session),
      )
      // The next token of a family that goes on may be there, and is this session's from now on.
      .onConflictDoUpdate({ target: refreshTokens.hash, set: { sessionId: sql`excluded.session_id` } })
      .returning({
        known: sql<boolean>`(select ${seen.known} from ${seen})`,
        later: sql<boolean>`(select ${seen.later} from ${seen})`,
      })
      .prepare('identity_open_session')
  )
})

/**
 * Opens it and writes the sign-in down. `passwordHash` is what the customer was known by, if by a password.
 * Out: whether they have come from such a device before; nothing when it was not opened.
 */
export async function insertSession(
  db: Db,
  row: NewSession,
  how: { tokenHash: string; passwordHash: string | null; isQuiet: boolean; entry: SignInEntry },
): Promise<Familiarity | undefined> {
  const { tokenHash: hash, entry, ...rest } = how
  const [opened] = await openedSession(db).execute({ ...row, hash, ...rest, ...signInValues(entry) })
  return opened && familiarityOf(opened)
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

/** Lets sessions that were opened in one way go on in another account; their access tokens have to be renewed. */
export async function moveSessions(
  db: Db,
  { from, to, amr }: { from: CustomerId; to: CustomerId; amr: AuthenticationMethod },
): Promise<void> {
  const live = and(eq(sessions.customerId, from), eq(sessions.amr, amr), isNull(sessions.endedAt))
  await db.update(sessions).set({ customerId: to }).where(live)
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
export function listAllSessions(db: Db, customerIds: readonly CustomerId[]): Promise<SessionRow[]> {
  return db
    .select()
    .from(sessions)
    .where(inArray(sessions.customerId, [...customerIds]))
    .orderBy(desc(sessions.createdAt))
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
