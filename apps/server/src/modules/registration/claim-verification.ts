import { type Ctx, hashToken } from '#platform'
import {
  claimBy,
  findNamed,
  insertChatVerification,
  isOpen,
  nameOfUsername,
  updateVerification,
  type Verification,
  type VerificationId,
  type VerificationStore,
} from '#verifications'

export interface ClaimVerification {
  /** The payload of `/start`, exactly as it came. */
  start: string
  telegramId: number
  username: string | null
}

export type Claimed = { id: VerificationId; verification: Verification } | 'unknown' | 'burnt' | 'other_name'

/**
 * Binds a verification to the Telegram id that opened its link. Opening it again changes
 * nothing; a second id ends it for both (S7); one that asks for a username is opened by nobody
 * else. Unknown, spent and expired are told apart from nothing.
 */
export function claimVerification(ctx: Ctx, input: ClaimVerification, store: VerificationStore): Promise<Claimed> {
  return claimById(ctx, { ...input, id: hashToken(input.start) as VerificationId }, store)
}

/**
 * Binds whatever waits for a code under somebody's username to them: they came to the bot
 * without a link (C9). Out: what they must be asked about, the latest first. A verification that
 * has sent its code already is not among them.
 */
export async function claimPending(
  ctx: Ctx,
  person: Omit<ClaimVerification, 'start'>,
  store: VerificationStore,
): Promise<Exclude<Claimed, string>[]> {
  if (person.username === null) return []
  const found = await findNamed(ctx, nameOfUsername(person.username), store)
  const waiting = found.filter(({ verification: { status, telegram } }) => {
    return status === 'pending' || (status === 'claimed' && telegram?.id === person.telegramId)
  })
  const claimed = await Promise.all(waiting.map(({ id }) => claimById(ctx, { ...person, id }, store)))
  return claimed.filter((each) => typeof each !== 'string')
}

async function claimById(
  ctx: Ctx,
  input: Omit<ClaimVerification, 'start'> & { id: VerificationId },
  store: VerificationStore,
): Promise<Claimed> {
  const { id } = input
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
