import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import type { Log } from '#platform'
import { readIdToken } from './id-token.ts'
import type { OidcClaims } from './model.ts'
import { ask, away, DEADLINE_MS, reject } from './oidc-call.ts'

export interface OidcOptions {
  issuer: string
  clientId: string
  clientSecret: string
  /** Where Telegram sends people back; it must be known there. */
  redirectUri: string
  log: Log
}

/** Telegram's sign-in over OpenID Connect (Y1). Refuses with `provider_away` when it does not answer. */
export interface OidcProvider {
  /** Where a person goes to sign in. */
  authorizationUrl(asked: { state: string; nonce: string; challenge: string }): Promise<string>
  /** Trades the code a person came back with for what Telegram says of them. */
  redeem(
    returned: { code: string; iss?: string | undefined; verifier: string; nonce: string },
    now: Date,
  ): Promise<OidcClaims>
}

interface Discovered {
  metadata: z.output<typeof Metadata>
  keys: JWTVerifyGetKey
}

// Keys are looked at more often, and at once when an unknown one signs.
const DISCOVERY_MS = 3600_000
const SCOPES = ['openid', 'profile', 'phone', 'telegram:bot_access']
const Metadata = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  scopes_supported: z.array(z.string()).optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
})
const TokenAnswer = z.object({ id_token: z.string() })
/** `invalid_client` and its like, for the operator. */
const TokenRefusal = z.object({ error: z.string().regex(/^[a-z_]{1,40}$/) })

/**
 * Not by a library for clients: the one that is kept well refuses an audience that is a number, as
 * Telegram's may be, and judges by a clock of its own. What there is to check stands here, in a page.
 */
export function openOidcProvider(options: OidcOptions): OidcProvider {
  const discover = rememberedFor(DISCOVERY_MS, () => discoverProvider(options))
  return {
    async authorizationUrl(asked) {
      const { metadata } = await discover()
      return describeAuthorization(metadata, asked, options)
    },
    async redeem({ code, iss, verifier, nonce }, now) {
      const { metadata, keys } = await discover()
      // A code of another provider must not be shown to this one, nor the other way about (RFC 9207).
      const mustName = metadata.authorization_response_iss_parameter_supported === true
      if ((iss !== undefined || mustName) && iss !== options.issuer) throw reject(options.log, 'another issuer')
      const idToken = await trade(metadata, { code, verifier }, options)
      return readIdToken(idToken, { keys, nonce, now }, options)
    },
  }
}

async function discoverProvider({ issuer, log }: OidcOptions): Promise<Discovered> {
  const metadata = Metadata.safeParse(await ask(`${issuer}/.well-known/openid-configuration`, {}, log)).data
  if (metadata?.issuer !== issuer) throw reject(log, 'the description is not of this issuer')
  const { protocol } = new URL(issuer)
  const endpoints = [metadata.authorization_endpoint, metadata.token_endpoint, metadata.jwks_uri]
  if (endpoints.some((url) => new URL(url).protocol !== protocol))
    throw reject(log, 'an endpoint is not as safe as the issuer')
  const keySet = createRemoteJWKSet(new URL(metadata.jwks_uri), { timeoutDuration: DEADLINE_MS })
  const keys: JWTVerifyGetKey = (header, token) =>
    keySet(header, token).catch((error) => {
      throw error instanceof errors.JWKSNoMatchingKey ? error : away(log, error)
    })
  return { metadata, keys }
}

function describeAuthorization(
  metadata: Discovered['metadata'],
  { state, nonce, challenge }: { state: string; nonce: string; challenge: string },
  { clientId, redirectUri }: OidcOptions,
): string {
  const known = metadata.scopes_supported
  const url = new URL(metadata.authorization_endpoint)
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: SCOPES.filter((scope) => !known || known.includes(scope)).join(' '),
    state,
    nonce,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}

async function trade(
  metadata: Discovered['metadata'],
  { code, verifier }: { code: string; verifier: string },
  { clientId, clientSecret, redirectUri, log }: OidcOptions,
): Promise<string> {
  const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier }
  // As a form would write them (RFC 6749, 2.3.1): a secret may have a colon in it.
  const credentials = [clientId, clientSecret].map((part) =>
    new URLSearchParams({ part }).toString().slice('part='.length),
  )
  const answer = await ask(
    metadata.token_endpoint,
    {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(credentials.join(':')).toString('base64')}` },
      body: new URLSearchParams(form),
    },
    log,
  )
  const token = TokenAnswer.safeParse(answer).data
  if (!token) throw reject(log, TokenRefusal.safeParse(answer).data?.error ?? 'no token for the code')
  return token.id_token
}

/** What was found, for so long; those who ask meanwhile share one search, and a failed one is not kept. */
function rememberedFor<Found>(lifeMs: number, find: () => Promise<Found>): () => Promise<Found> {
  let kept: { found: Promise<Found>; until: number } | undefined
  return () => {
    if (kept && performance.now() < kept.until) return kept.found
    const mine = { found: find(), until: performance.now() + lifeMs }
    mine.found.catch(() => {
      if (kept === mine) kept = undefined
    })
    kept = mine
    return mine.found
  }
}
