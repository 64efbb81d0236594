import { expect, test } from 'vitest'
import type { Verification } from '#verifications'
import { describeOrigin, formatTime } from './describe-origin.ts'

const AT = new Date('2026-11-22T15:16:00Z')
const verification = {
  method: 'email',
  purpose: 'register',
  claim: { name: null },
  origin: { browser: null, system: null, network: null, at: AT.toISOString() },
} as Verification
const shop = { name: 'Vitrina', publicUrl: 'https://shop.example', timeZone: 'UTC' }

test.each([
  ['ru', '22 ноября в 15:16 GMT+0'],
  ['uz', '22-noyabr, 15:16 (GMT+0)'],
  ['en', '22 November at 15:16 GMT+0'],
] as const)('in %s the time is told as the site writes it, by 24 hours (X2, X6)', (locale, when) => {
  expect(describeOrigin(verification, { locale, shop }).when).toBe(when)
  expect(formatTime(AT, locale, shop.timeZone)).toBe('15:16')
})
