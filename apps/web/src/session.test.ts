import type { Session } from '@vitrina/contract'
import { describe, expect, test, vi } from 'vitest'
import { ProblemError, unreachable } from './problem.ts'
import { type Remembered, remembered } from './remember.ts'
import { createSession } from './session.ts'

function memory(): Storage {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as unknown as Storage
}

const opened = (accessToken: string): Session => ({
  accessToken,
  expiresIn: 600,
  customer: {
    customerId: 1,
    name: 'Madina',
    email: null,
    phone: null,
    emailVerified: false,
    phoneVerified: false,
    telegramUsername: null,
    telegramLinked: true,
    locale: 'uz',
    marketing: false,
    cartReminders: false,
    hasPassword: true,
    status: 'verified',
    createdAt: '2026-01-01T00:00:00Z',
  },
})

const refused = (status: number) =>
  new ProblemError({ type: 'about:blank', title: '', status, detail: '', code: 'session' })

function sessionWith(refresh: () => Promise<Session>, { signedInBefore = true, awaited = false } = {}) {
  const onEnded = vi.fn()
  const area = memory()
  const flag: Remembered<number> = remembered('session', () => area)
  if (signedInBefore) flag.write(1)
  const clock = { now: 0 }
  const asked = vi.fn(refresh)
  const kept = {
    exists: () => flag.read() !== undefined,
    mark: flag.read,
    take: () => flag.write((flag.read() ?? 0) + 1),
    forget: flag.forget,
  }
  const session = createSession({
    refresh: asked,
    alone: (task) => task(),
    kept,
    onEnded,
    awaited,
    now: () => clock.now,
  })
  return { session, asked, flag, clock, onEnded }
}

test('a browser that never signed in asks nothing', async () => {
  const { session, asked } = sessionWith(async () => opened('a'), { signedInBefore: false })
  expect(session.state.value.status).toBe('guest')
  expect(await session.authority.token()).toBeUndefined()
  expect(asked).not.toHaveBeenCalled()
})

test('a page that is about to sign its person in waits for that, and asks for no one before', async () => {
  const { session } = sessionWith(async () => opened('a'), { signedInBefore: false, awaited: true })
  expect(session.state.value.status).toBe('restoring')
  expect(await session.authority.token()).toBeUndefined()
  await session.restore()
  expect(session.state.value).toMatchObject({ status: 'signedIn' })
})

describe('on load', () => {
  test('an earlier session is picked up', async () => {
    const { session } = sessionWith(async () => opened('a'))
    expect(session.state.value.status).toBe('restoring')
    await session.restore()
    expect(session.state.value).toMatchObject({ status: 'signedIn', customer: { name: 'Madina' } })
  })

  test('an ended one leaves a guest, who is not asked about again', async () => {
    const { session, flag } = sessionWith(() => Promise.reject(refused(401)))
    await session.restore()
    expect(session.state.value.status).toBe('guest')
    expect(flag.read()).toBeUndefined()
  })

  test('a sign-in meanwhile is not undone by the answer about the session before it', async () => {
    const asked = Promise.withResolvers<Session>()
    const { session, flag } = sessionWith(() => asked.promise)
    const restored = session.restore()
    session.adopt(opened('b'))
    asked.reject(refused(401))
    await restored
    expect(session.state.value).toMatchObject({ status: 'signedIn' })
    expect(flag.read()).toBe(2)
    expect(await session.authority.token()).toBe('b')
  })

  test('a sign-in in another tab is not undone by the answer about the session before it', async () => {
    const asked = Promise.withResolvers<Session>()
    const answers = [asked.promise, Promise.resolve(opened('b'))]
    const { session, flag, onEnded } = sessionWith(() => answers.shift() ?? Promise.reject(refused(401)))
    const restored = session.restore()
    flag.write(7)
    asked.reject(refused(401))
    await restored
    expect(session.state.value).toMatchObject({ status: 'signedIn' })
    expect(await session.authority.token()).toBe('b')
    expect(flag.read()).toBeDefined()
    expect(onEnded).not.toHaveBeenCalled()
  })

  test.each([unreachable(), refused(503), refused(429)])('%s signs nobody out', async (failure) => {
    const { session, flag } = sessionWith(() => Promise.reject(failure))
    await session.restore()
    expect(session.state.value.status).toBe('unreachable')
    expect(flag.read()).toBe(1)
  })
})

