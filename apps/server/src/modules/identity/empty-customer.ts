import type { Ctx } from '#platform'
import { deleteOwnClaims } from './contact-claims.ts'
import { deleteChanges } from './identifier-changes.ts'
import type { CustomerId } from './model.ts'
import { updateCustomer } from './store.ts'

/** Leaves of a customer the bare row, for what points at it: no identifier, name, claim or password. */
export async function emptyCustomer(ctx: Ctx, id: CustomerId): Promise<void> {
  const now = ctx.now()
  await deleteOwnClaims(ctx.db, id, ['phone', 'email'])
  await deleteChanges(ctx.db, id)
  await updateCustomer(ctx.db, id, {
    ...{ name: '', marketing: false, cartReminders: false, telegramId: null, telegramUsername: null },
    ...{ phone: null, phoneVerifiedAt: null, email: null, emailVerifiedAt: null },
    ...{ passwordHash: null, passwordSetAt: null },
    updatedAt: now,
    erasedAt: now,
  })
}
