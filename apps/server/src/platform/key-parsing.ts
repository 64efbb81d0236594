import { createPrivateKey, createPublicKey, createSecretKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import type { JWK } from 'jose'
import { SetupError } from './errors.ts'
import type { Pepper } from './tokens.ts'

export interface SigningKey {
  kid: string
  privateKey: KeyObject
}

// It stands in front of a hash and in the head of a token, and must split off cleanly.
const ID = /^[A-Za-z0-9_-]{1,64}$/
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/
const PEPPER_BYTES = 32

/** Reads `PEPPER_KEYS`: `id:base64`, separated by commas, newest first. Faults name the variable, never its value. */
export function parsePepperKeys(text: string): Pepper {
  const keys = listed('PEPPER_KEYS', text).map(({ id, bytes, fault }) => {
    if (bytes.length < PEPPER_BYTES) throw fault(`is shorter than ${PEPPER_BYTES} bytes`)
    return { id, key: createSecretKey(bytes) }
  })
  return distinct('PEPPER_KEYS', keys, ({ id }) => id)
}

/**
 * Reads `SIGNING_KEYS`: Ed25519 private keys, either `kid:base64` of their PKCS #8 form,
 * separated by commas, or a JSON list of JWKs. The first one signs, all are published.
 */
export function parseSigningKeys(text: string): SigningKey[] {
  const keys = text.trimStart().startsWith('[') ? fromJwks(text) : fromPkcs8(text)
  return distinct('SIGNING_KEYS', keys, ({ kid }) => kid)
}

/** The Ed25519 key in these bytes, or nothing when there is none. */
export function fromDer(bytes: Buffer): KeyObject | undefined {
  return ed25519(() => createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' }))
}

/** What anybody may know of a signing key. */
export function publicJwk({ kid, privateKey }: SigningKey): JWK {
  const { kty, crv, x } = createPublicKey(privateKey).export({ format: 'jwk' }) as JWK
  return { kty, crv, x, kid, use: 'sig', alg: 'EdDSA' } as JWK
}

function fromPkcs8(text: string): SigningKey[] {
  return listed('SIGNING_KEYS', text).map(({ id, bytes, fault }) => {
    const privateKey = fromDer(bytes)
    if (!privateKey) throw fault('is not an Ed25519 private key in PKCS #8')
    return { kid: id, privateKey }
  })
}

function fromJwks(text: string): SigningKey[] {
  return parsedList(text).map((jwk, at) => {
    const fault = faultOf('SIGNING_KEYS', at)
    const kid = typeof jwk === 'object' && jwk !== null && 'kid' in jwk ? jwk.kid : undefined
    if (typeof kid !== 'string' || !ID.test(kid)) throw fault('has no usable kid')
    const privateKey = ed25519(() => createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' }))
    if (!privateKey) throw fault('is not an Ed25519 private JWK')
    return { kid, privateKey }
  })
}

function parsedList(text: string): unknown[] {
  try {
    const list: unknown = JSON.parse(text)
    if (Array.isArray(list) && list.length > 0) return list
  } catch {
    // The parser's own message would quote the value.
  }
  throw new SetupError('SIGNING_KEYS is not a JSON list of private JWKs')
}

interface Listed {
  id: string
  bytes: Buffer
  fault: (text: string) => Error
}

function listed(variable: string, text: string): Listed[] {
  return text.split(',').map((entry, at) => {
    const fault = faultOf(variable, at)
    const [id = '', base64 = '', ...rest] = entry.trim().split(':')
    if (rest.length > 0 || !ID.test(id) || !BASE64.test(base64)) throw fault('is not of the form id:base64')
    return { id, bytes: Buffer.from(base64, 'base64'), fault }
  })
}

function faultOf(variable: string, at: number): (text: string) => Error {
  return (text) => new SetupError(`${variable}: entry ${at + 1} ${text}`)
}

function distinct<Key>(variable: string, keys: Key[], name: (key: Key) => string): Key[] {
  if (new Set(keys.map(name)).size < keys.length) throw new SetupError(`${variable}: two entries have the same id`)
  return keys
}

function ed25519(read: () => KeyObject): KeyObject | undefined {
  try {
    const key = read()
    return key.asymmetricKeyType === 'ed25519' ? key : undefined
  } catch {
    return undefined
  }
}