test('many calls at once renew the token once (the second use of a refresh token ends the session)', async () => {
  const { session, asked } = sessionWith(async () => opened('a'))
  const tokens = await Promise.all([
    session.authority.token(),
    session.authority.token(),
    session.authority.renew('old'),
  ])
  expect(tokens).toEqual(['a', 'a', 'a'])
  expect(asked).toHaveBeenCalledTimes(1)
})

test('a call that was refused late takes the token that came in the meantime', async () => {
  const { session, asked } = sessionWith(async () => opened('a'))
  session.adopt(opened('newer'))
  expect(await session.authority.renew('older')).toBe('newer')
  expect(asked).not.toHaveBeenCalled()
})

test('a refusal of the old session that comes after a sign-in signs nobody out', async () => {
  let refuse = (_: ProblemError) => {}
  const { session } = sessionWith(() => new Promise((_, reject) => (refuse = reject)))
  const restoring = session.restore()
  session.adopt(opened('new'))
  refuse(refused(401))
  await restoring
  expect(session.state.value.status).toBe('signedIn')
  expect(await session.authority.token()).toBe('new')
})

test('a token about to end is renewed before it is sent', async () => {
  const { session, asked, clock } = sessionWith(async () => opened('next'))
  session.adopt(opened('first'))
  clock.now = 584_000
  expect(await session.authority.token()).toBe('first')
  clock.now = 586_000
  expect(await session.authority.token()).toBe('next')
  expect(asked).toHaveBeenCalledTimes(1)
})

test('after a failed renewal the next call tries again', async () => {
  const refresh = vi
    .fn<() => Promise<Session>>()
    .mockRejectedValueOnce(unreachable())
    .mockResolvedValueOnce(opened('a'))
  const { session } = sessionWith(refresh)
  await expect(session.authority.token()).rejects.toThrow(ProblemError)
  expect(await session.authority.token()).toBe('a')
})

test('what was still on its way at a sign-out, and is refused, asks for no other session (S13)', async () => {
  const { session, asked, onEnded } = sessionWith(() => Promise.reject(refused(401)))
  session.adopt(opened('a'))
  await session.end(async () => {
    expect(await session.authority.renew('a')).toBeUndefined()
  })
  expect(await session.authority.renew('a')).toBeUndefined()
  expect(session.state.value.status).toBe('guest')
  expect(asked).not.toHaveBeenCalled()
  expect(onEnded).not.toHaveBeenCalled()
})

test('a sign-out that did not come through leaves the session as it was', async () => {
  const { session } = sessionWith(async () => opened('b'))
  session.adopt(opened('a'))
  await expect(session.end(() => Promise.reject(unreachable()))).rejects.toThrow(ProblemError)
  expect(session.state.value.status).toBe('signedIn')
  expect(await session.authority.renew('a')).toBe('b')
})

test('a session that was ended elsewhere is told of once, and one that was left by hand is not', async () => {
  const ended = sessionWith(() => Promise.reject(refused(401)))
  ended.session.adopt(opened('a'))
  await ended.session.authority.renew('a')
  await ended.session.authority.renew('a')
  expect(ended.onEnded).toHaveBeenCalledTimes(1)
  const left = sessionWith(() => Promise.reject(refused(401)))
  left.session.adopt(opened('a'))
  left.session.forget()
  await left.session.restore()
  expect(left.onEnded).not.toHaveBeenCalled()
})
