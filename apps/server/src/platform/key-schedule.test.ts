import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { currentKey, nextTurn, PUBLISHED_AFTER_MS, PUBLISHED_AHEAD_MS, publishedKeys } from './key-schedule.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const START = Date.UTC(2030, 0, 1)
const at = (ms: number) => new Date(START + ms)
const first = { kid: 'first', signsFrom: at(0) }
const second = { kid: 'second', signsFrom: at(30 * DAY_MS) }

describe('signing keys take turns', () => {
  test.each([
    ['at its turn', 0, 'first'],
    ['just before the turn of the next', 30 * DAY_MS - 1, 'first'],
    ['at the turn of the next', 30 * DAY_MS, 'second'],
    ['on a clock put back before every turn', -DAY_MS, 'first'],
  ])('the one that signs, %s', (_, ms, kid) => {
    expect(currentKey([second, first], at(ms)).kid).toBe(kid)
  })

  test('the next key is due an hour before thirty days of signing are over', () => {
    const due = 30 * DAY_MS - HOUR_MS
    expect(nextTurn([first], at(due - 1))).toBeUndefined()
    expect(nextTurn([first], at(due))).toEqual(at(30 * DAY_MS))
    expect(nextTurn([first, second], at(due))).toBeUndefined()
  })

  test('after a long stop the next key still waits an hour for its turn', () => {
    expect(nextTurn([first], at(300 * DAY_MS))).toEqual(at(300 * DAY_MS + HOUR_MS))
  })

  test('whenever the job runs, a key signs only an hour after it is published, and is published while its tokens live', () => {
    const hours = fc.array(fc.integer({ min: 1, max: 24 * 50 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(hours, (steps) => {
        let now = START
        let keys = [{ kid: '0', signsFrom: at(0) }]
        const publishedSince = new Map([['0', START - PUBLISHED_AHEAD_MS]])
        const lastSigned = new Map<string, number>()
        for (const step of steps) {
          now += step * HOUR_MS
          const current = currentKey(keys, new Date(now))
          expect(now - (publishedSince.get(current.kid) ?? now)).toBeGreaterThanOrEqual(PUBLISHED_AHEAD_MS)
          lastSigned.set(current.kid, now)
          const turn = nextTurn(keys, new Date(now))
          if (!turn) continue
          const kid = String(publishedSince.size)
          keys = [...publishedKeys(keys, new Date(now)), { kid, signsFrom: turn }]
          publishedSince.set(kid, now)
          const published = new Set(publishedKeys(keys, new Date(now)).map((key) => key.kid))
          for (const [signer, signedAt] of lastSigned) {
            if (now < signedAt + PUBLISHED_AFTER_MS) expect(published).toContain(signer)
          }
        }
      }),
    )
  })

  test('a key that was replaced is forgotten once its last token is dead', () => {
    const keys = [first, second]
    const kids = (ms: number) => publishedKeys(keys, at(ms)).map(({ kid }) => kid)
    expect(kids(30 * DAY_MS + PUBLISHED_AFTER_MS - 1)).toEqual(['first', 'second'])
    expect(kids(30 * DAY_MS + PUBLISHED_AFTER_MS)).toEqual(['second'])
    expect(kids(900 * DAY_MS)).toEqual(['second'])
  })
})
