import { eq, inArray, lt, sql } from 'drizzle-orm'
import { customerRows } from '#identity'
import { type Db, parameter, prepared, together } from '#platform'
import { type AuthenticationMethod, SESSION_IDLE_MS, type SessionId } from './model.ts'
import { refreshTokens, sessions } from './tables.ts'

const lockedRefreshToken = prepared((db) => {
  const customers = customerRows(db)
  return db
    .select({ token: refreshTokens, session: sessions, customer: customers._.selectedFields })
    .from(refreshTokens)
    .innerJoin(sessions, eq(sessions.id, refreshTokens.sessionId))
    .innerJoin(customers, eq(customers.id, sessions.customerId))
    .where(eq(refreshTokens.hash, sql.placeholder('hash')))
    .for('update', { of: sessions })
    .prepare('identity_locked_refresh_token')
})

export type PresentedToken = Awaited<ReturnType<ReturnType<typeof lockedRefreshToken>['execute']>>[number]

/**
 * Locks the session of a refresh token, so that of many presenters one comes after the other. A
 * session that another one follows takes its tokens along: whoever waited for that is still shown
 * the old one, and has to look again. So has who finds that a token which was free is so no more.
 */
export async function lockRefreshToken(db: Db, hash: string): Promise<PresentedToken | undefined> {
  const [found] = await lockedRefreshToken(db).execute({ hash })
  return found?.session.endedAt ? (await lockedRefreshToken(db).execute({ hash }))[0] : found
}

/** Gives all tokens of a session to the one that follows it. */
export async function moveRefreshTokens(db: Db, from: SessionId, to: SessionId): Promise<void> {
  await db.update(refreshTokens).set({ sessionId: to }).where(eq(refreshTokens.sessionId, from))
}

/** What is to be known of a session to sign its next access token. */
export type RotatedSession = Pick<typeof sessions.$inferSelect, 'id' | 'amr' | 'provenAt' | 'expiresAt'>

/** A token presented for the first time, as nearly all are. */
export interface FreshToken {
  hash: string
  nextHash: string
  nextKeyId: string
  now: Date
}

// Those of `asked` that can be replaced, their sessions locked. One that somebody else holds is skipped and not waited
// for: two statements that hold several could wait for each other.
const replaceable = sql`select ${refreshTokens.hash}, asked."nextHash", asked."nextKeyId", asked."now",
    ${sessions.id}, ${sessions.customerId}, ${sessions.amr}, ${sessions.provenAt}, ${sessions.expiresAt}
  from ${refreshTokens} join asked on asked."hash" = ${refreshTokens.hash}
  join ${sessions} on ${sessions.id} = ${refreshTokens.sessionId}
  where ${refreshTokens.hash} = any(array(select "hash" from asked)) and ${refreshTokens.replacedAt} is null
    and ${sessions.endedAt} is null and ${sessions.expiresAt} > asked."now"
    and ${sessions.lastSeenAt} >= asked."now" - ${sql.raw(`interval '${SESSION_IDLE_MS / 1000} seconds'`)}
  for update of ${sql.identifier('sessions')} skip locked`

const rotatedTokens = prepared((db) => {
  const customers = customerRows(db)
  const asked = db.$with('asked', {}).as(
    sql`select * from jsonb_to_recordset(${parameter('given', 'jsonb')}) as given(
      "hash" text, "nextHash" text, "nextKeyId" text, "now" timestamptz)`,
  )
  const held = db.$with('held', {}).as(replaceable)
  // Asked once more: whoever had the session a moment ago may have replaced it.
  const replaced = db.$with('replaced', {}).as(
    sql`update ${refreshTokens} set replaced_at = held."now", next_key_id = held."nextKeyId" from held
      where ${refreshTokens.hash} = held."hash" and ${refreshTokens.replacedAt} is null returning held.*`,
  )
  const seen = db
    .$with('seen', {})
    .as(sql`update ${sessions} set last_seen_at = replaced."now" from replaced where ${sessions.id} = replaced.id`)
  const next = db.$with('next', {}).as(
    sql`insert into ${refreshTokens} (hash, session_id, issued_at)
      select "nextHash", id, "now" from replaced on conflict do nothing`,
  )
  // As they were when they were locked: what this statement reads of them is older.
  const session = {
    id: sql<SessionId>`replaced.id`,
    amr: sql<AuthenticationMethod>`replaced.amr`,
    provenAt: sql`replaced.proven_at`.mapWith(sessions.provenAt),
    expiresAt: sql`replaced.expires_at`.mapWith(sessions.expiresAt),
  }
  return db
    .with(asked, held, replaced, seen, next)
    .select({ hash: sql<string>`replaced.hash`, session, customer: customers._.selectedFields })
    .from(sql`replaced`)
    .innerJoin(customers, eq(customers.id, sql`replaced.customer_id`))
    .prepare('identity_rotate_refresh_tokens')
})

/**
 * Puts the next token in place of one that is presented for the first time, and notes that its session was seen; in
 * one statement with those of others. Out: whose it is; nothing when it was replaced before or its session is over,
 * or when somebody else is at the session just now: then `lockRefreshToken` waits for them.
 */
export const replaceRefreshToken = together(
  async (db, fresh: readonly FreshToken[]) => {
    const rows = await rotatedTokens(db).execute({ given: JSON.stringify(fresh) })
    const byHash = new Map(rows.map(({ hash, session, customer }) => [hash, { session, customer }]))
    return fresh.map(({ hash }) => byHash.get(hash))
  },
  { keyOf: ({ hash }) => hash },
)

/** Deletes so many refresh tokens that were traded for their successors before this moment. */
export function deleteSpentTokens(db: Db, before: Date, limit: number) {
  const { hash, replacedAt } = refreshTokens
  const spent = db.select({ hash }).from(refreshTokens).where(lt(replacedAt, before)).limit(limit)
  return db.delete(refreshTokens).where(inArray(hash, spent))
}
