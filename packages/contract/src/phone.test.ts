import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  countryOf,
  maskPhone,
  type Phone,
  readAnonymousNumber,
  readDialledPhone,
  readSharedPhone,
  readTypedPhone,
  TypedPhone,
} from './index.ts'

const digits = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: min, maxLength: max })
const mobile = digits(9, 9).map((rest) => `79${rest}`)

describe('a phone number', () => {
  test.each([
    ['+79991234567', '+79991234567'],
    ['79991234567', '+79991234567'],
    ['+998901234567', '+998901234567'],
    ['998901234567', '+998901234567'],
    ['+447400123456', '+447400123456'],
  ])('%s is read as %s, typed or shared (A6, D1)', (text, phone) => {
    expect(readTypedPhone(text)).toBe(phone)
    expect(readSharedPhone(text)).toBe(phone)
  })

  test.each([
    ['full-width digits', '+７９９９１２３４５６７'],
    ['one full-width digit', '+7999123456７'],
    ['Arabic-Indic digits', '+٧٩٩٩١٢٣٤٥٦٧'],
    ['an extension', '+79991234567;ext=5'],
    ['an extension with a letter', '+79991234567x5'],
    ['spaces inside', '+7 999 123 45 67'],
    ['two pluses', '++79991234567'],
    ['a plus at the end', '79991234567+'],
    ['six digits', '+123456'],
    ['sixteen digits', '+7999123456712345'],
    ['a second line', '+79991234567\n'],
    ['U+0000', '+7999123\u00004567'],
    ['a letter', '+7999123456O'],
    ['nothing', ''],
  ])('with %s is refused rather than guessed at (S6)', (_, text) => {
    expect(readTypedPhone(text)).toBeUndefined()
    expect(readSharedPhone(text)).toBeUndefined()
  })

  test.each(['+88812345678', '88800001111', '+8881234567'])(
    '%s is anonymous: it belongs to Telegram and proves no phone (S6)',
    (text) => {
      expect(readTypedPhone(text)).toBeUndefined()
      expect(readSharedPhone(text)).toBeUndefined()
    },
  )

  test('without a country is nobody’s: no region is guessed (S6)', () => {
    expect(readTypedPhone('89991234567')).toBeUndefined()
    expect(readTypedPhone('9991234567')).toBeUndefined()
  })

  test('is the same with and without a plus, and reading it again changes nothing (A6)', () => {
    fc.assert(
      fc.property(mobile, (number) => {
        const phone = readTypedPhone(`+${number}`)
        expect(phone).toBe(`+${number}`)
        expect(readTypedPhone(number)).toBe(phone)
        expect(readTypedPhone(String(phone))).toBe(phone)
        expect(readSharedPhone(number)).toBe(phone)
      }),
    )
  })

  test('is E.164 or nothing, whatever is given (S6)', () => {
    const text = fc.oneof(fc.string(), digits(0, 20), mobile)
    fc.assert(
      fc.property(text, fc.constantFrom('', '+', ' '), (rest, sign) => {
        for (const read of [readTypedPhone, readSharedPhone]) {
          expect(read(`${sign}${rest}`) ?? '+1234567').toMatch(/^\+[0-9]{7,15}$/)
        }
      }),
    )
  })

  test('typed into a form may have spaces around it, and its fault has a code', () => {
    expect(TypedPhone.parse(' +79991234567 ')).toBe('+79991234567')
    expect(TypedPhone.safeParse('12').error?.issues[0]?.message).toBe('phone_invalid')
  })
})

describe('the country of a number', () => {
  test.each([
    ['+79161234567', 'RU'],
    ['+77011234567', 'KZ'],
    ['+998901234567', 'UZ'],
    ['+12025550123', 'US'],
    ['+447911123456', 'GG'],
    ['+88812345678', undefined],
  ])('%s is of %s, also where several share a code (S16)', (phone, country) => {
    expect(countryOf(phone as Phone)).toBe(country)
  })
})

describe('a masked phone', () => {
  test.each([
    ['+79991234567', '+7…67'],
    ['+998901234589', '+998…89'],
    ['+12025550123', '+1…23'],
  ])('%s is shown as %s (A6)', (phone, masked) => expect(maskPhone(phone as Phone)).toBe(masked))

  test('shows its country and its last two digits and nothing in between (A6)', () => {
    fc.assert(
      fc.property(mobile, (number) => {
        expect(maskPhone(`+${number}` as Phone)).toBe(`+7…${number.slice(-2)}`)
      }),
    )
  })
})

describe('an anonymous number of Telegram', () => {
  test.each([
    ['+88800123456', '+88800123456'],
    ['88801234567', '+88801234567'],
    ['+79991234567', undefined],
    ['+888', undefined],
    ['+8880012345x', undefined],
    ['+88800123456 ext 5', undefined],
  ])('%s is read as %s, and never as a phone (S6)', (text, number) => {
    expect(readAnonymousNumber(text)).toBe(number)
    if (number) expect(readSharedPhone(text)).toBeUndefined()
  })
})

describe('a number as it is dialled (D1)', () => {
  test.each([
    ['+998901234567', '+998901234567'],
    ['998901234567', '+998901234567'],
    ['901234567', '+998901234567'],
    ['(90) 123-45-67', '+998901234567'],
    ['+998\u00a090\u2011123\u201345\u201367', '+998901234567'],
    ['+7 999 123.45.67', '+79991234567'],
    ['8 (999) 123-45-67', '+79991234567'],
    ['84912345678', '+84912345678'],
  ])('%s is %s', (text, expected) => {
    expect(readDialledPhone(text)).toBe(expected)
  })

  test.each([
    '',
    '12345678',
    '+12345678',
    '9012345',
    '+1234567890123456',
    '+88800123456',
    '９０１２３４５６７',
    '901234567x',
    '+998 90 123 45 67 ext 1',
    '++998901234567',
    '9+98901234567',
  ])('«%s» is none (S6)', (text) => {
    expect(readDialledPhone(text)).toBeUndefined()
  })
})
