import { record } from '#audit'
import { type CustomerId, type CustomerRow, lockFamily, noticeStale, updatePassword } from '#identity'
import { type Ctx, transact } from '#platform'
import { endSessions, findSession, type SessionId } from '#sessions'

export interface DisownPassword {
  customerId: CustomerId
  /** The moment the notice names: a password set since is not the one disowned. */
  setAt: Date
}

/**
 * Undoes a password that the owner did not set: it is removed and every session ends (S2), from
 * the account, too, that inherited it when the two were joined. Done twice it is done once.
 * Refuses with `identity.notice_stale` when the password has changed since. Who may ask for it is
 * the notice's business.
 */
export async function disownPassword(ctx: Ctx, input: DisownPassword): Promise<void> {
  await transact(ctx, async (ctx) => {
    const family = await lockFamily(ctx.db, input.customerId)
    const named = family?.all.find(({ id }) => id === input.customerId)
    if (!family || !named) throw noticeStale()
    if (named.passwordSetAt === null) return
    if (named.passwordSetAt.getTime() !== input.setAt.getTime()) throw noticeStale()
    await removePasswords(ctx, [named], family.all)
    await endSessions(ctx.db, family.live.id, ctx.now(), 'all')
  })
}

export interface DisownSession {
  customerId: CustomerId
  /** Nothing when it ended by itself. */
  sessionId: SessionId | null
}

/**
 * Undoes a sign-in that was not the owner's: that session ends and all others with it, and the
 * password too when it was what opened the door or was set since. Of an account that was joined
 * since, those of the one that it is part of. Refuses with `identity.notice_stale` when the account
 * is gone.
 */
export async function disownSession(ctx: Ctx, { customerId, sessionId }: DisownSession): Promise<void> {
  await transact(ctx, async (ctx) => {
    const family = await lockFamily(ctx.db, customerId)
    if (!family) throw noticeStale()
    const session = sessionId === null ? undefined : await findSession(ctx.db, sessionId)
    // One that was set since may be the stranger's own: it would let them in again.
    const isTheirs = ({ id, passwordSetAt: setAt }: CustomerRow) =>
      session && setAt && ((session.amr === 'pwd' && id === customerId) || setAt > session.createdAt)
    const { live, all } = family
    const known = all.filter((one) => (one.id === customerId || one.id === live.id) && isTheirs(one))
    await removePasswords(ctx, known, all)
    await endSessions(ctx.db, live.id, ctx.now(), 'all')
    await record(ctx, { actor: { kind: 'stranger' }, customerId: live.id, act: 'sessions_ended' })
  })
}

/** From these accounts, and from whoever has the very same by a join. */
async function removePasswords(ctx: Ctx, known: readonly CustomerRow[], family: readonly CustomerRow[]): Promise<void> {
  const hashes = known.map(({ passwordHash }) => passwordHash)
  for (const { id: customerId } of family.filter(({ passwordHash }) => hashes.includes(passwordHash))) {
    await updatePassword(ctx.db, customerId, null, ctx.now())
    await record(ctx, { actor: { kind: 'stranger' }, customerId, act: 'password_disowned' })
  }
}
