import { type Ctx, hashToken } from '#platform'
import { claimBy, isOpen, type Verification, type VerificationId } from './model.ts'
import { insertChatVerification, updateVerification, type VerificationStore } from './store.ts'

export interface ClaimVerification {
  /** The payload of `/start`, exactly as it came. */
  start: string
  telegramId: number
  username: string | null
}

export type Claimed = { id: VerificationId; verification: Verification } | 'unknown' | 'burnt' | 'other_name'

/**
 * Binds a verification to the Telegram id that opened its link. Opening it again changes
 * nothing; a second id ends it for both (S7); one that asks for a username is opened by nobody else. Unknown, spent and expired are told apart from
 * nothing.
 */
export async function claimVerification(
  ctx: Ctx,
  input: ClaimVerification,
  store: VerificationStore,
): Promise<Claimed> {
  const id = hashToken(input.start) as VerificationId
  const now = ctx.now()
  const step = await updateVerification(store, ctx, id, (verification) =>
    isOpen(verification, now) && isNamed(verification, input.username)
      ? claimBy(verification, input.telegramId, input.username)
      : undefined,
  )
  if (!step || !isOpen(step.before, now)) return 'unknown'
  if (!isNamed(step.before, input.username)) return 'other_name'
  if (step.after.status === 'denied') return 'burnt'
  await insertChatVerification(store.ephemeral, ctx, input.telegramId, id, new Date(step.after.expiresAt))
  return { id, verification: step.after }
}

/** By a username only whoever has it now can open it; names are handed on, ids are not (S10). */
function isNamed({ method, claim }: Verification, username: string | null): boolean {
  return method !== 'telegram_code' || username?.toLowerCase() === claim.telegramUsername
}
