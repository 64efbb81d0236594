import { createHmac, generateKeyPairSync, sign as signBytes } from 'node:crypto'
import { isValid, isValid3rd, sign } from '@tma.js/init-data-node'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readSigned, type TelegramKeys, telegramKeys } from './init-data.ts'

const TOKEN = '7000000001:a-token-of-a-bot'
const keys = telegramKeys(TOKEN, 'prod')
const signedAt = new Date('2026-11-20T10:00:00Z')
const user = { id: 5_500_000_101, first_name: 'Анна & Co + 1', language_code: 'ru' }

// Published by the makers of a library, each with the token or the number of the bot it was signed for.
const PUBLISHED_HASH = {
  token: '5768337691:AAH5YkoiEuPk8-FZa32hStHTqXiLPtAEhx8',
  text: 'query_id=AAHdF6IQAAAAAN0XohDhrOrc&user=%7B%22id%22%3A279058397%2C%22first_name%22%3A%22Vladislav%22%2C%22last_name%22%3A%22Kibenko%22%2C%22username%22%3A%22vdkfrost%22%2C%22language_code%22%3A%22ru%22%2C%22is_premium%22%3Atrue%7D&auth_date=1662771648&hash=c501b71e775f74ce10e377dea85a7ea24ecd640b223ea86dfe453e0eaed2e2b2',
}
const PUBLISHED_SIGNATURE = {
  token: '7342037359:unknown',
  text: 'user=%7B%22id%22%3A279058397%2C%22first_name%22%3A%22Vladislav%20%2B%20-%20%3F%20%5C%2F%22%2C%22last_name%22%3A%22Kibenko%22%2C%22username%22%3A%22vdkfrost%22%2C%22language_code%22%3A%22ru%22%2C%22is_premium%22%3Atrue%2C%22allows_write_to_pm%22%3Atrue%2C%22photo_url%22%3A%22https%3A%5C%2F%5C%2Ft.me%5C%2Fi%5C%2Fuserpic%5C%2F320%5C%2F4FPEE4tmP3ATHa57u6MqTDih13LTOiMoKoLDRG4PnSA.svg%22%7D&chat_instance=8134722200314281151&chat_type=private&auth_date=1733584787&signature=zL-ucjNyREiHDE8aihFwpfR9aggP2xiAo3NSpfe-p7IbCisNlDKlo7Kb6G4D0Ao2mBrSgEk4maLSdv6MLIlADQ',
}

const byHash = (fields: Record<string, unknown> = {}) => sign({ user, query_id: 'q', ...fields }, TOKEN, signedAt)

/** A Telegram of the test's own, which signs as the real one does for third parties. */
const telegram = generateKeyPairSync('ed25519')
const thirdKeys: TelegramKeys = { ...keys, publicKey: telegram.publicKey }
function bySignature(fields: Record<string, string>): string {
  const all = { ...fields, auth_date: String(signedAt.getTime() / 1000) }
  const lines = Object.entries(all).map(([name, value]) => `${name}=${value}`)
  const signed = `7000000001:WebAppData\n${lines.sort().join('\n')}`
  const signature = signBytes(null, Buffer.from(signed), telegram.privateKey).toString('base64url')
  return String(new URLSearchParams({ ...all, signature }))
}

const reordered = (text: string, order: (pairs: string[]) => string[]) => order(text.split('&')).join('&')
const without = (text: string, name: string) =>
  reordered(text, (pairs) => pairs.filter((pair) => !pair.startsWith(`${name}=`)))

describe('what Telegram itself has signed and somebody published (S13, T13)', () => {
  test('holds by its hash, and for no other bot', () => {
    const { token, text } = PUBLISHED_HASH
    const signed = readSigned(text, telegramKeys(token, 'prod'))
    expect(signed?.signedAt).toEqual(new Date(1662771648_000))
    expect(JSON.parse(signed?.fields.get('user') ?? '')).toMatchObject({ id: 279058397, username: 'vdkfrost' })
    expect(readSigned(text, keys)).toBeUndefined()
  })

  test('holds by its signature alone, with the key of that environment, and for no other bot', () => {
    const { token, text } = PUBLISHED_SIGNATURE
    expect(readSigned(text, telegramKeys(token, 'prod'))?.fields.get('chat_type')).toBe('private')
    expect(readSigned(text, telegramKeys(token, 'test'))).toBeUndefined()
    expect(readSigned(text, keys)).toBeUndefined()
  })
})

describe('our check and the library agree', () => {
  test('on what the library signs', () => {
    const text = byHash({ start_param: 'a-b_c', signature: 'x'.repeat(86) })
    expect(isValid(text, TOKEN, { expiresIn: 0 })).toBe(true)
    expect(readSigned(text, keys)).toMatchObject({ signedAt })
  })

  test('on any one changed character of what it says', async () => {
    const text = byHash()
    await fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 33, max: 126 }), (at, code) => {
        const changed = text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1)
        // Ours is stricter about spelling, never laxer about meaning.
        if (readSigned(changed, keys)) expect(isValid(changed, TOKEN, { expiresIn: 0 })).toBe(true)
        if (String(new URLSearchParams(changed)) !== String(new URLSearchParams(text)))
          expect(readSigned(changed, keys)).toBeUndefined()
      }),
      { numRuns: 2000 },
    )
  })

  test('on the published signature', async () => {
    expect(await isValid3rd(`${PUBLISHED_SIGNATURE.text}&hash=0`, 7342037359, { expiresIn: 0 })).toBe(true)
  })
})

