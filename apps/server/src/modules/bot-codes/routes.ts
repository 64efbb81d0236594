import { RedeemBotCode, Session } from '@vitrina/contract'
import { addressKey, type Ctx, type Routes } from '#platform'
import { type SessionSender, sendSession } from '#sessions'
import { type RedeemPorts, redeemCode } from './redeem-code.ts'

export interface BotCodesPorts extends RedeemPorts {
  sender: SessionSender
}

/** The native call: the code from the bot, typed on the site. */
export function botCodeRoutes(ctx: Ctx, ports: BotCodesPorts): Routes {
  return async (server) => {
    server.post(
      '/api/auth/bot-code',
      {
        schema: {
          tags: ['auth'],
          summary: 'Trade a code from the bot for a session',
          body: RedeemBotCode,
          response: { 200: Session },
        },
      },
      async (request, reply) => {
        const { body, locale, client: device } = request
        const input = { ...body, locale, device, address: addressKey(request.ip) }
        const { opened } = await redeemCode(ctx, input, ports)
        return sendSession(request, reply, opened, ports.sender)
      },
    )
  }
}
