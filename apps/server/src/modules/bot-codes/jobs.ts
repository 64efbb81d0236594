import { type Ctx, type Delivery, enqueue, type Handler, inOrder, job } from '#platform'
import { type IssuePorts, issueCode } from './issue-code.ts'
import { type CodeRequest, markDelivered } from './model.ts'
import { findOffer, updateOffer } from './store.ts'

export interface SendBotCode {
  telegramId: number
  /** Which of the numbers that this person sent it answers, from 1: repeated, it sends nothing twice. */
  nth: number
  doubtful?: number
}

/** Its data holds no code and no number: the code is made at the moment of sending (S18). */
export const sendBotCode = job<SendBotCode>('bot-codes.send', {
  retryLimit: 100,
  retryDelaySeconds: 1,
  retryDelayMaxSeconds: 10,
  // Behind a slow Telegram a code waits for its turn with nineteen others: it is late, and not dead.
  expireInSeconds: 300,
})

/** Takes a code into its chat, forms the words, and keeps nothing. */
export type BotCodeCarrier = (
  ctx: Ctx,
  message: { request: CodeRequest; code: string },
  signal: AbortSignal,
) => Promise<Delivery>

export interface SendBotCodePorts extends IssuePorts {
  carrier: BotCodeCarrier
}

// A fresh code voids the one before, so a doubtful try is repeated only twice.
const MAX_DOUBTFUL_CODES = 2
const DOUBTFUL_DELAY_SECONDS = 5

/** Makes a code for the number that the person last sent, and sends it. */
export function makeSendBotCode(ctx: Ctx, ports: SendBotCodePorts): Handler<SendBotCode> {
  const ordered = inOrder()
  return (data, { signal }) => ordered(data.telegramId, () => send(ctx, data, ports, signal))
}

async function send(ctx: Ctx, data: SendBotCode, ports: SendBotCodePorts, signal: AbortSignal): Promise<void> {
  const offer = await findOffer(ports, ctx, data.telegramId)
  if (!offer?.request || offer.delivered >= data.nth) return
  const { request, asked } = offer
  const code = await issueCode(ctx, request, ports)
  const delivery = await ports.carrier(ctx, { request, code }, signal)
  await settle(ctx, { ...data, asked }, delivery, ports)
}

async function settle(
  ctx: Ctx,
  { asked, ...data }: SendBotCode & { asked: number },
  delivery: Delivery,
  ports: SendBotCodePorts,
): Promise<void> {
  if (delivery.outcome === 'refused') {
    return ctx.log.warn({ description: delivery.description }, 'a code was refused by Telegram')
  }
  const later = (seconds: number) => new Date(ctx.now().getTime() + seconds * 1000)
  if (delivery.outcome === 'not_done') {
    if (delivery.retryAfterSeconds === undefined) throw new Error('a code cannot be sent now')
    return enqueue(ctx, sendBotCode, data, { startAfter: later(delivery.retryAfterSeconds) })
  }
  const doubtful = (data.doubtful ?? 0) + 1
  if (delivery.outcome === 'doubtful' && doubtful <= MAX_DOUBTFUL_CODES) {
    return enqueue(ctx, sendBotCode, { ...data, doubtful }, { startAfter: later(DOUBTFUL_DELAY_SECONDS) })
  }
  // The number sent last is the one that has its code, whichever of several jobs it was.
  await updateOffer(ports, ctx, data.telegramId, (offer) => markDelivered(offer, asked, ctx.now()))
}
