import { z } from 'zod'
import type { OpenedSession } from '#sessions'

/** A session as the kept contracts hand it out: system A's names, in the body. */
export const Tokens = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.literal('bearer'),
  expires_in: z.int(),
})

export function toTokens({ session, refreshToken }: OpenedSession): z.input<typeof Tokens> {
  return {
    access_token: session.accessToken,
    refresh_token: refreshToken,
    token_type: 'bearer',
    expires_in: session.expiresIn,
  }
}
