import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { z } from 'zod'
import { type Log, Refusal, sameSecret } from '#platform'
import { providerAway, providerRejected } from './errors.ts'
import { OidcClaims } from './model.ts'

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

const DEADLINE_MS = 5_000
// Keys are looked at more often, and at once when an unknown one signs.
const DISCOVERY_MS = 3600_000
// «none» and the symmetric ones prove nothing to whoever holds a public key.
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519']
const SCOPES = ['openid', 'profile', 'phone', 'telegram:bot_access']
const CLOCK_TOLERANCE_SECONDS = 30
// It was made for us a moment ago.
const MAX_TOKEN_AGE_SECONDS = 600

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

async function readIdToken(
  idToken: string,
  { keys, nonce, now }: { keys: JWTVerifyGetKey; nonce: string; now: Date },
  { issuer, clientId, log }: OidcOptions,
): Promise<OidcClaims> {
  try {
    const { payload } = await jwtVerify(idToken, keys, {
      algorithms: ALGORITHMS,
      issuer,
      currentDate: now,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      maxTokenAge: MAX_TOKEN_AGE_SECONDS,
      requiredClaims: ['aud', 'exp', 'iat', 'nonce', 'sub'],
    })
    if (!isFor(clientId, payload)) throw reject(log, 'a token for another client')
    if (!sameSecret(String(payload.nonce), nonce)) throw reject(log, 'a token of another journey')
    const claims = OidcClaims.safeParse(payload)
    if (!claims.success)
      throw reject(log, `claims: ${claims.error.issues.map(({ path }) => path.join('.')).join(', ')}`)
    return claims.data
  } catch (error) {
    throw error instanceof errors.JOSEError ? reject(log, error.code) : error
  }
}

/** Telegram's client id is a number, and may come as one. */
function isFor(clientId: string, { aud, azp }: { aud?: unknown; azp?: unknown }): boolean {
  const audiences = [aud].flat().map(String)
  if (azp !== undefined && String(azp) !== clientId) return false
  return audiences.length === 1 && audiences[0] === clientId
}

/** One call, with a deadline that holds for the body too. A refusal of theirs is an answer: the body says so. */
async function ask(url: string, request: RequestInit, log: Log): Promise<unknown> {
  const signal = AbortSignal.timeout(DEADLINE_MS)
  try {
    const response = await fetch(url, { ...request, redirect: 'error', signal })
    const text = await response.text()
    if (response.status >= 500 || response.status === 429) throw new Error(`answered with ${response.status}`)
    return readBody(text)
  } catch (error) {
    throw away(log, error)
  }
}

// Node's own complaint quotes what it could not read, and that may be a token (X8).
function readBody(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('answered with something else than JSON')
  }
}

function away(log: Log, error: unknown): Refusal {
  if (error instanceof Refusal) return error
  log.warn({ err: error }, 'the sign-in of Telegram does not answer')
  return providerAway({ retryAfter: 10 })
}

/** `reason` is for the operator; the person is told one thing, whatever it was. */
function reject(log: Log, reason: string): Refusal {
  log.warn({ reason }, 'an answer of the sign-in of Telegram was refused')
  return providerRejected()
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
