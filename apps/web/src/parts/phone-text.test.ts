import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { dialled, formatPhone, loadPhoneTools, type PhoneTools, typePhone, withCountry } from './phone-text.ts'

let tools: PhoneTools
beforeAll(async () => {
  tools = await loadPhoneTools()
})

/** Types one key at a time, as a browser would, at the caret that the field asked for. */
function typeKeys(keys: string) {
  let field = { text: '', caret: 0 }
  for (const key of keys) {
    const text = field.text.slice(0, field.caret) + key + field.text.slice(field.caret)
    field = typePhone({ before: field.text, text, caret: field.caret + 1, inputType: 'insertText' }, tools)
  }
  return field
}

function paste(text: string) {
  return typePhone({ before: '', text, caret: text.length, inputType: 'insertFromPaste' }, tools)
}

describe('a number typed key by key', () => {
  test.each([
    ['+998901234567', '+998 90 123 45 67'],
    ['998901234567', '+998 90 123 45 67'],
    ['+79161234567', '+7 916 123 45 67'],
    ['79161234567', '+7 916 123 45 67'],
    ['89161234567', '+7 916 123 45 67'],
    ['+12025550123', '+1 202 555 0123'],
  ])('%s is shown as %s', (keys, shown) => {
    expect(typeKeys(keys)).toMatchObject({ text: shown, caret: shown.length })
  })

  test('letters are not taken', () => {
    expect(typeKeys('+7x9a16').text).toBe(typeKeys('+7916').text)
  })

  test('the country is told as soon as it is known', () => {
    expect(formatPhone('+99890', tools).country).toBe('UZ')
    expect(formatPhone('+7 916 123 45 67', tools).country).toBe('RU')
    expect(formatPhone('+7 701 123 45 67', tools).country).toBe('KZ')
  })
})

describe('a number pasted', () => {
  test.each([
    '8 (916) 123-45-67',
    '+7 (916) 123‑45‑67',
    '+7 916 123 45 67',
    'tel:+79161234567',
    '0079161234567',
    '+7 8 916 123-45-67',
    '916 123-45-67',
    '+8 916 123 45 67',
  ])('%s is one number', (spelling) => {
    expect(tools.read(dialled(paste(spelling).text).number)).toBe('+79161234567')
  })

  test.each(['90 123 45 67', '(90) 123-45-67', '+998 (90) 123-45-67', '00 998 90 123 45 67'])(
    '%s is one number',
    (text) => {
      expect(tools.read(dialled(paste(text).text).number)).toBe('+998901234567')
    },
  )
})

test('a leading 8 is announced', () => {
  expect(formatPhone('8916', tools).eight).toBe(true)
  expect(formatPhone('+7916', tools).eight).toBe(false)
})

test('codes that begin with 8 are left alone when the plus is there', () => {
  expect(dialled('+84 912 345 678').number).toBe('+84912345678')
  expect(dialled('+86 138 0013 8000').number).toBe('+8613800138000')
})

test('nothing is guessed while the digits could be something else', () => {
  expect(withCountry('9161234', tools)).toBe('9161234')
})

describe('the caret', () => {
  test('stays where it was when a digit is put into the middle', () => {
    // +7 91|6 123 45 67
    const typed = typePhone(
      { before: '+7 916 123 45 6', text: '+7 9106 123 45 6', caret: 6, inputType: 'insertText' },
      tools,
    )
    expect(typed.text).toBe('+7 910 612 34 56')
    expect(typed.text.slice(0, typed.caret).replace(/\D/g, '')).toBe('7910')
  })

  test('backspace over a space takes the digit before it', () => {
    const typed = typePhone(
      { before: '+7 916 123 45 67', text: '+7 916123 45 67', caret: 6, inputType: 'deleteContentBackward' },
      tools,
    )
    expect(typed.text).toBe('+7 911 234 56 7')
    expect(typed.text.slice(0, typed.caret).replace(/\D/g, '')).toBe('791')
  })

  test('delete before a space takes the digit after it', () => {
    const typed = typePhone(
      { before: '+7 916 123 45 67', text: '+7 916123 45 67', caret: 6, inputType: 'deleteContentForward' },
      tools,
    )
    expect(typed.text.replace(/\D/g, '')).toBe('7916234567')
    expect(typed.text.slice(0, typed.caret).replace(/\D/g, '')).toBe('7916')
  })

  test('always has the same digits behind it as before the formatting', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 11 })
    fc.assert(
      fc.property(fc.constantFrom('+7', '+998', '+1', '+49'), digits, fc.nat(11), (code, rest, at) => {
        const before = formatPhone(code + rest, tools).text
        const caret = Math.min(before.length, code.length + at)
        const text = `${before.slice(0, caret)}5${before.slice(caret)}`
        const behind = text.slice(caret + 1).replace(/\D/g, '')
        const typed = typePhone({ before, text, caret: caret + 1, inputType: 'insertText' }, tools)
        const shownBehind = typed.text.slice(typed.caret).replace(/\D/g, '')
        // The longest numbers lose their last digits to the limit of fifteen.
        expect(behind.startsWith(shownBehind) || shownBehind === behind).toBe(true)
      }),
    )
  })
})

test('without the numbering plan the digits still pass', () => {
  expect(formatPhone('8 916 123-45-67', undefined).text).toBe('+79161234567')
})
