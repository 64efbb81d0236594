import { type Ctx, transact } from '#platform'
import { noticeStale } from './errors.ts'
import type { CustomerId } from './model.ts'
import { endSessions, lockCustomer, updateCustomer } from './store.ts'

export interface DisownPassword {
  customerId: CustomerId
  /** The moment the notice names: a password set since is not the one disowned. */
  setAt: Date
  /** Who pressed «Not me». */
  telegramId: number
}

/**
 * Undoes a password that the owner did not set: it is removed and every session ends (S2).
 * Pressed twice, it is done once. Refuses with `identity.notice_stale` when somebody else
 * pressed, or when the password has changed since.
 */
export async function disownPassword(ctx: Ctx, input: DisownPassword): Promise<void> {
  await transact(ctx, async (ctx) => {
    const customer = await lockCustomer(ctx.db, input.customerId)
    if (customer?.telegramId !== input.telegramId) throw noticeStale()
    if (customer.passwordSetAt === null) return
    if (customer.passwordSetAt.getTime() !== input.setAt.getTime()) throw noticeStale()

    const now = ctx.now()
    await updateCustomer(ctx.db, customer.id, { passwordHash: null, passwordSetAt: null, updatedAt: now })
    await endSessions(ctx.db, customer.id, now, 'all')
  })
}
