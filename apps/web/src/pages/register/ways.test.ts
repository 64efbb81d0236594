import { describe, expect, test } from 'vitest'
import { hrefOf, offeredWays, wayOf } from './ways.ts'

const all = ['telegram_contact', 'telegram_name', 'email', 'sms', 'telegram_code']

describe('the way to register that an address names', () => {
  test.each([
    ['', 'phone'],
    ['?way=phone', 'phone'],
    ['?way=name', 'name'],
    ['?way=email', 'email'],
    ['?next=%2Faccount&way=sms', 'sms'],
    ['?way=', 'phone'],
    ['?way=telegram_code', 'phone'],
    ['?way=constructor', 'phone'],
    ['?way=email&way=sms', 'email'],
  ])('in %s is %s', (search, way) => {
    expect(wayOf(search, all)).toBe(way)
  })

  test('is the usual one when the shop does not have it (C8)', () => {
    expect(wayOf('?way=sms', ['telegram_contact', 'email'])).toBe('phone')
    expect(wayOf('?way=email', [])).toBe('phone')
  })
})

test('only what the shop has is offered, and the usual way always', () => {
  expect(offeredWays(['email', 'telegram_oidc'])).toEqual(['phone', 'email'])
  expect(offeredWays([])).toEqual(['phone'])
})

test('an address of a way takes along where to go afterwards', () => {
  expect(hrefOf('phone')).toBe('/register')
  expect(hrefOf('email')).toBe('/register?way=email')
  expect(hrefOf('email', '?way=sms&next=%2Faccount')).toBe('/register?way=email&next=%2Faccount')
  expect(hrefOf('phone', '?next=%2Faccount')).toBe('/register?next=%2Faccount')
})
