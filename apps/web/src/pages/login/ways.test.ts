import { expect, test } from 'vitest'
import { codeWayOf, hrefOf } from './ways.ts'

test.each([
  ['', undefined],
  ['?way=email', 'email'],
  ['?next=%2Faccount&way=sms', 'sms'],
  ['?way=telegram', undefined],
  ['?way=toString', undefined],
])('the address %s asks to sign in by %s', (search, way) => {
  expect(codeWayOf(search, ['email', 'sms', 'telegram_name'])).toBe(way)
})

test('a way that the shop does not have is the password (C8)', () => {
  expect(codeWayOf('?way=sms', ['email'])).toBeUndefined()
})

test('an address of a way takes along where to go afterwards', () => {
  expect(hrefOf('email', '?next=%2Faccount')).toBe('/login?way=email&next=%2Faccount')
  expect(hrefOf(undefined, '?way=sms')).toBe('/login')
})
