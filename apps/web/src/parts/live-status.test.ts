import type { VerificationState } from '@vitrina/contract'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ProblemError, unreachable } from '../problem.ts'
import { followVerification, type News } from './live-status.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const at = (status: VerificationState['status']): VerificationState => ({
  id: 'v',
  method: 'telegram_contact',
  status,
  expiresAt: '2026-01-01T00:05:00Z',
})

const refused = (status: number) => new ProblemError({ type: 'about:blank', title: '', status, detail: '', code: 'x' })

function follow(ask = vi.fn(async () => at('pending'))) {
  const streams: { take: (state: VerificationState) => void; fail: (dead: boolean) => void; close: () => void }[] = []
  const told: News[] = []
  const following = followVerification({
    listen: (take, fail) => {
      const close = vi.fn()
      streams.push({ take, fail, close })
      return close
    },
    ask,
    tell: (news) => told.push(news),
  })
  const stream = (index: number) => {
    const found = streams[index]
    if (!found) throw new Error(`No stream ${index}`)
    return found
  }
  return { following, stream, streams, told, ask }
}

test('events alone are enough: nothing is asked', async () => {
  const { stream, told, ask } = follow()
  stream(0).take(at('claimed'))
  await vi.advanceTimersByTimeAsync(30_000)
  expect(told).toEqual([{ kind: 'state', state: at('claimed') }])
  expect(ask).not.toHaveBeenCalled()
})

describe('when the stream breaks', () => {
  test('once, the browser is let open it again', async () => {
    const { stream, streams, ask } = follow()
    stream(0).fail(false)
    await vi.advanceTimersByTimeAsync(9000)
    stream(0).take(at('pending'))
    await vi.advanceTimersByTimeAsync(30_000)
    expect(streams).toHaveLength(1)
    expect(ask).not.toHaveBeenCalled()
  })

  test('and says nothing when the browser has opened it again, it is not trusted', async () => {
    const { stream, ask } = follow()
    stream(0).take(at('pending'))
    stream(0).fail(false)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(stream(0).close).toHaveBeenCalled()
    expect(ask).toHaveBeenCalledTimes(1)
  })

  test('for good, a second one is opened', async () => {
    const { stream, streams } = follow()
    stream(0).fail(true)
    await vi.advanceTimersByTimeAsync(1000)
    expect(streams).toHaveLength(2)
    expect(stream(0).close).toHaveBeenCalled()
  })

  test('twice in a row, the status is asked for every three seconds', async () => {
    const { stream, told, ask } = follow()
    stream(0).fail(false)
    stream(0).fail(false)
    await vi.advanceTimersByTimeAsync(0)
    expect(stream(0).close).toHaveBeenCalled()
    expect(ask).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(6000)
    expect(ask).toHaveBeenCalledTimes(3)
    expect(told).toHaveLength(3)
  })

  test('by saying nothing at all, as where a network holds it back, it is opened again, and then not trusted', async () => {
    const { stream, streams, ask } = follow()
    await vi.advanceTimersByTimeAsync(6000)
    expect(streams).toHaveLength(2)
    expect(stream(0).close).toHaveBeenCalled()
    expect(ask).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(5000)
    expect(stream(1).close).toHaveBeenCalled()
    expect(ask).toHaveBeenCalledTimes(1)
  })

  test('twice, but with news in between, the stream is still trusted', async () => {
    const { stream, ask } = follow()
    stream(0).fail(false)
    stream(0).take(at('pending'))
    stream(0).fail(false)
    await vi.advanceTimersByTimeAsync(9000)
    expect(ask).not.toHaveBeenCalled()
  })
})

describe('it ends', () => {
  test.each(['verified', 'denied', 'expired'] as const)('at %s, and nothing is asked after', async (status) => {
    const { stream, told, ask, following } = follow()
    stream(0).take(at(status))
    stream(0).fail(true)
    await following.look()
    await vi.advanceTimersByTimeAsync(30_000)
    expect(told).toEqual([{ kind: 'state', state: at(status) }])
    expect(ask).not.toHaveBeenCalled()
    expect(stream(0).close).toHaveBeenCalled()
  })

  test.each([
    [404, 'gone'],
    [410, 'gone'],
    [422, 'gone'],
    [401, 'foreign'],
    [403, 'foreign'],
  ])('at %d', async (status, kind) => {
    const { following, told } = follow(vi.fn(() => Promise.reject(refused(status))))
    await following.look()
    await following.look()
    expect(told).toEqual([{ kind }])
  })

  test('when the page is left, whatever is still under way', async () => {
    const { following, told } = follow()
    const looking = following.look()
    following.stop()
    await looking
    expect(told).toEqual([])
  })
})

test('a server out of reach is told, and asked again', async () => {
  const ask = vi
    .fn<() => Promise<VerificationState>>()
    .mockRejectedValueOnce(unreachable())
    .mockResolvedValue(at('claimed'))
  const { stream, told } = follow(ask)
  stream(0).fail(false)
  stream(0).fail(false)
  await vi.advanceTimersByTimeAsync(3000)
  expect(told).toEqual([{ kind: 'trouble' }, { kind: 'state', state: at('claimed') }])
})
