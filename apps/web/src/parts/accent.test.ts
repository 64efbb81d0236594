import { type Color, contrast, readHex, toHex } from '@vitrina/contract/color'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accentFor } from './accent.ts'

const color = (hex: string): Color => {
  const read = readHex(hex)
  if (!read) throw new Error(`${hex} is no colour`)
  return read
}

const anyHex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)

describe('whatever colour an owner picks', () => {
  test('letters on it and letters of it can be read (WCAG AA)', () => {
    fc.assert(
      fc.property(anyHex, fc.constantFrom('light', 'dark'), (hex, scheme) => {
        const picked = color(hex)
        const { fill, onFill, text } = accentFor(picked, scheme)
        const paper: Color =
          scheme === 'light' ? { l: 0.957, c: 0.012, h: picked.h } : { l: 0.255, c: 0.018, h: picked.h }
        expect(contrast(color(fill), color(onFill))).toBeGreaterThanOrEqual(4.5)
        expect(contrast(color(text), paper)).toBeGreaterThanOrEqual(4.5)
        expect(contrast(color(fill), paper)).toBeGreaterThanOrEqual(3)
      }),
      { numRuns: 500 },
    )
  })

  test('one that is fine already is left as it is', () => {
    expect(accentFor(color('#2f6f5e'), 'light')).toEqual({ fill: '#2f6f5e', onFill: '#ffffff', text: '#2f6f5e' })
  })

  test('its hue is kept', () => {
    const yellow = color('#f5d547')
    expect(Math.abs(color(accentFor(yellow, 'light').text).h - yellow.h)).toBeLessThan(8)
  })
})

test('a colour survives being read and written', () => {
  fc.assert(
    fc.property(anyHex, (hex) => {
      expect(toHex(color(hex))).toBe(hex)
    }),
  )
})

test.each(['', 'red', '#12', '#12345', '#gggggg', 'rgb(1,2,3)'])('%s is not read', (text) => {
  expect(readHex(text)).toBeUndefined()
})

test('the short form is the long one', () => {
  expect(readHex('#1af')).toEqual(readHex('#11aaff'))
})
