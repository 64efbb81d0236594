import type { Ctx } from '#platform'
import { type CodeStore, deleteCodes } from './store.ts'

/** Removes the code and the offer of somebody who was erased, with the number they are for (Y7). */
export function forgetBotCodes(ctx: Ctx, store: CodeStore) {
  return async ({ telegramId }: { telegramId: number | null }): Promise<void> => {
    if (telegramId !== null) await deleteCodes(store, ctx, telegramId)
  }
}
