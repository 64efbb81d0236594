import { type Ctx, hashToken, type Limits, newCode, newToken, type Pepper, sealCode } from '#platform'
import { botUnknown } from '#registration'
import { type ChatLookup, codesToChat } from '#telegram'
import { findHolder, resendTooSoon } from '#verification-codes'
import {
  acknowledge,
  claimBy,
  findNamed,
  handOver,
  isOpen,
  type Named,
  nameOfUsername,
  pauseBeforeHanding,
  updateVerification,
  type Verification,
  type VerificationStore,
} from '#verifications'
import { nothingPending } from './errors.ts'

// Whoever waits is a bot in the middle of a dialogue.
const LOOKUP_MS = 5_000

export interface IssueCodePorts extends VerificationStore {
  limits: Limits
  pepper: Pepper
  lookup: ChatLookup
}

/**
 * Makes a new code for whoever has a username, for an external bot that has shown its secret to
 * hand it over (C5). It voids the one before, counts as a code sent, and is followed by the pause of a
 * resend (S16). The account will be that chat's (S10).
 *
 * Refuses with `registration.resend_too_soon` before its time; with `registration.nothing_pending` when no registration waits for this username, or no
 * chat that the bot knows has it now (S9): one answer. With `registration.bot_unknown` while
 * Telegram cannot be asked.
 */
export async function issueCodeForBot(
  ctx: Ctx,
  username: string,
  ports: IssueCodePorts,
): Promise<{ code: string; expiresAt: string }> {
  const named = await findNamed(ctx, nameOfUsername(username), ports)
  const pending = named.find(({ verification }) => verification.flow === 'contract_c')
  if (!pending) throw nothingPending()
  ensureTime(pending.verification, ctx.now())
  const lookup = { lookup: ports.lookup, signal: AbortSignal.timeout(LOOKUP_MS) }
  const holder = await findHolder(ctx, username, lookup)
  if (holder === 'away') throw botUnknown({ retryAfter: 5 })
  if (holder === 'nobody') throw nothingPending()
  await ports.limits.ensureAllowed(codesToChat, String(holder.chatId))

  const issued = await issue(ctx, { ...pending, chatId: holder.chatId, username }, ports)
  if (!issued) throw nothingPending()
  // By the one that got it: of many at once the others are told to wait, and cost the person nothing.
  await ports.limits.penalize(codesToChat, String(holder.chatId))
  // The audit of every code that was read (S9); the code itself is nobody's but the reader's.
  ctx.log.info({ telegramId: holder.chatId }, 'a code was handed to an external bot')
  return issued
}

function ensureTime(verification: Verification, now: Date): void {
  const waitMs = pauseBeforeHanding(verification, now)
  if (waitMs > 0) throw resendTooSoon({ retryAfter: Math.ceil(waitMs / 1000) })
}

/** Nothing when it is over by now, or bound to somebody else. */
async function issue(
  ctx: Ctx,
  { id, chatId, username }: Pick<Named, 'id'> & { chatId: number; username: string },
  ports: IssueCodePorts,
): Promise<{ code: string; expiresAt: string } | undefined> {
  const code = newCode(ctx.random)
  const sealed = { sealed: sealCode(ports.pepper, id, code), returnHash: hashToken(newToken(ctx.random)) }
  const isTheirs = ({ telegram }: Verification) => telegram === null || telegram.id === chatId
  const step = await updateVerification(ports, ctx, id, (verification) => {
    if (!isOpen(verification, ctx.now()) || !isTheirs(verification)) return undefined
    if (pauseBeforeHanding(verification, ctx.now()) > 0) return undefined
    return handOver(acknowledge(claimBy(verification, chatId, username)), sealed, ctx.now())
  })
  if (!step) return undefined
  if (step.after.code?.sealed === sealed.sealed) return { code, expiresAt: step.after.expiresAt }
  // Another call was quicker.
  if (isTheirs(step.after)) ensureTime(step.after, ctx.now())
  return undefined
}
