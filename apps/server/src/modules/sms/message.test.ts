import { locales } from '@vitrina/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeMessage } from './message.ts'

// GSM 03.38: the basic alphabet, and the letters that take two places.
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const EXTENDED = '^{}\\[~]|€'

const inGsm7 = (text: string) => [...text].every((letter) => `${BASIC}${EXTENDED}`.includes(letter))
const septets = (text: string) => [...text].reduce((sum, letter) => sum + (EXTENDED.includes(letter) ? 2 : 1), 0)

const code = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 6, maxLength: 6 })
const letters = [...'абвгдежзиклмнопрстуфхцчшщэюя АБВ .,-«»№']
const latin = [...'abcdefghijklmnopqrstuvwxyz ABC .,-"&ʻʼ’«»“”–—…']
const anything = fc.oneof(
  fc.string({ maxLength: 60, size: 'max' }),
  fc.string({ unit: 'grapheme', maxLength: 60, size: 'max' }),
  fc.string({ unit: 'binary', maxLength: 60, size: 'max' }),
  fc.string({ unit: fc.constantFrom(...letters), maxLength: 60, size: 'max' }),
)

describe.each(locales)('an SMS in %s (C8)', (locale) => {
  test('begins with the code and fits one segment, whatever the shop is called', () => {
    fc.assert(
      fc.property(code, anything, (code, shop) => {
        const text = codeMessage(locale, shop, code)
        expect(text.startsWith(`${code} `)).toBe(true)
        expect(text.length).toBeLessThanOrEqual(70)
        // No half letters, and nothing that could begin another header or line.
        expect(text.isWellFormed() || !shop.isWellFormed()).toBe(true)
        expect(text).not.toMatch(/\p{Cc}/u)
      }),
    )
  })

  test('shows a name that fits as it is', () => {
    expect(codeMessage(locale, 'Vitrina', '123456')).toContain('Vitrina')
  })

  test('shortens a long name by whole words', () => {
    const text = codeMessage(locale, 'Vitrina of all things for house and garden and more', '123456')
    expect(text).toMatch(/[«"]Vitrina of all things[^»"]*[»"]/)
    expect(text).not.toMatch(/\b(hou|hous|gar|gard)[»"]/)
  })

  test('leaves no dangling «for» or «and» behind', () => {
    expect(codeMessage(locale, 'Лавка хороших вещей для дома и сада', '123456')).toContain('Лавка хороших вещей')
    expect(codeMessage(locale, 'Лавка хороших вещей для дома и сада', '123456')).not.toMatch(/ (для|и)[»"]/)
  })

  test('cuts a name of one long word', () => {
    expect(codeMessage(locale, 'x'.repeat(60), '123456')).toMatch(/x{15}/)
  })
})

test.each(['uz', 'en'] as const)('an SMS in %s with a Latin name stays within the letters of GSM-7', (locale) => {
  fc.assert(
    fc.property(code, fc.string({ unit: fc.constantFrom(...latin), maxLength: 60, size: 'max' }), (code, shop) => {
      const text = codeMessage(locale, shop, code)
      expect(inGsm7(text), text).toBe(true)
      expect(septets(text)).toBeLessThanOrEqual(160)
    }),
  )
})
