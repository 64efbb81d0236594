import { type Locale, locales } from '@vitrina/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeMessage } from './message.ts'
import type { Asker } from './model.ts'

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

const asker = { browser: 'Chrome', system: 'Windows', time: '14:05' }
const anyAsker = fc.record({
  browser: fc.option(fc.constantFrom('Chrome', 'Samsung Internet for Android', 'Microsoft Edge')),
  system: fc.option(fc.constantFrom('Windows', 'macOS', 'Chrome OS')),
  time: fc.constant('14:05'),
})
const write = (locale: Locale, shop: string, code: string, from: Asker = asker) =>
  codeMessage(shop, { locale, code, asker: from })
const room = (text: string) => (inGsm7(text) ? 160 - septets(text) : 70 - text.length)

describe.each(locales)('an SMS in %s (C8)', (locale) => {
  test('begins with the code and fits one segment, whatever the shop is called and whoever asked', () => {
    fc.assert(
      fc.property(code, anything, anyAsker, (code, shop, from) => {
        const text = codeMessage(shop, { locale, code, asker: from })
        expect(text.startsWith(`${code} `)).toBe(true)
        expect(room(text), text).toBeGreaterThanOrEqual(0)
        // No half letters, and nothing that could begin another header or line.
        expect(text.isWellFormed() || !shop.isWellFormed()).toBe(true)
        expect(text).not.toMatch(/\p{Cc}/u)
      }),
    )
  })

  test('shows a name that fits as it is, and who asked for the code (X6)', () => {
    expect(write(locale, 'Vitrina', '123456')).toMatch(/[«"]Vitrina[»"].*\((Chrome, )(Windows, )?14:05\)/)
  })

  test('names who asked as fully as there is room, and the shop before them', () => {
    const edge = { browser: 'Samsung Internet for Android', system: 'Android', time: '14:05' }
    expect(write(locale, 'Витрина', '123456', edge)).toContain('(Android, 14:05)')
    const long = 'Лавка хороших вещей для дома'
    expect(write(locale, long, '123456')).not.toContain('Chrome')
    expect(write(locale, 'Витрина', '123456', { browser: null, system: null, time: '14:05' })).not.toMatch(/\(\)/)
  })

  test('shortens a long name by whole words', () => {
    const text = write(locale, `Vitrina of all things for house and garden and ${'more '.repeat(20)}`, '123456')
    expect(text).toMatch(/[«"]Vitrina of all things[^»"]*[»"]/)
    expect(text).not.toMatch(/\b(hou|hous|gar|gard)[»"]/)
  })

  test('leaves no dangling «for» or «and» behind', () => {
    const long = 'Лавка хороших вещей для дома и сада, и дачи'
    expect(write(locale, long, '123456')).toContain('Лавка хороших вещей')
    expect(write(locale, long, '123456')).not.toMatch(/ (для|и)[»"]/)
  })

  test('cuts a name of one long word', () => {
    expect(write(locale, 'x'.repeat(160), '123456')).toMatch(/x{15}/)
  })
})

test.each(['uz', 'en'] as const)('an SMS in %s with a Latin name stays within the letters of GSM-7', (locale) => {
  fc.assert(
    fc.property(code, fc.string({ unit: fc.constantFrom(...latin), maxLength: 60, size: 'max' }), (code, shop) => {
      const text = write(locale, shop, code)
      expect(inGsm7(text), text).toBe(true)
      expect(septets(text)).toBeLessThanOrEqual(160)
      expect(text).toContain('(Chrome, Windows, 14:05)')
    }),
  )
})
