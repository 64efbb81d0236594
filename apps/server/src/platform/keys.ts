import { createSecretKey } from 'node:crypto'
import { join } from 'node:path'
import type { JWK } from 'jose'
import { KeyFile } from './key-file.ts'
import { parsePepperKeys, parseSigningKeys, publicJwk, type SigningKey } from './key-parsing.ts'
import type { Log } from './log.ts'
import { firstKeys, StoredSigning } from './stored-signing.ts'
import type { Pepper } from './tokens.ts'

/** The server's own secrets. */
export interface Keys {
  readonly pepper: Pepper
  /** The key that signs now, and the public keys by which what we signed is checked. */
  signing(now: Date): { current: SigningKey; published: JWK[] }
  /** Makes the next signing key when it is time, and forgets the dead; says whether it did. For a scheduled job. */
  rotate(now: Date): Promise<boolean>
}

export interface KeysOptions {
  dataDir: string
  /** As in the environment; what is not configured is kept in `keys.json` in the data folder. */
  pepperKeys?: string | undefined
  signingKeys?: string | undefined
  now: Date
  log: Log
}

/**
 * Opens the secrets that were configured, or those kept in the data folder, making them on
 * the first start. Processes that share the folder share the keys and see a rotation without
 * a restart. Throws an error that names the faulty variable or file, never what is in it.
 */
export async function openKeys({ dataDir, pepperKeys, signingKeys, now, log }: KeysOptions): Promise<Keys> {
  const configured = {
    pepper: pepperKeys ? parsePepperKeys(pepperKeys) : undefined,
    signing: signingKeys ? new ConfiguredSigning(parseSigningKeys(signingKeys)) : undefined,
  }
  if (configured.pepper && configured.signing) return withPepper(configured.pepper, configured.signing)

  const file = new KeyFile(join(dataDir, 'keys.json'))
  const stored = await file.readOrCreate(() => firstKeys(now))
  const pepper = stored.pepper.map(({ id, key }) => ({ id, key: createSecretKey(key, 'base64') }))
  return withPepper(configured.pepper ?? pepper, configured.signing ?? new StoredSigning(file, stored, now, log))
}

type Signing = Omit<Keys, 'pepper'>

function withPepper(pepper: Pepper, signing: Signing): Keys {
  return { pepper, signing: (now) => signing.signing(now), rotate: (now) => signing.rotate(now) }
}

/** Their owner rotates them: the next key is listed second, and moves to the front an hour later. */
class ConfiguredSigning implements Signing {
  readonly #keys: { current: SigningKey; published: JWK[] }

  constructor(keys: SigningKey[]) {
    const [current] = keys
    if (!current) throw new Error('SIGNING_KEYS is empty')
    this.#keys = { current, published: keys.map(publicJwk) }
  }

  signing(): { current: SigningKey; published: JWK[] } {
    return this.#keys
  }

  async rotate(): Promise<boolean> {
    return false
  }
}
