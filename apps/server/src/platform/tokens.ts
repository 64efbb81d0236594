import { createHmac, hash, type KeyObject, timingSafeEqual } from 'node:crypto'

/** 32 random bytes as 43 characters of base64url: fits a start payload, a cookie and a URL fragment. */
export function newToken(random: (bytes: number) => Buffer): string {
  return random(32).toString('base64url')
}

/** What is kept of a token: it cannot be turned back, and a stolen table opens nothing (S18). */
export function hashToken(token: string): string {
  return hash('sha256', token, 'base64url')
}

/** Six digits, each value equally likely: draws that would favour the low ones are thrown away. */
export function newCode(random: (bytes: number) => Buffer): string {
  const fair = Math.floor(2 ** 32 / 1_000_000) * 1_000_000
  let drawn: number
  do drawn = random(4).readUInt32BE()
  while (drawn >= fair)
  return String(drawn % 1_000_000).padStart(6, '0')
}

/**
 * Server-side secrets for keyed hashes, newest first; older ones still verify what they made. Not as bytes: of
 * these a key would be made anew for every hash, at several times its price.
 */
export type Pepper = readonly { id: string; key: KeyObject }[]

/** Keyed hash of a short code, `keyId.mac`: a leaked table cannot be searched for a million codes without the key. */
export function sealCode(pepper: Pepper, scope: string, code: string): string {
  const [current] = pepper
  if (!current) throw new Error('no pepper key is configured')
  return `${current.id}.${mac(current.key, scope, code)}`
}

export function codeMatches(pepper: Pepper, scope: string, code: string, sealed: string): boolean {
  const separator = sealed.indexOf('.')
  const key = pepper.find(({ id }) => id === sealed.slice(0, separator))
  return key !== undefined && sameSecret(mac(key.key, scope, code), sealed.slice(separator + 1))
}

/** Whether this is the token that was kept as `hashed`; constant time needs no further hash, for both sides are one. */
export function tokenMatches(token: string, hashed: string): boolean {
  const expected = Buffer.from(hashed, 'base64url')
  const given = hash('sha256', token, 'buffer')
  return expected.length === given.length && timingSafeEqual(given, expected)
}

/** Compares in constant time, whatever the lengths. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(hash('sha256', given, 'buffer'), hash('sha256', expected, 'buffer'))
}

function mac(key: KeyObject, scope: string, code: string): string {
  return createHmac('sha256', key).update(`${scope}\0${code}`).digest('base64url')
}

/**
 * The token that follows another, the same one whenever it is asked for: keyed, so that nobody
 * without the pepper can walk the chain. `keyId` names the key of an earlier derivation.
 */
export function deriveToken(
  pepper: Pepper,
  keyId: string | null,
  scope: string,
  token: string,
): { token: string; keyId: string } | undefined {
  const key = keyId === null ? pepper[0] : pepper.find(({ id }) => id === keyId)
  return key && { token: mac(key.key, scope, token), keyId: key.id }
}
