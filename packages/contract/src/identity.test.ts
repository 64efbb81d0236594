import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { ZodType } from 'zod'
import { Login, NewPassword, PersonName, StartVerification, TypedCode, UpdateMe } from './index.ts'

// What a stranger can put into JSON, the awkward more often than chance would have it.
const anyUnit = fc.oneof(
  fc.constantFrom('\u0000', '\n', ' ', '\u0301', '\u00A0', '\u202E', '\uD800', '\uDC00', '😀', 'ё', '\u2028'),
  fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
)

const faultOf = (schema: ZodType, value: unknown): string | undefined =>
  schema.safeParse(value).error?.issues[0]?.message

describe('a name', () => {
  test.each([
    ['  Анна  ', 'Анна'],
    ['Анна \t Мария', 'Анна Мария'],
    ['Анна\nМария', 'Анна Мария'],
    ['И\u0306я', 'Йя'],
    ['Oʻgʻil', 'Oʻgʻil'],
    ["O'Neil-Çelik", "O'Neil-Çelik"],
    ['ab', 'ab'],
    ['a'.repeat(100), 'a'.repeat(100)],
  ])('%j is kept as %j', (typed, kept) => expect(PersonName.parse(typed)).toBe(kept))

  test.each([
    ['A', 'name_too_short'],
    ['   ', 'name_too_short'],
    ['a'.repeat(101), 'name_too_long'],
    ['🌷🌷🌷', 'name_letterless'],
    ['\u2060\u2060\u2060', 'name_letterless'],
    ['An\u0000na', 'name_invalid'],
    ['An\u0007na', 'name_invalid'],
    ['An\u202Ena', 'name_invalid'],
    ['An\u2066na', 'name_invalid'],
    ['An\uD800na', 'name_invalid'],
  ])('%j is refused as %s (S21)', (typed, code) => expect(faultOf(PersonName, typed)).toBe(code))

  test('that is kept is one line that a database, a chat and a log can take, and stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyUnit, maxLength: 120 }), (typed) => {
        const read = PersonName.safeParse(typed)
        if (!read.success) return
        expect(read.data).not.toMatch(/[\p{Cc}\p{Cs}]/u)
        expect(read.data.isWellFormed()).toBe(true)
        expect(PersonName.parse(read.data)).toBe(read.data)
      }),
    )
  })
})

describe('a new password', () => {
  test.each(['Test1234', 'SecurePass123!', ' пробел ', '🔒🔑🗝️🔐🔏🔓🛡️🚪', 'a'.repeat(128)])(
    '%j is taken (ASVS 6.2)',
    (password) => expect(NewPassword.parse(password)).toBe(password.normalize('NFC')),
  )

  test.each([
    ['1234567', 'password_too_short'],
    ['a'.repeat(129), 'password_too_long'],
  ])('%j is refused as %s', (password, code) => expect(faultOf(NewPassword, password)).toBe(code))

  test('is the same however its letters were composed', () => {
    expect(NewPassword.parse('и\u0306од-е\u0308лка')).toBe(NewPassword.parse('йод-ёлка'))
  })

  test('keeps every character as typed, spaces at its ends too', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8, maxLength: 64 }), (password) => {
        expect(NewPassword.parse(password)).toBe(password.normalize('NFC'))
      }),
    )
  })
})

test.each([
  [PersonName, 'name_too_long'],
  [NewPassword, 'password_too_long'],
])(
  'what is long beyond reason is refused before it is composed: that takes a time that grows with its square (S20)',
  (schema, code) => {
    const compose = vi.spyOn(String.prototype, 'normalize')
    expect(faultOf(schema, '\u0301\u0316'.repeat(16_000))).toBe(code)
    expect(compose).not.toHaveBeenCalled()
    compose.mockRestore()
  },
)

describe('a typed code', () => {
  test.each(['123456', '123 456', '123-456', ' 12 34 56 '])('%j is read (X3)', (typed) =>
    expect(TypedCode.parse(typed)).toBe('123456'),
  )

  test.each(['12345', '1234567', '12345a', '１２３４５６', '١٢٣٤٥٦', '', '12345\u0000'])('%j is refused', (typed) =>
    expect(faultOf(TypedCode, typed)).toBe('code_malformed'),
  )
})

describe('a body', () => {
  const start = { method: 'telegram_contact', name: 'Анна', phone: '+79991234567' }

  test.each([
    [StartVerification, start],
    [Login, { identifier: '+79991234567', password: 'x' }],
    [UpdateMe, { name: 'Анна' }],
  ])('with a field that nobody knows is refused', (schema, body) => {
    expect(schema.safeParse(body).success).toBe(true)
    expect(schema.safeParse({ ...body, admin: true }).success).toBe(false)
  })

  test('of a start needs no password, no language and no purpose', () => {
    expect(StartVerification.parse(start)).toMatchObject({ purpose: 'register', phone: '+79991234567' })
  })
})
