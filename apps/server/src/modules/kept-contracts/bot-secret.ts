import type { FastifyRequest } from 'fastify'
import { addressKey, type Limits, sameSecret } from '#platform'
import { botSecretRejected } from './errors.ts'
import { badSecrets } from './limits.ts'

/**
 * The guard of calls that only a bot may make (S8): to be run before the body, for to a stranger
 * even its faults are none of his business. The secret is compared in constant time, wrong ones
 * are counted, and none is ever logged. Refuses with `registration.bot_secret_rejected`.
 */
export async function requireBotSecret(
  request: FastifyRequest,
  { botSecret, flood }: { botSecret: string | undefined; flood: Limits },
): Promise<void> {
  const given = request.headers['x-bot-secret']
  if (botSecret !== undefined && typeof given === 'string' && sameSecret(given, botSecret)) return
  await flood.consume(badSecrets, addressKey(request.ip))
  throw botSecretRejected()
}
