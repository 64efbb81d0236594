import { record } from '#audit'
import { type CustomerId, isLive, lockCustomer, noticeStale, updatePassword } from '#identity'
import { type Ctx, transact } from '#platform'
import { endSessions, findSession, type SessionId } from '#sessions'

export interface DisownPassword {
  customerId: CustomerId
  /** The moment the notice names: a password set since is not the one disowned. */
  setAt: Date
}

/**
 * Undoes a password that the owner did not set: it is removed and every session ends (S2).
 * Done twice it is done once. Refuses with `identity.notice_stale` when the password has changed
 * since. Who may ask for it is the notice's business.
 */
export async function disownPassword(ctx: Ctx, input: DisownPassword): Promise<void> {
  await transact(ctx, async (ctx) => {
    const customer = await lockCustomer(ctx.db, input.customerId)
    if (!customer || !isLive(customer)) throw noticeStale()
    if (customer.passwordSetAt === null) return
    if (customer.passwordSetAt.getTime() !== input.setAt.getTime()) throw noticeStale()
    await removePassword(ctx, customer.id)
    await endSessions(ctx.db, customer.id, ctx.now(), 'all')
  })
}

export interface DisownSession {
  customerId: CustomerId
  /** Nothing when it ended by itself. */
  sessionId: SessionId | null
}

/**
 * Undoes a sign-in that was not the owner's: that session ends and all others with it, and the
 * password too when it was what opened the door or was set since. Refuses with `identity.notice_stale` when the
 * account is gone.
 */
export async function disownSession(ctx: Ctx, { customerId, sessionId }: DisownSession): Promise<void> {
  await transact(ctx, async (ctx) => {
    const customer = await lockCustomer(ctx.db, customerId)
    if (!customer || !isLive(customer)) throw noticeStale()
    const session = sessionId === null ? undefined : await findSession(ctx.db, sessionId)
    // One that was set since may be the stranger's own: it would let them in again.
    const isTheirs = (setAt: Date) => session && (session.amr === 'pwd' || setAt > session.createdAt)
    if (customer.passwordSetAt && isTheirs(customer.passwordSetAt)) await removePassword(ctx, customerId)
    await endSessions(ctx.db, customerId, ctx.now(), 'all')
    await record(ctx, { actor: { kind: 'stranger' }, customerId, act: 'sessions_ended' })
  })
}

async function removePassword(ctx: Ctx, customerId: CustomerId): Promise<void> {
  await updatePassword(ctx.db, customerId, null, ctx.now())
  await record(ctx, { actor: { kind: 'stranger' }, customerId, act: 'password_disowned' })
}
