import { type Ctx, enqueue, type Handler, job, type Limits, Refusal } from '#platform'
import { type ChatLookup, codesToChat } from '#telegram'
import {
  findVerification,
  isOpen,
  offerTo,
  updateVerification,
  type VerificationId,
  type VerificationStore,
} from '#verifications'
import { sendCode } from './jobs.ts'
import { findHolder } from './username-holder.ts'

export interface OfferCode {
  verificationId: VerificationId
}

export const offerCode = job<OfferCode>('registration.offer-code', {
  retryLimit: 100,
  retryDelaySeconds: 1,
  retryDelayMaxSeconds: 10,
})

export interface OfferCodePorts extends VerificationStore {
  limits: Limits
  lookup: ChatLookup
}

/**
 * Sends a code for a username to the chat that has it, if the bot knows one (C9). Telegram is
 * asked first whether the name is still theirs: it may have been handed on since they wrote, and
 * then nobody is told (S10). From here the verification is bound to that chat's id. Past what one chat
 * may be sent it is not written to (S16); its owner still finds the code by opening the bot.
 */
export function makeOfferCode(ctx: Ctx, ports: OfferCodePorts): Handler<OfferCode> {
  return async ({ verificationId: id }, { signal }) => {
    const found = await findVerification(ports.ephemeral, ctx, id)
    const username = found?.claim.telegramUsername
    if (!found || !username || !isOpen(found, ctx.now())) return
    const holder = await findHolder(ctx, username, { lookup: ports.lookup, signal })
    if (holder === 'nobody') return
    if (holder === 'away') throw new Error('Telegram cannot be asked who has a name')
    if (found.telegram === null && !(await countFirst(holder.chatId, ports.limits))) return
    const step = await updateVerification(ports, ctx, id, (verification) =>
      isOpen(verification, ctx.now()) ? offerTo(verification, holder.chatId) : undefined,
    )
    const telegram = step?.after.telegram
    // Also when it was bound before: killed in between, this job comes again.
    if (telegram?.unasked && telegram.id === holder.chatId)
      await enqueue(ctx, sendCode, { verificationId: id, nth: 1 }, { key: `${id} 1` })
  }
}

/** Counted before it is bound: of many offers at once each finds the others counted. */
async function countFirst(chatId: number, limits: Limits): Promise<boolean> {
  try {
    await limits.consume(codesToChat, String(chatId))
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}
