import { expect, test } from 'vitest'
import { momentText, timeText } from './moment-text.ts'

const AT = new Date('2026-11-22T15:16:00Z')

test.each([
  ['ru', '22 ноября в 15:16 GMT+0'],
  ['uz', '22-noyabr, 15:16 (GMT+0)'],
  ['en', '22 November at 15:16 GMT+0'],
] as const)('in %s the time is told as the site writes it, by 24 hours (X2, X6)', (locale, text) => {
  expect(momentText(AT, locale, 'UTC')).toBe(text)
  expect(timeText(AT, locale, 'UTC')).toBe('15:16')
})

test('it is told in the zone of the shop', () => {
  expect(momentText(AT, 'ru', 'Asia/Tashkent')).toBe('22 ноября в 20:16 GMT+5')
  expect(timeText(AT, 'ru', 'Europe/Moscow')).toBe('18:16')
})
