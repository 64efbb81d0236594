import { type CustomerId, findFamily } from '#identity'
import type { Ctx } from '#platform'
import { deletePromisedId } from './promised-ids.ts'
import {
  deleteChatVerification,
  deleteVerifications,
  findChatVerification,
  findOutcomesOf,
  type VerificationStore,
} from './store.ts'

/**
 * Removes what is held of the proofs of somebody who was erased (Y7): those that ended in their account,
 * or in one that became part of it, the one that their chat is about, and the id promised to their
 * Telegram. One that was begun and never finished may be anybody's, whatever was typed in it, and ends
 * by itself. Done twice it is done once.
 */
export function forgetVerifications(ctx: Ctx, store: VerificationStore) {
  const { ephemeral } = store
  return async ({ customerId, telegramId }: { customerId: CustomerId; telegramId: number | null }): Promise<void> => {
    const customerIds = await findFamily(ctx.db, customerId)
    await deleteVerifications(ephemeral, ctx, await findOutcomesOf(ctx.db, customerIds))
    if (telegramId === null) return
    const begun = await findChatVerification(ephemeral, ctx, telegramId)
    if (begun) await deleteVerifications(ephemeral, ctx, [begun])
    await deleteChatVerification(ephemeral, ctx, telegramId)
    await deletePromisedId(ctx, telegramId, store)
  }
}
