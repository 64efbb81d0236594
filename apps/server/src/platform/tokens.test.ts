import { createSecretKey, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeMatches, deriveToken, hashToken, newCode, newToken, type Pepper, sameSecret, sealCode } from './tokens.ts'

const bytes = (...words: number[]) => {
  const buffers = words.map((word) => {
    const buffer = Buffer.alloc(4)
    buffer.writeUInt32BE(word)
    return buffer
  })
  return () => buffers.shift() ?? Buffer.alloc(4)
}

describe('a code (X3)', () => {
  test('has six digits, leading zeros kept', () => {
    expect(newCode(bytes(7))).toBe('000007')
    expect(newCode(bytes(999_999))).toBe('999999')
  })

  test('is drawn uniformly: a draw that would favour the low ones is thrown away', () => {
    const fair = Math.floor(2 ** 32 / 1_000_000) * 1_000_000
    expect(newCode(bytes(fair - 1))).toBe('999999')
    expect(newCode(bytes(fair, 2 ** 32 - 1, 42))).toBe('000042')
  })

  test('is six ASCII digits whatever is drawn', () => {
    for (let n = 0; n < 2_000; n++) expect(newCode(randomBytes)).toMatch(/^[0-9]{6}$/)
  })
})

test('a token is 43 characters of base64url, so it fits a start payload, and its hash does not show it (S1, T14)', () => {
  const random = fc.uint8Array({ minLength: 32, maxLength: 32 })
  fc.assert(
    fc.property(random, (drawn) => {
      const token = newToken((count) => Buffer.from(drawn.slice(0, count)))
      expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
      expect(Buffer.from(token, 'base64url')).toEqual(Buffer.from(drawn))
      expect(hashToken(token)).toMatch(/^[A-Za-z0-9_-]{43}$/)
      expect(hashToken(token)).not.toBe(token)
    }),
  )
})

describe('a sealed code (S18)', () => {
  const old: Pepper = [{ id: 'a', key: createSecretKey(Buffer.alloc(32, 1)) }]
  const rotated: Pepper = [{ id: 'b', key: createSecretKey(Buffer.alloc(32, 2)) }, ...old]
  const code = fc.integer({ min: 0, max: 999_999 }).map((number) => String(number).padStart(6, '0'))

  test('fits its own code in its own verification and no other', () => {
    fc.assert(
      fc.property(code, code, fc.string(), fc.string(), (right, guess, here, there) => {
        const sealed = sealCode(old, here, right)
        expect(sealed).not.toContain(right)
        expect(codeMatches(old, here, right, sealed)).toBe(true)
        expect(codeMatches(old, here, guess, sealed)).toBe(guess === right)
        expect(codeMatches(old, there, right, sealed)).toBe(there === here)
      }),
    )
  })

  test('is checked with the key that made it after the keys rotated, and with none once that is retired', () => {
    const sealed = sealCode(old, 'scope', '123456')
    expect(codeMatches(rotated, 'scope', '123456', sealed)).toBe(true)
    expect(codeMatches(rotated, 'scope', '123457', sealed)).toBe(false)
    expect(sealCode(rotated, 'scope', '123456')).toMatch(/^b\./)
    expect(codeMatches(rotated.slice(0, 1), 'scope', '123456', sealed)).toBe(false)
  })

  test.each(['', '.', 'a', 'a.', '.AAAA', 'no separator'])('that is broken (%j) fits nothing', (sealed) => {
    expect(codeMatches(old, 'scope', '123456', sealed)).toBe(false)
  })
})

describe('a derived token (S19)', () => {
  const pepper: Pepper = [
    { id: 'b', key: createSecretKey(Buffer.alloc(32, 2)) },
    { id: 'a', key: createSecretKey(Buffer.alloc(32, 1)) },
  ]

  test('is the same whenever it is asked for, and as strong as any', () => {
    const first = deriveToken(pepper, null, 'refresh', 'token')
    expect(first).toEqual(deriveToken(pepper, 'b', 'refresh', 'token'))
    expect(first?.token).toMatch(/^[A-Za-z0-9_-]{43}$/)
  })

  test('differs by key, purpose and what it follows, and needs a key that is still there', () => {
    const tokens = [
      deriveToken(pepper, 'b', 'refresh', 'token'),
      deriveToken(pepper, 'a', 'refresh', 'token'),
      deriveToken(pepper, 'b', 'other', 'token'),
      deriveToken(pepper, 'b', 'refresh', 'other'),
    ]
    expect(new Set(tokens.map((derived) => derived?.token)).size).toBe(4)
    expect(deriveToken(pepper, 'retired', 'refresh', 'token')).toBeUndefined()
  })
})

test('secrets are equal when they are the same, whatever their lengths', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      expect(sameSecret(a, b)).toBe(a === b)
      expect(sameSecret(a, a)).toBe(true)
    }),
  )
})
