import {
  createHmac,
  createPublicKey,
  createSecretKey,
  hash,
  type KeyObject,
  timingSafeEqual,
  verify,
} from 'node:crypto'

/** What Telegram vouches for: the init data of a Mini App, or the answer of `requestContact`. */
export interface Signed {
  fields: ReadonlyMap<string, string>
  signedAt: Date
  /** Names these very fields, by whichever of the two signatures they came: what is used once is used in both. */
  mark: string
}

export interface TelegramKeys {
  botId: string
  /** Only Telegram and we can have it, for it is made of the bot's token. */
  secret: KeyObject
  /** Of the key that Telegram signs with for everybody. */
  publicKey: KeyObject
}

const published = {
  prod: 'e7bf03a2fa4602af4580703d88dda5bb59f32ed8b02a56c187fe7d34caed242d',
  test: '40055058a4ee38156a06562e52eece92a771bcd8346a8c4615cb7376eddf72ec',
}
// What stands before the 32 bytes of an Ed25519 key in its DER form (RFC 8410).
const ED25519_PREFIX = '302a300506032b6570032100'

export function telegramKeys(token: string, environment: keyof typeof published): TelegramKeys {
  const key = Buffer.from(ED25519_PREFIX + published[environment], 'hex')
  return {
    botId: token.split(':', 1)[0] ?? '',
    secret: createSecretKey(createHmac('sha256', 'WebAppData').update(token).digest()),
    publicKey: createPublicKey({ key, format: 'der', type: 'spki' }),
  }
}

const MAX_LENGTH = 8192
const MAX_FIELDS = 32
const PAIR = /^([a-z][a-z0-9_]{0,63})=(.*)$/s
// A line feed is what separates the fields where they are signed: a value with one could pass for two.
const CONTROL = /\p{Cc}/u

/**
 * Reads what Telegram has signed; nothing when it is not whole. With `hash` it is that which must
 * hold; data that was passed on by a third party comes without one, and is checked by Telegram's
 * public key. Says nothing about how old it is.
 */
export function readSigned(text: string, keys: TelegramKeys): Signed | undefined {
  const fields = readFields(text)
  const signedAt = fields && readMoment(fields.get('auth_date'))
  if (!fields || !signedAt) return undefined
  const holds = fields.has('hash') ? hashHolds(fields, keys) : signatureHolds(fields, keys)
  return holds
    ? { fields, signedAt, mark: hash('sha256', linesOf(fields, 'hash', 'signature'), 'base64url') }
    : undefined
}

function readFields(text: string): Map<string, string> | undefined {
  if (text.length > MAX_LENGTH) return undefined
  const pairs = text.split('&')
  if (pairs.length > MAX_FIELDS) return undefined
  const fields = new Map<string, string>()
  for (const pair of pairs) {
    const [, name, value] = PAIR.exec(decode(pair) ?? '') ?? []
    // Of two with one name each reader could take another.
    if (name === undefined || value === undefined || CONTROL.test(value) || fields.has(name)) return undefined
    fields.set(name, value)
  }
  return fields
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

function readMoment(text: string | undefined): Date | undefined {
  return text && /^[1-9]\d{0,10}$/.test(text) ? new Date(Number(text) * 1000) : undefined
}

function hashHolds(fields: Map<string, string>, { secret }: TelegramKeys): boolean {
  const given = fields.get('hash') ?? ''
  if (!/^[0-9a-f]{64}$/.test(given)) return false
  const expected = createHmac('sha256', secret).update(linesOf(fields, 'hash')).digest()
  return timingSafeEqual(Buffer.from(given, 'hex'), expected)
}

function signatureHolds(fields: Map<string, string>, { botId, publicKey }: TelegramKeys): boolean {
  const given = fields.get('signature') ?? ''
  if (!/^[\w-]{86}(?:==)?$/.test(given)) return false
  const signed = `${botId}:WebAppData\n${linesOf(fields, 'hash', 'signature')}`
  return verify(null, Buffer.from(signed), publicKey, Buffer.from(given, 'base64url'))
}

/** The fields as they are signed: by name, a line each, without the signatures themselves. */
function linesOf(fields: Map<string, string>, ...without: string[]): string {
  const names = [...fields.keys()].filter((name) => !without.includes(name)).sort()
  return names.map((name) => `${name}=${fields.get(name)}`).join('\n')
}
