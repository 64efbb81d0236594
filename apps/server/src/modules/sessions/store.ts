import { and, desc, eq, gt, gte, inArray, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm'
import { type Familiarity, familiarityOf, seenBefore, signInEntries } from '#audit'
import { type CustomerId, type CustomerRow, customerRows, heldForSignIn } from '#identity'
import { batched, type Db, parameter, prepared, together } from '#platform'
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

/** A session to be opened. */
export interface OpeningSession extends Omit<NewSession, 'lastSeenAt' | 'endedAt'> {
  tokenHash: string
  /** What the customer was known by, if by a password. */
  passwordHash: string | null
  /** What else the customer was known by. */
  telegramId: number | null
  phone: string | null
  email: string | null
  /** Goes on from another, in which its owner was asked for a proof. */
  isContinued: boolean
  /** Open none of which its owner would have to be told. */
  isQuiet: boolean
}

/**
 * Sessions, each with its first refresh token and the entry of its sign-in, in one statement: none of them is
 * ever without the others. Only while the customer still has what they were known by: whoever changes a password, or
 * takes an identifier away, ends this session or prevents it.
 */
const preparedOpening = (statement: string, given: SQL) =>
  prepared((db) => {
    const asked = db.$with('asked', {}).as(
      sql`select * from ${given} as given(
      "id" text, "customerId" integer, "passwordHash" text, "telegramId" bigint, "phone" text, "email" text, "amr" text, "keyId" text, "tokenHash" text,
      "isContinued" boolean, "isQuiet" boolean, "browser" text, "system" text, "network" text,
      "createdAt" timestamptz, "provenAt" timestamptz, "expiresAt" timestamptz)`,
    )
    const owner = db.$with('owner').as(heldForSignIn(db, sql`(select "customerId" from asked)`))
    const column = (name: string) => sql`asked.${sql.identifier(name)}`
    const device = { browser: column('browser'), system: column('system'), network: column('network') }
    const entered = { amr: column('amr'), isContinued: column('isContinued'), at: column('createdAt') }
    const signIn = { customerId: column('customerId'), ...entered, ...device }
    const { known, later } = seenBefore(signIn)
    const seen = db.$with('seen', {}).as(
      sql`select asked."id", ${known} as known, ${later} as later
      from asked join ${owner} on ${owner.id} = asked."customerId"
      where (asked."passwordHash" is null or ${owner.passwordHash} = asked."passwordHash")
        and (asked."telegramId" is null or ${owner.telegramId} = asked."telegramId")
        and (asked."phone" is null or ${owner.phone} = asked."phone")
        and (asked."email" is null or ${owner.email} = asked."email")`,
    )
    const session = db.$with('session').as(
      db
        .insert(sessions)
        .select(
          sql`select asked."id", "customerId", "amr", "keyId", "browser", "system", "network",
            "createdAt", "provenAt", "createdAt", "expiresAt", null
          from asked join seen on seen."id" = asked."id" where seen.known or not seen.later or not asked."isQuiet"`,
        )
        .returning({ id: sessions.id }),
    )
    const opened = sql`asked join ${session} on ${session.id} = asked."id"`
    const entry = db.$with('entry', {}).as(signInEntries(signIn, opened))
    return (
      db
        .with(asked, owner, seen, session, entry)
        .insert(refreshTokens)
        .select(sql`select "tokenHash", asked."id", "createdAt", null, null from ${opened}`)
        // The next token of a family that goes on may be there, and is this session's from now on.
        .onConflictDoUpdate({ target: refreshTokens.hash, set: { sessionId: sql`excluded.session_id` } })
        .returning({
          id: refreshTokens.sessionId,
          known: sql<boolean>`(select known from seen where seen."id" = ${refreshTokens.sessionId})`,
          later: sql<boolean>`(select later from seen where seen."id" = ${refreshTokens.sessionId})`,
        })
        .prepare(statement)
    )
  })

// PostgreSQL expects a hundred rows of the second, and reads whole tables for them, or plans anew each time.
const openOne = preparedOpening('identity_open_session', sql`jsonb_to_record(${parameter('given', 'jsonb')})`)
const openSeveral = preparedOpening('identity_open_sessions', sql`jsonb_to_recordset(${parameter('given', 'jsonb')})`)

/** Opens it and writes the sign-in down. Out: whether its owner is known to come from such a device; nothing when it was not opened. */
export const insertSession = together(
  async (db, opening: readonly OpeningSession[]): Promise<(Familiarity | undefined)[]> => {
    const [first, ...more] = opening
    const opened = await (more.length > 0
      ? openSeveral(db).execute({ given: JSON.stringify(opening) })
      : openOne(db).execute({ given: JSON.stringify(first) }))
    const familiarities = new Map(opened.map(({ id, ...seen }) => [id, familiarityOf(seen)]))
    return opening.map(({ id }) => familiarities.get(id))
  },
)

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
