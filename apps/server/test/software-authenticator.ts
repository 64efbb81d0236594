import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { AddPasskey, PasskeyCreation, PasskeyRequest, SignInWithPasskey } from '@vitrina/contract'

/** What an authenticator may be made to get wrong, or a browser to lie about. */
export interface Deviations {
  origin?: string
  rpId?: string
  challenge?: string
  type?: string
  /** As if the finger was not asked for. */
  unverified?: boolean
  counter?: number
  userHandle?: string | undefined
  /** Another credential's id over this one's signature. */
  id?: string
  /** An attestation statement, in place of none. */
  attestation?: { fmt: string; statement: Map<Cbor, Cbor> }
}

const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04
const BACKUP_ELIGIBLE = 0x08
const BACKED_UP = 0x10
const CREDENTIAL_INCLUDED = 0x40

/** One passkey and the device that holds it: real keys, real signatures, real CBOR; no browser around it. */
export class SoftwareAuthenticator {
  readonly id = randomBytes(32)
  /** Counts its uses, as a security key does; zero is a password manager's, which does not. */
  counter: number
  backedUp = true
  readonly #keys: { publicKey: KeyObject; privateKey: KeyObject }
  readonly #aaguid: Buffer
  readonly #origin: string
  #userHandle = ''

  constructor(origin: string, { counter = 0, aaguid = '00000000000000000000000000000000' } = {}) {
    this.#origin = origin
    this.counter = counter
    this.#aaguid = Buffer.from(aaguid.replaceAll('-', ''), 'hex')
    this.#keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  }

  create(options: PasskeyCreation, deviations: Deviations = {}): AddPasskey['response'] {
    this.#userHandle = options.user.id
    const { fmt = 'none', statement = new Map() } = deviations.attestation ?? {}
    const authData = this.#authenticatorData(deviations.rpId ?? options.rp.id, deviations, this.#credentialData())
    const object = new Map<Cbor, Cbor>([
      ['fmt', fmt],
      ['attStmt', statement],
      ['authData', authData],
    ])
    return {
      ...this.#credential(deviations),
      response: {
        clientDataJSON: this.#clientData('webauthn.create', options.challenge, deviations).toString('base64url'),
        attestationObject: encodeCbor(object).toString('base64url'),
        transports: ['internal', 'hybrid'],
      },
    }
  }

  get(options: PasskeyRequest, deviations: Deviations = {}): SignInWithPasskey['response'] {
    if (this.counter > 0) this.counter++
    const authenticatorData = this.#authenticatorData(deviations.rpId ?? options.rpId, deviations)
    const clientData = this.#clientData('webauthn.get', options.challenge, deviations)
    const signed = Buffer.concat([authenticatorData, sha256(clientData)])
    return {
      ...this.#credential(deviations),
      response: {
        authenticatorData: authenticatorData.toString('base64url'),
        clientDataJSON: clientData.toString('base64url'),
        signature: sign('sha256', signed, this.#keys.privateKey).toString('base64url'),
        userHandle: 'userHandle' in deviations ? deviations.userHandle : this.#userHandle,
      },
    }
  }

  #credential({ id = this.id.toString('base64url') }: Deviations) {
    return { id, rawId: id, type: 'public-key' } as const
  }

  #clientData(type: string, challenge: string, deviations: Deviations): Buffer {
    const { origin } = { origin: this.#origin, ...deviations }
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false, ...only(deviations) }))
  }

  #authenticatorData(rpId: string, { unverified, counter }: Deviations, credential?: Buffer): Buffer {
    const flags =
      USER_PRESENT |
      (unverified ? 0 : USER_VERIFIED) |
      BACKUP_ELIGIBLE |
      (this.backedUp ? BACKED_UP : 0) |
      (credential ? CREDENTIAL_INCLUDED : 0)
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter ?? this.counter)
    return Buffer.concat([sha256(rpId), Buffer.of(flags), count, ...(credential ? [credential] : [])])
  }

  #credentialData(): Buffer {
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' })
    // COSE: an EC2 key, ES256, on P-256.
    const key = new Map<Cbor, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ])
    const length = Buffer.alloc(2)
    length.writeUInt16BE(this.id.length)
    return Buffer.concat([this.#aaguid, length, this.id, encodeCbor(key)])
  }
}

/** The deviations that stand in the client's own data. */
function only({ challenge, type }: Deviations) {
  return { ...(challenge !== undefined && { challenge }), ...(type !== undefined && { type }) }
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest()

export type Cbor = number | string | Buffer | Cbor[] | Map<Cbor, Cbor>

/** The part of CBOR (RFC 8949) that authenticators write. */
export function encodeCbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(encodeCbor)])
  const entries = [...value].flatMap(([key, held]) => [encodeCbor(key), encodeCbor(held)])
  return Buffer.concat([head(5, value.size), ...entries])
}

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.of((major << 5) | length)
  if (length < 256) return Buffer.of((major << 5) | 24, length)
  return Buffer.of((major << 5) | 25, length >> 8, length & 0xff)
}
