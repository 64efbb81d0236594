import { type Ctx, enqueue, hashToken } from '#platform'
import { recordContact } from '#registration'
import { sendCode } from '#verification-codes'
import {
  acknowledge,
  claimBy,
  findVerification,
  isCodeRefused,
  isOpen,
  type SharedContact,
  type Verification,
  type VerificationId,
  type VerificationStore,
} from '#verifications'
import { contactDiffers, verificationExpired } from './errors.ts'

export interface TakeContactFromBot {
  /** Contract B's session id, exactly as it came. */
  start: string
  telegramId: number
  username: string | null
  contact: SharedContact
}

/**
 * Takes a contact on the word of an external bot that has shown its secret (B3). The code is on
 * its way into that Telegram chat when this returns; called again with the same data it changes
 * nothing.
 *
 * Refuses with `registration.time_is_up` when the session is unknown, over or expired; with
 * `registration.contact_differs` when another contact was taken before, and then nothing
 * changes, or when the link was opened by somebody else before, which ends the session (S7).
 */
export async function takeContactFromBot(ctx: Ctx, input: TakeContactFromBot, store: VerificationStore): Promise<void> {
  const id = hashToken(input.start) as VerificationId
  const found = await findVerification(store.ephemeral, ctx, id)
  if (found?.flow !== 'contract_b') throw verificationExpired()
  const step = await recordContact(
    ctx,
    { id, verification: found, contact: input.contact, prepare: (verification) => claim(verification, input) },
    store,
  )
  // An answer lost on the way is asked for again, even when the code was typed meanwhile.
  const repeated = step?.after.status === 'verified' && isTold(step.after, input)
  if (!step || (!isOpen(step.before, ctx.now()) && !repeated)) throw verificationExpired()
  if (!isTold(step.after, input)) throw contactDiffers()
  if (step.after.delivered > 0) return
  // Also when it was taken before: killed in between, the bot comes again. The job has a name, for
  // a second code made beside one that is on its way would void it; one that was refused is made anew.
  const key = isCodeRefused(step.after) ? {} : { key: `${id} 1` }
  await enqueue(ctx, sendCode, { verificationId: id, nth: 1 }, key)
}

/** The first bot to tell binds it; after a contact nothing that is told changes it. */
function claim(verification: Verification, { telegramId, username }: TakeContactFromBot): Verification {
  if (verification.status !== 'pending' && verification.status !== 'claimed') return verification
  const claimed = claimBy(verification, telegramId, username)
  if (claimed.status !== 'claimed' || !claimed.telegram) return claimed
  return acknowledge({ ...claimed, telegram: { ...claimed.telegram, username } })
}

function isTold(verification: Verification, { telegramId, username, contact }: TakeContactFromBot): boolean {
  const { telegram, contactPhone, contactAnonymous } = verification
  return (
    telegram?.id === telegramId &&
    telegram.username === username &&
    contactPhone === contact.phone &&
    contactAnonymous === contact.anonymous
  )
}
