import { eq, inArray, lt, sql } from 'drizzle-orm'
import { customerRows } from '#identity'
import { type Db, parameter, prepared, together } from '#platform'
import { SESSION_IDLE_MS, type SessionId } from './model.ts'
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
 * Locks the session of a refresh token, so that of many presenters each sees the one before. A
 * session that another one follows takes its tokens along: whoever waited for that is still shown
 * the old one, and has to look again.
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

const rotatedTokens = prepared((db) => {
  const customers = customerRows(db)
  const { id, amr, provenAt, expiresAt } = sessions
  const asked = db.$with('asked', {}).as(
    sql`select * from jsonb_to_recordset(${parameter('given', 'jsonb')}) as given(
      "hash" text, "nextHash" text, "nextKeyId" text, "now" timestamptz)`,
  )
  // A session that somebody else holds is theirs: waited for here, two who lock several could wait for each other.
  const held = db.$with('held', {}).as(
    sql`select ${refreshTokens.hash}, asked."nextHash", asked."nextKeyId", asked."now"
      from ${refreshTokens} join asked on asked."hash" = ${refreshTokens.hash}
      join ${sessions} on ${sessions.id} = ${refreshTokens.sessionId}
      where ${refreshTokens.hash} = any(array(select "hash" from asked)) and ${refreshTokens.replacedAt} is null
        and ${sessions.endedAt} is null and ${sessions.expiresAt} > asked."now"
        and ${sessions.lastSeenAt} >= asked."now" - ${sql.raw(`interval '${SESSION_IDLE_MS / 1000} seconds'`)}
      for update of ${sql.identifier('sessions')} skip locked`,
  )
  // Asked once more: whoever had the session a moment ago may have replaced it.
  const replaced = db.$with('replaced', {}).as(
    sql`update ${refreshTokens} set replaced_at = held."now", next_key_id = held."nextKeyId" from held
      where ${refreshTokens.hash} = held."hash" and ${refreshTokens.replacedAt} is null
      returning ${refreshTokens.hash}, ${refreshTokens.sessionId}, held."nextHash", held."now"`,
  )
  const seen = db
    .$with('seen', {})
    .as(
      sql`update ${sessions} set last_seen_at = replaced."now" from replaced where ${sessions.id} = replaced.session_id`,
    )
  const next = db.$with('next', {}).as(
    sql`insert into ${refreshTokens} (hash, session_id, issued_at)
      select "nextHash", session_id, "now" from replaced on conflict do nothing`,
  )
  return db
    .with(asked, held, replaced, seen, next)
    .select({
      hash: sql<string>`replaced.hash`,
      session: { id, amr, provenAt, expiresAt },
      customer: customers._.selectedFields,
    })
    .from(sql`replaced`)
    .innerJoin(sessions, eq(sessions.id, sql`replaced.session_id`))
    .innerJoin(customers, eq(customers.id, sessions.customerId))
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
