import { NewPassword, PersonName } from '@vitrina/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkName, checkNewPassword } from './checks.ts'
import { strengthOf } from './strength.ts'

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 140 }),
  fc.string({ unit: 'binary', maxLength: 140 }),
  fc.constantFrom('', ' ', 'Я', ' Я ', 'Ян', 'а\u0301', 'a\u202eb', 'a\nb', 'x'.repeat(100), 'x'.repeat(101)),
)

test('a name is taken here exactly when the contract takes it', () => {
  fc.assert(
    fc.property(text, (name) => {
      expect(checkName(name) === undefined).toBe(PersonName.safeParse(name).success)
    }),
  )
})

test('a name of emoji alone is told what it lacks, and not that its signs are forbidden', () => {
  expect(checkName('🌷🌷🌷')).toBe('name_letterless')
  expect(checkName('Роза 🌷')).toBeUndefined()
  expect(checkName('🌷\u202e🌷')).toBe('name_invalid')
})

test('a password is taken here exactly when the contract takes it', () => {
  fc.assert(
    fc.property(text, (password) => {
      expect(checkNewPassword(password) === undefined).toBe(NewPassword.safeParse(password).success)
    }),
  )
})

const nobody = { name: '', logins: { phone: null, email: null }, refused: [] }

test.each([
  ['aaaaaaaaaaaa', 'weak'],
  ['12345678', 'weak'],
  ['password1', 'weak'],
  ['madina2026', 'weak'],
  ['Test1234', 'fair'],
  ['kitob daraxt', 'fair'],
  ['тихий сад за рекой', 'strong'],
  ['SecurePass123!', 'strong'],
])('%s is %s', (password, strength) => {
  expect(strengthOf(password, { ...nobody, name: 'Madina' })).toBe(strength)
})

test.each([
  ['+998 90 123 45 67', 'weak'],
  ['998901234567', 'weak'],
  ['90 123 45 67', 'weak'],
  ['0901234567', 'weak'],
  ['Timur.Karimov@example.uz', 'weak'],
  ['тихий сад за рекой', 'strong'],
])('beside the phone +998 90 123-45-67 and the address timur.karimov@example.uz, %s is %s', (password, strength) => {
  const logins = { phone: '+998 90 123-45-67', email: 'timur.karimov@example.uz' }
  expect(strengthOf(password, { name: 'Тимур', logins, refused: [] })).toBe(strength)
})

test.each([
  ['football1', 'weak'],
  ['Football1', 'weak'],
  ['football12', 'weak'],
  ['тихий сад за рекой', 'strong'],
])('after the server refused football1 as too common, %s is %s', (password, strength) => {
  expect(strengthOf(password, { ...nobody, refused: ['football1'] })).toBe(strength)
})
