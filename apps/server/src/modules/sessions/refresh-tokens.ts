import { eq, inArray, lt, sql } from 'drizzle-orm'
import { customerRows } from '#identity'
import { type Db, parameter, prepared } from '#platform'
import type { SessionId } from './model.ts'
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

const rotatedRefreshToken = prepared((db) => {
  const now = parameter('now', 'timestamptz')
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
          hash: parameter('nextHash', 'text').as('hash'),
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

/** Deletes so many refresh tokens that were traded for their successors before this moment. */
export function deleteSpentTokens(db: Db, before: Date, limit: number) {
  const { hash, replacedAt } = refreshTokens
  const spent = db.select({ hash }).from(refreshTokens).where(lt(replacedAt, before)).limit(limit)
  return db.delete(refreshTokens).where(inArray(hash, spent))
}
