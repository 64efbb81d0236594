import type { Ctx } from '#platform'
import { deleteChat } from './store.ts'

/** Forgets a person that the bot has met; who writes again is met anew. */
export function forgetChat(ctx: Ctx) {
  return async ({ telegramId }: { telegramId: number | null }): Promise<void> => {
    if (telegramId !== null) await deleteChat(ctx.db, telegramId)
  }
}
