import type { SimulatedPerson } from './person.ts'
import { type ChatMessage, ending, newMessages } from './seen-chat.ts'
import type { PersonRecord } from './world/state.ts'
import type { Notice, World } from './world/world.ts'

/** What to wait for: a part of the text, a pattern of it, or anything about the message. */
export type Expected = string | RegExp | ((message: ChatMessage) => boolean)

// More than a queue that is only looked into, an outbox and a lost try take together.
const patienceMs = 20_000

/** The hands that wait: for what the bot says, and for its answers to buttons. */
export function patience(
  world: World,
  { id, firstName }: PersonRecord,
  notices: readonly Notice[],
): Pick<SimulatedPerson, 'waitFor' | 'waitForNotice'> {
  let noticesTaken = 0
  const findNotice = (expected: string | RegExp) => {
    const at = notices.findIndex((notice, index) => index >= noticesTaken && textMatches(notice.text, expected))
    if (at >= 0) noticesTaken = at + 1
    return notices[at]
  }
  const waited = (timeoutMs: number, expected: Expected) =>
    `${firstName} waited ${timeoutMs} ms for ${String(expected)}`
  return {
    waitFor: (expected, timeoutMs = patienceMs) =>
      until(world, 'chat', timeoutMs, {
        find: () => newMessages(world, id).find((message) => matches(message, expected)),
        describe: () => `${waited(timeoutMs, expected)}; the chat ends with\n${ending(world, id)}`,
      }),
    waitForNotice: (expected = /(?:)/u, timeoutMs = patienceMs) =>
      until(world, 'notice', timeoutMs, {
        find: () => findNotice(expected),
        describe: () => `${waited(timeoutMs, expected)} as a notice`,
      }),
  }
}

function matches(message: ChatMessage, expected: Expected): boolean {
  return typeof expected === 'function' ? expected(message) : textMatches(message.text, expected)
}

function textMatches(text: string, expected: string | RegExp): boolean {
  return typeof expected === 'string' ? text.includes(expected) : expected.test(text)
}

/** Looks again at every news of this kind until something is found; no clock is polled. */
function until<Found>(
  world: World,
  news: 'chat' | 'notice',
  timeoutMs: number,
  search: { find(): Found | undefined; describe(): string },
): Promise<Found> {
  const { promise, resolve, reject } = Promise.withResolvers<Found>()
  const look = () => {
    const found = search.find()
    if (found !== undefined) resolve(found)
  }
  const timer = setTimeout(() => reject(new Error(search.describe())), timeoutMs)
  world.events.on(news, look)
  look()
  return promise.finally(() => {
    clearTimeout(timer)
    world.events.off(news, look)
  })
}
