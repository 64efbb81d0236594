import type { KeyObject } from 'node:crypto'
import { type CryptoKey, importJWK, type JWK, jwtVerify, SignJWT } from 'jose'
import { LRUCache } from 'lru-cache'
import type { CustomerId } from '#identity'
import { ACCESS_TOKEN_SECONDS, type AuthenticationMethod, type SessionId } from './model.ts'

/** The keys that sign and check access tokens; rotation is their keeper's business. */
export interface TokenKeys {
  signing(now: Date): { current: { kid: string; privateKey: KeyObject }; published: JWK[] }
}

export interface AccessTokens {
  keys: TokenKeys
  /** The shop's public address: both who issues and who may read. */
  issuer: string
}

export interface AccessClaims {
  customerId: CustomerId
  sessionId: SessionId
}

/** Signs who is signed in, for ten minutes (RFC 9068 in spirit, EdDSA). */
export function signAccessToken(
  tokens: AccessTokens,
  now: Date,
  claims: AccessClaims & { amr: AuthenticationMethod; authenticatedAt: Date },
): Promise<string> {
  const { kid, privateKey } = tokens.keys.signing(now).current
  return new SignJWT({
    sid: claims.sessionId,
    amr: [claims.amr],
    auth_time: seconds(claims.authenticatedAt),
  })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid })
    .setSubject(String(claims.customerId))
    .setIssuer(tokens.issuer)
    .setAudience(tokens.issuer)
    .setIssuedAt(seconds(now))
    .setExpirationTime(seconds(now) + ACCESS_TOKEN_SECONDS)
    .sign(privateKey)
}

interface Verified {
  claims: AccessClaims
  /** Milliseconds since 1970. */
  expiresAt: number
}

// Ten minutes of a busy shop, some 5 MB; those who are forgotten are verified again.
const VERIFIED_MAX = 10_000

/**
 * Tokens whose signature was found good, by whose they are: to check one
 * costs more than all else that a signed-in request asks for, and a page makes many.
 */
const verified = new WeakMap<AccessTokens, LRUCache<string, Verified>>()

/** Out: whose token it is, or nothing when it is not ours, not whole or not fresh. */
export async function readAccessToken(tokens: AccessTokens, now: Date, jwt: string): Promise<AccessClaims | undefined> {
  const known = verified.get(tokens) ?? new LRUCache<string, Verified>({ max: VERIFIED_MAX })
  verified.set(tokens, known)
  const before = known.get(jwt)
  if (before) return before.expiresAt > now.getTime() ? before.claims : undefined
  const found = await verify(tokens, now, jwt)
  if (found) known.set(jwt, found)
  return found?.claims
}

async function verify(tokens: AccessTokens, now: Date, jwt: string): Promise<Verified | undefined> {
  try {
    const { payload } = await jwtVerify(jwt, (header) => verifyingKey(tokens, now, header.kid), {
      algorithms: ['EdDSA'],
      typ: 'at+jwt',
      issuer: tokens.issuer,
      audience: tokens.issuer,
      currentDate: now,
      requiredClaims: ['sub', 'sid', 'exp'],
    })
    const claims = { customerId: Number(payload.sub) as CustomerId, sessionId: payload.sid as SessionId }
    return { claims, expiresAt: Number(payload.exp) * 1000 }
  } catch {
    return undefined
  }
}

// Importing a key costs more than using it, and there are two or three.
const imported = new Map<string, Promise<CryptoKey | Uint8Array>>()

function verifyingKey(tokens: AccessTokens, now: Date, kid: string | undefined): Promise<CryptoKey | Uint8Array> {
  const jwk = tokens.keys.signing(now).published.find((published) => published.kid === kid)
  if (!jwk?.x) throw new Error('unknown key')
  const key = imported.get(jwk.x) ?? importJWK(jwk, 'EdDSA')
  imported.set(jwk.x, key)
  return key
}

function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000)
}
