import { createHash, createHmac } from 'node:crypto'
import { type Ctx, type Ephemeral, hashToken, newToken } from '#platform'
import { OIDC_MS, readReturnPath } from './model.ts'
import type { OidcProvider } from './oidc-provider.ts'

export interface StartOidc {
  /** Of this browser, from a journey that it has begun in another tab. */
  browserSecret: string | undefined
  /** The page to come back to. */
  returnPath: string | undefined
}

export interface StartedOidc {
  /** Where the person goes now. */
  location: string
  /** For the browser's cookie: without it nobody comes back. */
  browserSecret: string
  expiresAt: Date
}

/** A journey to Telegram's sign-in. Holds no secret: those of the exchange are derived from the browser's. */
export interface Journey {
  browserHash: string
  returnPath: string
}

export interface OidcPorts {
  oidc: OidcProvider
  ephemeral: Ephemeral
}

/**
 * Begins a journey to Telegram's sign-in page, which only this browser can end (S3). Refuses with
 * `telegram_sign_in.provider_away` when there is no such page now, and leaves nothing behind then.
 */
export async function startOidc(ctx: Ctx, input: StartOidc, { oidc, ephemeral }: OidcPorts): Promise<StartedOidc> {
  const { browserSecret = newToken(ctx.random) } = input
  // Telegram takes short states only; these are 128 bits.
  const state = ctx.random(16).toString('base64url')
  const { verifier, nonce } = secretsOf(browserSecret, state)
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const location = await oidc.authorizationUrl({ state, nonce, challenge })

  const expiresAt = new Date(ctx.now().getTime() + OIDC_MS)
  const journey: Journey = { browserHash: hashToken(browserSecret), returnPath: readReturnPath(input.returnPath) }
  if (!(await ephemeral.put(ctx, journeyKey(state), journey, expiresAt))) throw new Error('a state was drawn twice')
  return { location, browserSecret, expiresAt }
}

export const journeyKey = (state: string) => `telegram-oidc:${hashToken(state)}`

/** The PKCE verifier and the nonce of one journey: known to whoever has both the cookie and the state. */
export function secretsOf(browserSecret: string, state: string): { verifier: string; nonce: string } {
  const derive = (what: string) => createHmac('sha256', browserSecret).update(`${what}\0${state}`).digest('base64url')
  return { verifier: derive('verifier'), nonce: derive('nonce').slice(0, 22) }
}
