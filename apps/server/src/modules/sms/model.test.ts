import type { Phone } from '@vitrina/contract'
import { describe, expect, test } from 'vitest'
import { type JudgedSend, pausedUntil, prefixOf } from './model.ts'

const at = (minute: number) => new Date(Date.UTC(2030, 0, 1, 0, minute))

/** So many codes, newest first, of which the oldest ones came back. */
function sends(count: number, back: number): JudgedSend[] {
  return Array.from({ length: count }, (_, nth) => ({
    sentAt: at(count - nth),
    cameBackAt: nth >= count - back ? at(count - nth) : null,
  }))
}

describe('a prefix (S16)', () => {
  test.each([
    ['+998901234567', '+99890'],
    ['+79161234567', '+7916'],
    ['+77011234567', '+7701'],
    ['+37491123456', '+3749'],
    ['+2901234', '+2'],
  ])('of %s is %s: country and operator, not the subscriber', (phone, prefix) => {
    expect(prefixOf(phone as Phone)).toBe(prefix)
  })

  test.each([
    [0, 0, false],
    [49, 0, false],
    [50, 0, true],
    [50, 9, true],
    [50, 10, false],
    [50, 50, false],
  ])('of whose %i codes %i came back is paused: %s', (count, back, paused) => {
    expect(pausedUntil(sends(count, back)) !== undefined).toBe(paused)
  })

  test('is paused for an hour from its last code, unless that one came back', () => {
    const [newest, ...others] = sends(50, 0)
    expect(pausedUntil(newest ? [newest, ...others] : [])).toEqual(at(110))
    expect(pausedUntil([{ sentAt: at(50), cameBackAt: at(51) }, ...others])).toBeUndefined()
  })
})
