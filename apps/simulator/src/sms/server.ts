import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { World } from '../world/world.ts'
import { openAccounts } from './accounts.ts'
import { type SmsApi, type SmsDesk, SmsRefused, type SmsReply } from './api.ts'
import { birdApi } from './apis/bird.ts'
import { telegramGatewayApi } from './apis/telegram-gateway.ts'
import { twilioApi } from './apis/twilio.ts'
import { vonageApi } from './apis/vonage.ts'
import type { SmsFaults } from './faults.ts'
import { deliverSms } from './records.ts'

export const smsApis: readonly SmsApi[] = [twilioApi, vonageApi, birdApi, telegramGatewayApi]

/** Below this, each provider under its own name stands for its server. */
export const smsRoot = '/sms'

/** Serves the four providers' APIs. */
export function serveSms(world: World, faults: SmsFaults) {
  return async (server: FastifyInstance): Promise<void> => {
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    for (const api of smsApis) {
      server.post(`${smsRoot}/${api.provider}${api.url}`, (request, reply) =>
        serve(api, { world, faults }, request, reply),
      )
    }
  }
}

async function serve(
  api: SmsApi,
  { world, faults }: { world: World; faults: SmsFaults },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const fault = faults.of(api.provider)
  if (fault?.kind === 'down') return reply.code(503).type('text/html').send('<html>503 Service Unavailable</html>')
  if (fault?.kind === 'garbage') return reply.code(200).type('text/html').send('<html>Welcome!</html>')
  if (fault?.kind === 'refusing') return send(reply, api.refusing)
  if (fault?.kind === 'limited') return send(reply, api.limited)
  if (fault?.kind === 'slow') await delay(fault.delayMs)

  const trouble = (phone: string) => faults.ofNumber(phone, api.provider)
  const desk = { world, accounts: await openAccounts(world), trouble }
  const answer = answerWith(api, request, desk)
  if (answer.message) deliverSms(world, answer.message)
  if (fault?.kind === 'lost') {
    reply.hijack()
    request.raw.socket.destroy()
    return reply
  }
  return send(reply, answer)
}

function answerWith(api: SmsApi, { headers, params, body }: FastifyRequest, desk: SmsDesk): SmsReply {
  try {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
    return api.answer({ headers, params: params as Record<string, string>, body: bytes }, desk)
  } catch (error) {
    if (error instanceof SmsRefused) return error.reply
    throw error
  }
}

function send(reply: FastifyReply, { status, body, headers = {} }: SmsReply): FastifyReply {
  return reply
    .code(status)
    .headers({ 'content-type': 'application/json', ...headers })
    .send(JSON.stringify(body))
}
