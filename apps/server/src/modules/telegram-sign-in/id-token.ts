import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { type Log, sameSecret } from '#platform'
import { OidcClaims } from './model.ts'
import { reject } from './oidc-call.ts'

// «none» and the symmetric ones prove nothing to whoever holds a public key.
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519']
const CLOCK_TOLERANCE_SECONDS = 30
// It was made for us a moment ago.
const MAX_TOKEN_AGE_SECONDS = 600

/**
 * Out: what Telegram says of the person. Refuses with `telegram_sign_in.provider_rejected` a token
 * that is not signed by its keys, not for us, not of this journey, or not of this minute.
 */
export async function readIdToken(
  idToken: string,
  { keys, nonce, now }: { keys: JWTVerifyGetKey; nonce: string; now: Date },
  { issuer, clientId, log }: { issuer: string; clientId: string; log: Log },
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
