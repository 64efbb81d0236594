import type { PasskeyRequest } from '@vitrina/contract'
import { type Ctx, newToken } from '#platform'
import { issueChallenge } from './challenges.ts'
import { CHALLENGE_MS } from './model.ts'
import type { PasskeyPorts } from './ports.ts'

/**
 * Draws what a browser needs to ask for any passkey of this shop: nobody says who they are.
 * `browser` is its secret from before, kept so that two tabs of it can both wait for a passkey.
 */
export async function requestSignIn(
  ctx: Ctx,
  input: { browser: string | undefined },
  { ephemeral, party }: Pick<PasskeyPorts, 'ephemeral' | 'party'>,
): Promise<{ options: PasskeyRequest; browser: string }> {
  const browser = input.browser ?? newToken(ctx.random)
  const purpose = { act: 'sign-in', holder: browser } as const
  const challenge = await issueChallenge(ctx, { purpose, value: true }, ephemeral)
  return { browser, options: { challenge, rpId: party.id, timeout: CHALLENGE_MS, userVerification: 'required' } }
}
