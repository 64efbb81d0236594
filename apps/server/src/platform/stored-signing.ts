import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { calculateJwkThumbprint, type JWK } from 'jose'
import type { KeyFile, StoredKeys } from './key-file.ts'
import { fromDer, publicJwk, type SigningKey } from './key-parsing.ts'
import { currentKey, nextTurn, publishedKeys, type ScheduledKey } from './key-schedule.ts'
import type { Log } from './log.ts'

interface OpenedKey extends SigningKey, ScheduledKey {
  jwk: JWK
}

// Much less than the hour for which a new key is only published.
const REREAD_MS = 10_000

/** The signing keys of `keys.json`: read again when another process rotated them. */
export class StoredSigning {
  readonly #file: KeyFile
  readonly #log: Log
  #stored: StoredKeys
  #keys: OpenedKey[]
  #readAt: number

  constructor(file: KeyFile, stored: StoredKeys, now: Date, log: Log) {
    this.#file = file
    this.#log = log
    this.#stored = stored
    this.#keys = stored.signing.map(openedKey)
    this.#readAt = now.getTime()
  }

  signing(now: Date): { current: SigningKey; published: JWK[] } {
    if (Math.abs(now.getTime() - this.#readAt) >= REREAD_MS) this.#rereadQuietly(now)
    const published = publishedKeys(this.#keys, now).map(({ jwk }) => jwk)
    return { current: currentKey(this.#keys, now), published }
  }

  /**
   * Two processes that do this at once leave the key of the later one. That of the other is
   * seen by nobody after the next re-reading, long before its turn: hence no lock.
   */
  async rotate(now: Date): Promise<boolean> {
    this.#reread(now)
    const turn = nextTurn(this.#keys, now)
    if (!turn) return false
    const alive = new Set(publishedKeys(this.#keys, now).map(({ kid }) => kid))
    const kept = this.#stored.signing.filter(({ kid }) => alive.has(kid))
    await this.#file.replace({ ...this.#stored, signing: [...kept, await newSigningKey(turn)] })
    this.#reread(now)
    return true
  }

  // A file damaged under a running shop is told of; sign-in goes on with the keys it had.
  #rereadQuietly(now: Date): void {
    try {
      this.#reread(now)
    } catch (error) {
      this.#log.error({ err: error }, 'the key file could not be read again')
      this.#readAt = now.getTime()
    }
  }

  #reread(now: Date): void {
    const changed = this.#file.readIfChanged()
    if (changed) {
      this.#keys = changed.signing.map(openedKey)
      this.#stored = changed
    }
    this.#readAt = now.getTime()
  }
}

/** What a new installation begins with. */
export async function firstKeys(now: Date): Promise<StoredKeys> {
  const pepper = { id: randomBytes(4).toString('hex'), key: randomBytes(32).toString('base64') }
  return { pepper: [pepper], signing: [await newSigningKey(now)] }
}

async function newSigningKey(signsFrom: Date): Promise<StoredKeys['signing'][number]> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const kid = await calculateJwkThumbprint(publicKey)
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')
  return { kid, signsFrom: signsFrom.toISOString(), pkcs8 }
}

function openedKey({ kid, signsFrom, pkcs8 }: StoredKeys['signing'][number]): OpenedKey {
  const privateKey = fromDer(Buffer.from(pkcs8, 'base64'))
  if (!privateKey) throw new Error(`keys.json: the signing key ${kid} is not an Ed25519 private key`)
  return { kid, privateKey, signsFrom: new Date(signsFrom), jwk: publicJwk({ kid, privateKey }) }
}
