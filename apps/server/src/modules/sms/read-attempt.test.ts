import { describe, expect, test } from 'vitest'
import { type AnswerReader, readAttempt } from './read-attempt.ts'

/** A provider that says `{"id": …}`, or `{"no": <code>, "whose": …}`. */
const reader: AnswerReader = {
  accepted: (json) => (json as { id?: string } | undefined)?.id,
  refused: (json) => {
    const { no, whose } = (json ?? {}) as { no?: string; whose?: 'route' | 'account' | 'recipient' | 'moment' }
    return no && whose ? { code: no, whose } : undefined
  },
}

const read = (status: number, body: string, retryAfter?: string) => readAttempt({ status, body, retryAfter }, reader)

describe('an answer of a provider', () => {
  test('that took the message names it', () => {
    expect(read(201, '{"id":"1"}')).toEqual({ outcome: 'accepted', messageId: '1' })
  })

  test.each([200, 201, 202])('of %i that says nothing we know leaves a doubt', (status) => {
    expect(read(status, '<html>')).toEqual({ outcome: 'doubtful', code: 'unreadable' })
  })

  test.each([500, 502, 504])('of %i by a gateway leaves a doubt: it may have been passed on', (status) => {
    expect(read(status, '<html>')).toEqual({ outcome: 'doubtful', code: String(status) })
  })

  test('of 503, and of any fault in the provider’s own words, says that nothing was sent', () => {
    expect(read(503, '<html>').outcome).toBe('not_done')
    expect(read(500, '{"no":"9","whose":"account"}')).toEqual({ outcome: 'not_done', code: '9' })
  })

  test('that asks to wait says for how long', () => {
    expect(read(429, '', '30')).toEqual({ outcome: 'not_done', code: '429', retryAfterSeconds: 30 })
    expect(read(429, '', 'Wed, 21 Oct 2026 07:28:00 GMT')).toMatchObject({ retryAfterSeconds: 1 })
    expect(read(429, '', '999999999')).toMatchObject({ retryAfterSeconds: 3600 })
    expect(read(429, '', '-5')).toMatchObject({ retryAfterSeconds: 1 })
    expect(read(400, '{"no":"7","whose":"moment"}')).toMatchObject({ outcome: 'not_done', code: '7' })
  })

  test('that refuses says whose matter it is', () => {
    expect(read(400, '{"no":"7","whose":"recipient"}')).toEqual({ outcome: 'refused', whose: 'recipient', code: '7' })
    // Some say no with a 200.
    expect(read(200, '{"no":"7","whose":"route"}')).toEqual({ outcome: 'refused', whose: 'route', code: '7' })
  })

  test.each([301, 400, 403, 404])('of %i by somebody else is the account’s: it never came there', (status) => {
    expect(read(status, '<html>')).toEqual({ outcome: 'refused', whose: 'account', code: String(status) })
  })

  test('that never came may have been given', () => {
    expect(readAttempt('lost', reader)).toEqual({ outcome: 'doubtful', code: 'lost' })
    expect(readAttempt('unreachable', reader)).toEqual({ outcome: 'not_done', code: 'unreachable' })
  })
})
