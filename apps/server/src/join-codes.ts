import { type BotCodeCarrier, makeSendBotCode, sendBotCode } from '#bot-codes'
import { deliverMail, makeDeliverMail } from '#mail'
import type { Ctx, JobQueue } from '#platform'
import type { ChatLookup } from '#telegram'
import { type CodeCarriers, makeOfferCode, makeSendCode, offerCode, sendCode } from '#verification-codes'
import type { Ports } from './ports.ts'

interface Carrying {
  ports: Ports
  lookup: ChatLookup
  carriers: CodeCarriers
  carryCode: BotCodeCarrier
}

/** Codes on their way, and the letters that keep no secret. */
export function joinCodes(ctx: Ctx, queue: JobQueue, { ports, lookup, carriers, carryCode }: Carrying): void {
  queue.work(deliverMail, makeDeliverMail(ctx, ports.mailer))
  queue.work(sendCode, makeSendCode(ctx, { ...ports, carriers }))
  queue.work(offerCode, makeOfferCode(ctx, { ...ports, lookup }))
  queue.work(sendBotCode, makeSendBotCode(ctx, { ...ports, carrier: carryCode }))
}
