import { findCustomerByProof } from '#identity'
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
import type { Sms } from '#sms'
import {
  type Channel,
  findVerification,
  isOpen,
  issueCode,
  markDelivered,
  markRefused,
  noteCarrier,
  proofOf,
  recipientOf,
  updateVerification,
  type Verification,
  type VerificationId,
  type VerificationStore,
} from '#verifications'

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
  // Behind a slow Telegram a code waits for its turn with nineteen others: it is late, and not dead.
  expireInSeconds: 300,
  isRemembered: true,
})

/** What a carrier is given of a code; it forms the words and knows its channel, and keeps nothing. */
export interface CodeMessage {
  id: VerificationId
  verification: Verification
  code: string
  /** Of the site, with a secret in its fragment; of use in the starting browser only. */
  returnPath: string
  nth: number
}

/** Takes one code to its recipient. A channel that is not configured has no carrier. */
export type CodeCarrier = (ctx: Ctx, message: CodeMessage, signal: AbortSignal) => Promise<Carried>

/** `carriedBy`: through which of several providers, where a channel has them. */
export type Carried = Delivery & { carriedBy?: string | undefined }

export type CodeCarriers = { [channel in Channel]?: CodeCarrier | undefined }

export interface SendCodePorts extends VerificationStore {
  pepper: Pepper
  carriers: CodeCarriers
  sms?: Pick<Sms, 'hasTaken'> | undefined
}

// A fresh code voids the one before, so a doubtful try is repeated only twice.
const MAX_DOUBTFUL_CODES = 2
const DOUBTFUL_DELAY_SECONDS = 5

/** Makes a code, keeps its hash, sends it, and tells the waiting page. */
export function makeSendCode(ctx: Ctx, ports: SendCodePorts): Handler<SendCode> {
  const ordered = inOrder()
  return (data, { signal }) => ordered(data.verificationId, () => send(ctx, data, ports, signal))
}

async function send(ctx: Ctx, data: SendCode, ports: SendCodePorts, signal: AbortSignal): Promise<void> {
  const { verificationId: id, nth } = data
  const found = await findVerification(ports.ephemeral, ctx, id)
  const recipient = found && recipientOf(found)
  if (!recipient || !isOpen(found, ctx.now()) || found.delivered >= nth) return
  // Killed between a provider's yes and our own note of it: the code of that SMS is still the one that fits.
  const wasTaken =
    found.sent >= nth && recipient.channel === 'sms' && (await ports.sms?.hasTaken(ctx, { key: id, nth }))
  if (wasTaken) return settle(ctx, data, { outcome: 'delivered' }, ports)

  const code = newCode(ctx.random)
  const returnSecret = newToken(ctx.random)
  const sealed = { sealed: sealCode(ports.pepper, id, code), returnHash: hashToken(returnSecret) }
  const issued = await updateVerification(ports, ctx, id, (verification) =>
    isOpen(verification, ctx.now()) && verification.sent <= nth
      ? issueCode(verification, nth, sealed, ctx.now())
      : undefined,
  )
  if (issued?.after.code?.sealed !== sealed.sealed) return

  const message = { id, verification: found, code, returnPath: `/auth/return#${id}.${returnSecret}`, nth }
  const delivery = (await isOwed(ctx, found))
    ? await carry(ctx, recipient.channel, message, { ...ports, signal })
    : ({ outcome: 'delivered' } as const)
  await settle(ctx, data, delivery, ports)
}

/** A new password is only for whoever has an account; to all others the page says the same, and nothing goes out (S17). */
async function isOwed(ctx: Ctx, verification: Verification): Promise<boolean> {
  const proof = proofOf(verification)
  if (verification.purpose !== 'reset_password' || !proof) return true
  return (await findCustomerByProof(ctx.db, proof)) !== undefined
}

function carry(
  ctx: Ctx,
  channel: Channel,
  message: CodeMessage,
  { carriers, signal }: Pick<SendCodePorts, 'carriers'> & { signal: AbortSignal },
): Promise<Carried> {
  const carrier = carriers[channel]
  // Taken out of the configuration since it was asked for.
  if (!carrier) return Promise.resolve({ outcome: 'refused', blocked: false, description: `no ${channel}` })
  return carrier(ctx, message, signal)
}

async function settle(ctx: Ctx, data: SendCode, delivery: Carried, ports: SendCodePorts): Promise<void> {
  if (delivery.outcome === 'refused') {
    ctx.log.warn({ description: delivery.description }, 'a code was refused where it should go')
    await updateVerification(ports, ctx, data.verificationId, (verification) => markRefused(verification, data.nth))
    return
  }
  const later = (seconds: number) => new Date(ctx.now().getTime() + seconds * 1000)
  if (delivery.outcome === 'not_done') {
    if (delivery.retryAfterSeconds === undefined) throw new Error('a code cannot be sent now')
    return enqueue(ctx, sendCode, data, { startAfter: later(delivery.retryAfterSeconds) })
  }
  const doubtful = (data.doubtful ?? 0) + 1
  const goesOn = delivery.outcome === 'doubtful' && doubtful <= MAX_DOUBTFUL_CODES
  if (goesOn) await enqueue(ctx, sendCode, { ...data, doubtful }, { startAfter: later(DOUBTFUL_DELAY_SECONDS) })
  // A doubtful one may have arrived, so the page may ask for it; it counts as delivered only when it did.
  await updateVerification(ports, ctx, data.verificationId, (verification) =>
    noteCarrier(markDelivered(verification, goesOn ? data.nth - 1 : data.nth), delivery.carriedBy),
  )
}
