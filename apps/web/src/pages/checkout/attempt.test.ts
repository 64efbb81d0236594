import type { Order, OrderToPlace } from '@vitrina/contract'
import { describe, expect, test } from 'vitest'
import { ProblemError, unreachable } from '../../problem.ts'
import { type Attempt, createOrdering } from './attempt.ts'

const bodyOf = (comment: string) => ({ comment }) as OrderToPlace
const refused = (code: string, status = 409) =>
  new ProblemError({ type: 'about:blank', title: '', status, detail: '', code, retryAfter: 1 })

type Answer = 'order' | ProblemError

/** A server that answers in turn; orders are named by their key. */
function ordering(answers: Answer[], before?: Attempt) {
  let kept = before
  let keys = 0
  const sent: Attempt[] = []
  const open = () =>
    createOrdering({
      send: async (attempt) => {
        sent.push(attempt)
        const answer = answers.shift() ?? 'order'
        if (answer === 'order') return { id: attempt.key } as Order
        throw answer
      },
      kept: {
        read: () => kept,
        write: (attempt) => {
          kept = attempt
        },
        forget: () => {
          kept = undefined
        },
      },
      newKey: () => `key-${++keys}`,
      wait: async () => {},
    })
  return { open, sent, kept: () => kept }
}

describe('one order (M4)', () => {
  test('for a double press, sent once', async () => {
    const { open, sent } = ordering([])
    const on = open()
    const [one, other] = await Promise.all([on.place(1, bodyOf('a')), on.place(1, bodyOf('a'))])
    expect(one).toEqual(other)
    expect(sent.length).toBe(1)
  })

  test.each([
    ['a lost answer', unreachable()],
    ['a fault', refused('http.fault', 500)],
    ['a press too many', refused('platform.too_many_requests', 429)],
  ])('after %s is asked for under the same key, after a reload too', async (_, lost) => {
    const { open, sent, kept } = ordering([lost, 'order'])
    await expect(open().place(1, bodyOf('a'))).rejects.toThrow()
    expect(await open().place(1, bodyOf('a'))).toEqual({ id: 'key-1' })
    expect(sent.map(({ key }) => key)).toEqual(['key-1', 'key-1'])
    expect(kept()).toBeUndefined()
  })

  test('that another call is at is waited for', async () => {
    const { open, sent } = ordering([refused('checkout.in_progress'), refused('checkout.in_progress'), 'order'])
    expect(await open().place(1, bodyOf('a'))).toEqual({ id: 'key-1' })
    expect(sent.length).toBe(3)
  })

  test('that was placed although its answer was lost is found when the form was changed since', async () => {
    const { open, sent } = ordering([unreachable(), refused('checkout.cart_empty'), 'order'])
    const on = open()
    await expect(on.place(1, bodyOf('a'))).rejects.toThrow()
    expect(await on.place(1, bodyOf('b'))).toEqual({ id: 'key-1' })
    expect(sent.map(({ key }) => key)).toEqual(['key-1', 'key-2', 'key-1'])
  })

  test('is found after a reload that finds the cart empty', async () => {
    const { open } = ordering([unreachable(), 'order'])
    await expect(open().place(1, bodyOf('a'))).rejects.toThrow()
    const on = open()
    expect([on.hasUnsettled(1), on.hasUnsettled(2)]).toEqual([true, false])
    expect(await on.settleEarlier(2)).toBeUndefined()
    expect(await on.settleEarlier(1)).toEqual({ id: 'key-1' })
  })

  test('that never arrived is not there', async () => {
    const { open, kept } = ordering([unreachable(), refused('checkout.cart_empty')])
    await expect(open().place(1, bodyOf('a'))).rejects.toThrow()
    expect(await open().settleEarlier(1)).toBeUndefined()
    expect(kept()).toBeUndefined()
  })
})

test('what was refused is asked for under a new key', async () => {
  const { open, sent } = ordering([refused('checkout.total_changed'), 'order'])
  const on = open()
  await expect(on.place(1, bodyOf('a'))).rejects.toThrow()
  await on.place(1, bodyOf('a'))
  expect(sent.map(({ key }) => key)).toEqual(['key-1', 'key-2'])
})
