import { type CryptoKey, type JWK, jwtVerify, SignJWT } from 'jose'
import { ACCESS_TOKEN_SECONDS, type AuthenticationMethod, type CustomerId, type SessionId } from './model.ts'

/** The keys that sign and check access tokens; rotation is the keeper's business. */
export interface TokenKeys {
  signing(now: Date): { kid: string; privateKey: CryptoKey }
  verifying(kid: string): CryptoKey | undefined
  published(): JWK[]
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
  const { kid, privateKey } = tokens.keys.signing(now)
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

/** Out: whose token it is, or nothing when it is not ours, not whole or not fresh. */
export async function readAccessToken(tokens: AccessTokens, now: Date, jwt: string): Promise<AccessClaims | undefined> {
  try {
    const { payload } = await jwtVerify(jwt, (header) => verifyingKey(tokens, header.kid), {
      algorithms: ['EdDSA'],
      typ: 'at+jwt',
      issuer: tokens.issuer,
      audience: tokens.issuer,
      currentDate: now,
      requiredClaims: ['sub', 'sid', 'exp'],
    })
    return { customerId: Number(payload.sub) as CustomerId, sessionId: payload['sid'] as SessionId }
  } catch {
    return undefined
  }
}

function verifyingKey(tokens: AccessTokens, kid: string | undefined): CryptoKey {
  const key = kid === undefined ? undefined : tokens.keys.verifying(kid)
  if (!key) throw new Error('unknown key')
  return key
}

function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000)
}
