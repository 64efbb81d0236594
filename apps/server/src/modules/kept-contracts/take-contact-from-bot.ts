import { type Ctx, enqueue, hashToken, type Limits } from '#platform'
import { recordContact } from '#registration'
import { codesToChat } from '#telegram'
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
 * changes, or when the link was opened by somebody else before, which ends the session (S7); with
 * the limit of codes to one chat (S16), and then the same may be told again later.
 */
export async function takeContactFromBot(
  ctx: Ctx,
  input: TakeContactFromBot,
  store: VerificationStore & { limits: Limits },
): Promise<void> {
  const id = hashToken(input.start) as VerificationId
  const found = await findVerification(store.ephemeral, ctx, id)
  if (found?.flow !== 'contract_b') throw verificationExpired()
  const chat = String(input.telegramId)
  if (isUntold(found)) await store.limits.ensureAllowed(codesToChat, chat)
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
  // By the one that was first to tell, so that a bot which tells it three times at once has asked for one code.
  if (isUntold(step.before)) await store.limits.consume(codesToChat, chat)
  // Also when it was taken before: killed in between, the bot comes again. The job has a name, for
  // a second code made beside one that is on its way would void it; one that was refused is made anew.
  const key = isCodeRefused(step.after) ? {} : { key: `${id} 1` }
  await enqueue(ctx, sendCode, { verificationId: id, nth: 1 }, key)
}

function isUntold({ status }: Verification): boolean {
  return status === 'pending' || status === 'claimed'
}

/** The first bot to tell binds it; after a contact nothing that is told changes it. */
function claim(verification: Verification, { telegramId, username }: TakeContactFromBot): Verification {
  if (!isUntold(verification)) return verification
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
