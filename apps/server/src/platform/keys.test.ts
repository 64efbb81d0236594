import { spawn } from 'node:child_process'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createLocalJWKSet, jwtVerify, SignJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { capturedLog, silentLog } from '../../test/ctx.ts'
import { type Keys, openKeys } from './keys.ts'
import { codeMatches, sealCode } from './tokens.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const START = Date.UTC(2030, 0, 1)
const at = (ms: number) => new Date(START + ms)
const log = silentLog()

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'vitrina-keys-'))
})
afterEach(() => rm(dataDir, { recursive: true }))

const open = (now = at(0)) => openKeys({ dataDir, now, log })
const kids = (keys: Keys, now: Date) => keys.signing(now).published.map(({ kid }) => kid)

function sign(keys: Keys, now: Date): Promise<string> {
  const { kid, privateKey } = keys.signing(now).current
  return new SignJWT({}).setProtectedHeader({ alg: 'EdDSA', kid }).setExpirationTime('10m').sign(privateKey)
}

const accepts = (keys: Keys, token: string, now: Date) =>
  jwtVerify(token, createLocalJWKSet({ keys: keys.signing(now).published })).then(
    () => true,
    () => false,
  )

describe('secrets kept in the data folder', () => {
  test('are made once and found again after a restart', async () => {
    const before = await open()
    const after = await open(at(HOUR_MS))
    expect(after.pepper).toEqual(before.pepper)
    expect(codeMatches(after.pepper, 'login', '123456', sealCode(before.pepper, 'login', '123456'))).toBe(true)
    expect(await accepts(after, await sign(before, at(0)), at(HOUR_MS))).toBe(true)
  })

  test('are readable for their account only, even after somebody opened them up (S18)', async () => {
    await open()
    const path = join(dataDir, 'keys.json')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    await chmod(path, 0o644)
    await open()
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  test('never appear among what is published (S18)', async () => {
    const keys = await open()
    const [jwk] = keys.signing(at(0)).published
    expect(Object.keys(jwk ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x'])
  })

  test('are the same for processes that start at once, and nothing else is left in the folder', async () => {
    const program = `
      import { openKeys } from ${JSON.stringify(new URL('./keys.ts', import.meta.url).href)}
      const keys = await openKeys({ dataDir: process.argv[1], now: new Date(${START}), log: console })
      console.log(keys.pepper[0].key.export().toString('hex'), keys.signing(new Date(${START})).current.kid)`
    const lines = await Promise.all([1, 2, 3].map(() => run(['--input-type=module', '-e', program, dataDir])))
    expect(new Set(lines).size).toBe(1)
    expect(lines[0]).toMatch(/^[0-9a-f]{64} \S{43}$/)
    expect(await readdir(dataDir)).toEqual(['keys.json'])
  })

  test('that are damaged stop the start with the name of the file and none of its contents', async () => {
    await writeFile(join(dataDir, 'keys.json'), '{"pepper":"do-not-show"')
    await expect(open()).rejects.toThrow(/keys\.json is damaged/)
    await expect(open()).rejects.not.toThrow(/do-not-show/)
  })

  test('that are damaged under a running process are told of, and it goes on with those it had', async () => {
    const { log, lines } = capturedLog()
    const keys = await openKeys({ dataDir, now: at(0), log })
    const before = keys.signing(at(0))
    await writeFile(join(dataDir, 'keys.json'), 'do-not-show')
    expect(keys.signing(at(HOUR_MS))).toEqual(before)
    expect(lines.join()).toContain('the key file could not be read again')
    expect(lines.join()).not.toContain('do-not-show')
  })
})

describe('signing keys kept in the data folder', () => {
  const due = at(30 * DAY_MS - HOUR_MS)

  test('are rotated after thirty days, published an hour before their turn, and forgotten when their tokens are dead', async () => {
    const keys = await open()
    const [first] = kids(keys, at(0))
    expect(await keys.rotate(at(29 * DAY_MS))).toBe(false)
    expect(await keys.rotate(due)).toBe(true)
    expect(await keys.rotate(due)).toBe(false)

    const [, second] = kids(keys, due)
    expect(kids(keys, due)).toEqual([first, second])
    expect(keys.signing(due).current.kid).toBe(first)
    expect(keys.signing(at(30 * DAY_MS - 1)).current.kid).toBe(first)
    const token = await sign(keys, at(30 * DAY_MS - 1))

    expect(keys.signing(at(30 * DAY_MS)).current.kid).toBe(second)
    expect(await accepts(keys, token, at(30 * DAY_MS + HOUR_MS))).toBe(true)
    expect(kids(keys, at(32 * DAY_MS))).toEqual([second])
    expect(await accepts(keys, token, at(32 * DAY_MS))).toBe(false)

    await keys.rotate(at(60 * DAY_MS))
    expect(JSON.parse(await readFile(join(dataDir, 'keys.json'), 'utf8')).signing).toHaveLength(2)
  })

  test('are the same for every process on the folder soon after one of them rotated', async () => {
    const [one, two] = [await open(), await open()]
    await one.rotate(due)
    const soon = new Date(due.getTime() + 10_000)
    expect(kids(two, soon)).toEqual(kids(one, soon))
    expect(kids(two, soon)).toHaveLength(2)
  })

  test('rotated by two processes at once end as one: a key that was lost never signs', async () => {
    const [one, two] = [await open(), await open()]
    await Promise.all([one.rotate(due), two.rotate(due)])
    const later = at(30 * DAY_MS + HOUR_MS)
    expect(kids(one, later)).toEqual(kids(two, later))
    expect(one.signing(later).current.kid).toBe(two.signing(later).current.kid)
    expect(await accepts(two, await sign(one, later), later)).toBe(true)
  })
})

describe('configured secrets', () => {
  const bytes = (letter: string, count = 32) => Buffer.alloc(count, letter).toString('base64')
  const pair = () => generateKeyPairSync('ed25519').privateKey
  const der = (key: KeyObject) => key.export({ format: 'der', type: 'pkcs8' }).toString('base64')

  test('are used instead of the file, of which there is none', async () => {
    const pepperKeys = `b:${bytes('b')},a:${bytes('a')}`
    const signingKeys = `two:${der(pair())}, one:${der(pair())}`
    const keys = await openKeys({ dataDir, pepperKeys, signingKeys, now: at(0), log })
    expect(keys.pepper.map(({ id }) => id)).toEqual(['b', 'a'])
    expect(sealCode(keys.pepper, 'login', '123456')).toMatch(/^b\./)
    expect(kids(keys, at(0))).toEqual(['two', 'one'])
    expect(keys.signing(at(0)).current.kid).toBe('two')
    expect(await accepts(keys, await sign(keys, at(0)), at(0))).toBe(true)
    expect(await keys.rotate(at(900 * DAY_MS))).toBe(false)
    expect(await readdir(dataDir)).toEqual([])
  })

  test('may be JWKs', async () => {
    const jwk = { ...pair().export({ format: 'jwk' }), kid: 'jwk-1' }
    const keys = await openKeys({ dataDir, signingKeys: JSON.stringify([jwk]), now: at(0), log })
    expect(kids(keys, at(0))).toEqual(['jwk-1'])
    expect(await accepts(keys, await sign(keys, at(0)), at(0))).toBe(true)
  })

  const secret = bytes('s')
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

  test.each([
    ['PEPPER_KEYS', 'no id', secret],
    ['PEPPER_KEYS', 'too short', `a:${bytes('s', 16)}`],
    ['PEPPER_KEYS', 'an id that would not split off', `a.b:${secret}`],
    ['PEPPER_KEYS', 'one id twice', `a:${secret},a:${secret}`],
    ['PEPPER_KEYS', 'an empty entry', `a:${secret},`],
    ['SIGNING_KEYS', 'no key', `a:${secret}`],
    ['SIGNING_KEYS', 'an RSA key', `a:${der(rsa)}`],
    ['SIGNING_KEYS', 'a broken list', `[{"kid":"a","d":"${secret}"`],
    ['SIGNING_KEYS', 'a JWK without kid', `[{"kty":"OKP","crv":"Ed25519","d":"${secret}"}]`],
    ['SIGNING_KEYS', 'a public JWK', `[{"kty":"OKP","crv":"Ed25519","kid":"a","x":"${secret}"}]`],
  ])('that are wrong are refused by the name of %s, never by value: %s', async (variable, _, value) => {
    const given = variable === 'PEPPER_KEYS' ? { pepperKeys: value } : { signingKeys: value }
    const error: Error = await openKeys({ dataDir, ...given, now: at(0), log }).then(
      () => expect.unreachable('it was accepted'),
      (error) => error,
    )
    expect(error.message).toContain(variable)
    expect(`${error.stack} ${error.cause}`).not.toContain(value.slice(-30))
  })
})

test('where no folder can be made the keys are refused in a sentence, and not tried for ever', async () => {
  const opening = openKeys({ dataDir: '/proc/vitrina/data', now: at(0), log })
  await expect(opening).rejects.toMatchObject({ name: 'SetupError', message: expect.stringMatching(/DATA_DIR/) })
})

function run(args: string[]): Promise<string> {
  const child = spawn(process.execPath, args, { cwd: fileURLToPath(new URL('.', import.meta.url)), stdio: 'pipe' })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk) => (out += chunk))
  child.stderr.on('data', (chunk) => (err += chunk))
  return new Promise((resolve, reject) => {
    child.once('close', (code) => (code === 0 ? resolve(out.trim()) : reject(new Error(err))))
  })
}
