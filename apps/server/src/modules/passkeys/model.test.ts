import { expect, test } from 'vitest'
import { defaultName, relyingPartyOf } from './model.ts'

test.each([
  ['https://shop.example', 'shop.example', 'https://shop.example'],
  ['https://shop.example:8443', 'shop.example', 'https://shop.example:8443'],
  ['http://localhost:3000', 'localhost', 'http://localhost:3000'],
  ['http://shop.localhost', 'shop.localhost', 'http://shop.localhost'],
  // The demo's own address: no domain, but the same server answers at one.
  ['http://127.0.0.1:3000', 'localhost', 'http://localhost:3000'],
  ['http://[::1]:3000', 'localhost', 'http://localhost:3000'],
  ['http://127.0.0.1', 'localhost', 'http://localhost'],
])('passkeys of a shop at %s belong to %s and are used at %s', (publicUrl, id, origin) => {
  expect(relyingPartyOf(publicUrl, 'Vitrina')).toEqual({ id, origin, name: 'Vitrina' })
})

test.each([
  'http://shop.example',
  'http://192.168.1.7:3000',
  'https://203.0.113.7',
  'https://[2001:db8::1]',
  'https://127.0.0.1',
  'http://127.shop.example',
])('a shop at %s has none: browsers allow passkeys on secure domains only', (publicUrl) => {
  expect(relyingPartyOf(publicUrl, 'Vitrina')).toBeUndefined()
})

const device = { browser: 'Firefox', system: 'Linux', network: null }

test.each([
  ['ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4', device, 'Google Password Manager'],
  ['00000000-0000-0000-0000-000000000001', device, 'Firefox, Linux'],
  [null, { ...device, browser: null }, 'Linux'],
  [null, { browser: null, system: null, network: null }, null],
])('a passkey is called by who keeps it, else by where it was made', (aaguid, madeOn, name) => {
  expect(defaultName(aaguid, madeOn)).toBe(name)
})
