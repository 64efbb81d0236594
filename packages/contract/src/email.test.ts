import { expect, test } from 'vitest'
import { type Email, maskEmail, readTypedEmail, TypedEmail } from './email.ts'

test.each([
  ['anna@shop.example', 'anna@shop.example'],
  [' Anna.Karenina+shop@Shop.Example ', 'anna.karenina+shop@shop.example'],
  ['a@b.uz', 'a@b.uz'],
])('%j is one address however it is spelt (X1)', (typed, email) => {
  expect(readTypedEmail(typed)).toBe(email)
})

test.each([
  '',
  'anna',
  'anna@',
  '@shop.example',
  'anna@localhost',
  'anna @shop.example',
  'anna@shop.example\nBcc: all@shop.example',
  'анна@shop.example',
  'anna@shop..example',
  '"anna"@shop.example',
  '<anna@shop.example>',
  `${'a'.repeat(250)}@shop.example`,
])('%j is no address', (typed) => {
  expect(readTypedEmail(typed)).toBeUndefined()
  expect(TypedEmail.safeParse(typed).error?.issues[0]?.message).toBe('email_invalid')
})

test('a masked address tells its owner which one it is, and nobody else (X8)', () => {
  expect(maskEmail('anna@shop.example' as Email)).toBe('a…a@shop.example')
  expect(maskEmail('ann@shop.example' as Email)).toBe('a…@shop.example')
})
