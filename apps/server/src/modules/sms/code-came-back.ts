import { type Ctx, type Pepper, sealCode } from '#platform'
import { updateCameBack } from './store.ts'

/** Notes, in the caller's transaction, that the code sent under this key was typed in: its sendings were not in vain. */
export async function codeCameBack(ctx: Ctx, key: string, pepper: Pepper): Promise<void> {
  // Sealed with whichever key was the newest then.
  const hashes = pepper.map((one) => sealCode([one], 'sms.key', key))
  await updateCameBack(ctx.db, hashes, ctx.now())
}
