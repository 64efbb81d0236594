import { type Ctx, type Pepper, sealCode } from '#platform'
import { countTaken, updateCameBack } from './store.ts'

/** Notes, in the caller's transaction, that the code sent under this key was typed in: its sendings were not in vain. */
export async function codeCameBack(ctx: Ctx, key: string, pepper: Pepper): Promise<void> {
  await updateCameBack(ctx.db, hashesOf(key, pepper), ctx.now())
}

/**
 * Whether a provider has taken the `nth` code under this key, whatever became of the process that sent it: whoever
 * finds its work half done need not send a second SMS (Y4).
 */
export async function hasTaken(ctx: Ctx, input: { key: string; nth: number }, pepper: Pepper): Promise<boolean> {
  return (await countTaken(ctx.db, hashesOf(input.key, pepper))) >= input.nth
}

// Sealed with whichever key was the newest then.
function hashesOf(key: string, pepper: Pepper): string[] {
  return pepper.map((one) => sealCode([one], 'sms.key', key))
}