describe.each([
  ['a hash', byHash(), keys],
  ['a signature', bySignature({ user: JSON.stringify(user), query_id: 'q' }), thirdKeys],
])('data with %s', (_, text, by) => {
  test('holds in whatever order its fields come, and is the same thing in each', () => {
    const mark = readSigned(text, by)?.mark
    expect(mark).toBeDefined()
    fc.assert(
      fc.property(fc.shuffledSubarray(text.split('&'), { minLength: text.split('&').length }), (pairs) => {
        expect(readSigned(pairs.join('&'), by)?.mark).toBe(mark)
      }),
    )
  })

  test.each(['user', 'query_id', 'auth_date'])('does not hold without its %s', (name) => {
    expect(readSigned(without(text, name), by)).toBeUndefined()
  })

  test('does not hold with anything added, changed, repeated or joined', () => {
    const joined = text.replace('&query_id=', '%0Aquery_id=')
    const twice = [`${text}&query_id=q`, `query_id=other&${text}`]
    for (const changed of [`${text}&a=b`, `${text}&`, `&${text}`, `${text}&hash2`, joined, ...twice]) {
      expect(readSigned(changed, by), changed).toBeUndefined()
    }
  })

  test('does not hold with any field but the signature itself changed', () => {
    fc.assert(
      fc.property(fc.constantFrom('user', 'query_id', 'auth_date'), fc.string(), (name, value) => {
        const fields = new URLSearchParams(text)
        fc.pre(fields.get(name) !== value)
        fields.set(name, value)
        expect(readSigned(String(fields), by)).toBeUndefined()
      }),
    )
  })
})

/** Signed as Telegram would sign it, whatever it is. */
function signedByHand(fields: Record<string, string>): string {
  const all: Record<string, string> = { user: JSON.stringify(user), auth_date: '1795168800', ...fields }
  const lines = Object.keys(all)
    .sort()
    .map((name) => `${name}=${all[name]}`)
  const secret = createHmac('sha256', 'WebAppData').update(TOKEN).digest()
  const hash = createHmac('sha256', secret).update(lines.join('\n')).digest('hex')
  return String(new URLSearchParams({ ...all, hash }))
}

describe('data that is refused although its hash is right:', () => {
  test('none of the following, when it is as it should be', () => {
    expect(readSigned(signedByHand({ x: '%zz', y: '1' }), keys)).toBeDefined()
  })

  test.each([
    ['a broken escape', signedByHand({ x: '%zz' }).replace('%25zz', '%zz')],
    ['bytes that are no letters', signedByHand({ x: '\ufffd' }).replace('%EF%BF%BD', '%ff')],
    ['a line feed in a value', signedByHand({ x: '1\ny=2' })],
    ['a name in capitals', signedByHand({ Name: 'x' })],
    [
      'more fields than there are',
      signedByHand(Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`f${at}`, '1']))),
    ],
    ['more than a page of it', signedByHand({ start_param: 'x'.repeat(8192) })],
    ['a hash in capitals', signedByHand({}).replace(/[a-f0-9]+$/, (hex) => hex.toUpperCase())],
    ['a hash cut short', signedByHand({}).slice(0, -2)],
    ['a date that is no number', signedByHand({ auth_date: 'now' })],
    ['a date before all dates', signedByHand({ auth_date: '-1' })],
  ])('%s', (_, text) => {
    expect(readSigned(text, keys)).toBeUndefined()
  })
})

test('nothing that Telegram has not signed holds, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      expect(readSigned(text, keys)).toBeUndefined()
    }),
  )
  expect(readSigned(without(byHash(), 'hash'), keys)).toBeUndefined()
})

test('a wrong hash is not made good by a right signature', () => {
  const text = bySignature({ user: JSON.stringify(user) })
  expect(readSigned(text, thirdKeys)).toBeDefined()
  expect(readSigned(`${text}&hash=${'0'.repeat(64)}`, thirdKeys)).toBeUndefined()
})

test('the same data has one mark, whichever of its two signatures it shows: used once is used in both', () => {
  const third = bySignature({ user: JSON.stringify(user), query_id: 'q' })
  const signature = new URLSearchParams(third).get('signature') ?? ''
  const both = byHash({ signature })
  const mark = readSigned(both, thirdKeys)?.mark
  expect(mark).toBeDefined()
  expect(readSigned(without(both, 'hash'), thirdKeys)?.mark).toBe(mark)
  expect(readSigned(without(byHash(), 'signature'), keys)).toBeUndefined()
})
