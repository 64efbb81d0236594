import {
  type Ctx,
  type Delivery,
  enqueue,
  type Handler,
  hashToken,
  inOrder,
  job,
  newCode,
  newToken,
  type Pepper,
  sealCode,
} from '#platform'
import { type TelegramSender, updateChat } from '#telegram'
import { isOpen, issueCode, markDelivered, type Verification, type VerificationId } from './model.ts'
import { findVerification, updateVerification, type VerificationStore } from './store.ts'

export interface SendCode {
  verificationId: VerificationId
  /** Which of the verification's codes this is, from 1: a repeated job cannot send the next one. */
  nth: number
  doubtful?: number
}

/** Its data never holds the code: that is made at the moment of sending (S18). */
export const sendCode = job<SendCode>('registration.send-code', {
  retryLimit: 100,
  retryDelaySeconds: 1,
  retryDelayMaxSeconds: 10,
})

export interface SendCodePorts extends VerificationStore {
  pepper: Pepper
  sender: TelegramSender
  /** The words and the button, in the person's language. */
  compose: (ctx: Ctx, verification: Verification, code: string, returnPath: string) => Promise<Record<string, unknown>>
}

// A fresh code voids the one before, so a doubtful try is repeated only twice.
const MAX_DOUBTFUL_CODES = 2
const DOUBTFUL_DELAY_MS = 5_000

/** Makes a code, keeps its hash, sends it, and tells the waiting page. */
export function makeSendCode(ctx: Ctx, ports: SendCodePorts): Handler<SendCode> {
  const ordered = inOrder()
  return (data, { signal }) => ordered(data.verificationId, () => send(ctx, data, ports, signal))
}

async function send(ctx: Ctx, data: SendCode, ports: SendCodePorts, signal: AbortSignal): Promise<void> {
  const { verificationId: id, nth } = data
  const found = await findVerification(ports.ephemeral, ctx, id)
  if (!found?.telegram || !isOpen(found, ctx.now()) || found.delivered >= nth) return

  const code = newCode(ctx.random)
  const returnSecret = newToken(ctx.random)
  const sealed = { sealed: sealCode(ports.pepper, id, code), returnHash: hashToken(returnSecret) }
  const issued = await updateVerification(ports, ctx, id, (verification) =>
    isOpen(verification, ctx.now()) && verification.sent <= nth
      ? issueCode(verification, nth, sealed, ctx.now())
      : undefined,
  )
  if (issued?.after.code?.sealed !== sealed.sealed) return

  const message = await ports.compose(ctx, found, code, `/auth/return#${id}.${returnSecret}`)
  const delivery = await ports.sender.call('sendMessage', message, signal)
  await settle(ctx, data, found.telegram.id, delivery, ports)
}

async function settle(
  ctx: Ctx,
  data: SendCode,
  chatId: number,
  delivery: Delivery,
  ports: SendCodePorts,
): Promise<void> {
  if (delivery.outcome === 'refused') {
    ctx.log.warn({ description: delivery.description }, 'Telegram refused to carry a code')
    if (delivery.blocked) await updateChat(ctx.db, chatId, { blockedAt: ctx.now() })
    return
  }
  if (delivery.outcome === 'not_done') {
    if (delivery.retryAfterSeconds === undefined) throw new Error('Telegram cannot be reached')
    return enqueue(ctx, sendCode, data, new Date(ctx.now().getTime() + delivery.retryAfterSeconds * 1000))
  }
  const doubtful = (data.doubtful ?? 0) + 1
  const goesOn = delivery.outcome === 'doubtful' && doubtful <= MAX_DOUBTFUL_CODES
  if (goesOn) await enqueue(ctx, sendCode, { ...data, doubtful }, new Date(ctx.now().getTime() + DOUBTFUL_DELAY_MS))
  // A doubtful one may have arrived, so the page may ask for it; it counts as delivered only when it did.
  await updateVerification(ports, ctx, data.verificationId, (verification) =>
    markDelivered(verification, goesOn ? data.nth - 1 : data.nth),
  )
}
