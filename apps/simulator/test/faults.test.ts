import { describe, expect, it } from 'vitest'
import { callMethod } from '../src/bot-api/dispatch.ts'
import type { Desk } from '../src/bot-api/handler.ts'
import { RateLimits } from '../src/bot-api/rate-limits.ts'
import { pressInlineButton, pressStart } from '../src/world/actions.ts'
import { createWorld } from '../src/world/world.ts'
import { call, first, request, simulate, startedPerson } from './support.ts'

describe('a fault', () => {
  it('of a proxy is a page of HTML and nothing is done', async () => {
    const simulator = await simulate()
    const person = startedPerson(simulator)
    simulator.faults.add({ kind: 'error', status: 502 })
    const url = `${simulator.apiRoot}/bot${simulator.botToken}/sendMessage?chat_id=${person.id}&text=x`
    const response = await fetch(url)
    expect(response.status).toBe(502)
    expect(await response.text()).toContain('<html>')
    expect(person.chat()).toHaveLength(1)
    expect((await fetch(url)).status).toBe(200)
  })

  it('of flood control says when to come again', async () => {
    const simulator = await simulate()
    simulator.faults.add({ kind: 'flood', retryAfter: 7 })
    const answer = await call(simulator, 'getMe')
    expect(answer.headers.get('retry-after')).toBe('7')
    expect(answer.body).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 7',
      parameters: { retry_after: 7 },
    })
  })

  it('before the work leaves nothing behind, after the work only the answer is lost', async () => {
    const simulator = await simulate()
    const person = startedPerson(simulator)
    simulator.faults.add({ kind: 'drop-before' })
    await expect(call(simulator, 'sendMessage', { chat_id: person.id, text: 'never' })).rejects.toThrow()
    simulator.faults.add({ kind: 'drop-after' })
    await expect(call(simulator, 'sendMessage', { chat_id: person.id, text: 'done' })).rejects.toThrow()
    expect(person.chat().map(({ text }) => text)).toEqual(['/start', 'done'])
  })

  it('meets only the calls that it is meant for, as often as it is told to', async () => {
    const simulator = await simulate()
    simulator.faults.add({ kind: 'flood', retryAfter: 1 }, { method: 'getChat', times: 2 })
    const statuses = []
    for (const method of ['getMe', 'getChat', 'getchat', 'getChat'])
      statuses.push((await call(simulator, method)).status)
    expect(statuses).toEqual([200, 429, 429, 400])
  })

  it('of slowness holds the call', async () => {
    const simulator = await simulate()
    simulator.faults.add({ kind: 'slow', delayMs: 80 })
    const from = performance.now()
    await call(simulator, 'getMe')
    expect(performance.now() - from).toBeGreaterThan(75)
  })

  it('of being offline breaks open polls and all calls until it is cleared', async () => {
    const simulator = await simulate()
    const poll = request(simulator, 'getUpdates?timeout=30')
    const broken = expect(poll).rejects.toThrow()
    while (simulator.calls().length === 0) await new Promise((resolve) => setImmediate(resolve))
    simulator.faults.offline()
    await broken
    await expect(call(simulator, 'getMe')).rejects.toThrow()
    simulator.faults.clear()
    expect((await call(simulator, 'getMe')).status).toBe(200)
  })
})

describe('the sending limits', () => {
  it('let a burst to one chat pass and then one message a second', () => {
    let now = 0
    const limits = new RateLimits(() => now)
    for (let count = 0; count < 8; count++) limits.take(1)
    expect(() => limits.take(1)).toThrow('Too Many Requests: retry after 1')
    now += 1_000
    limits.take(1)
    expect(() => limits.take(1)).toThrow('Too Many Requests')
  })

  it('let thirty messages a second pass over all', () => {
    let now = 0
    const limits = new RateLimits(() => now)
    for (let chat = 0; chat < 30; chat++) limits.take(chat)
    expect(() => limits.take(99)).toThrow('Too Many Requests')
    now += 100
    for (let chat = 100; chat < 103; chat++) limits.take(chat)
    expect(() => limits.take(104)).toThrow('Too Many Requests')
  })

  it('are kept unless they are switched off', async () => {
    const simulator = await simulate({ limits: true })
    const { id } = startedPerson(simulator)
    const statuses = await Promise.all(
      Array.from({ length: 12 }, () => call(simulator, 'sendMessage', { chat_id: id, text: 'x' })),
    )
    expect(statuses.filter(({ status }) => status === 429)).not.toHaveLength(0)
    expect(statuses.find(({ status }) => status === 429)?.body.parameters.retry_after).toBeGreaterThan(0)
  })
})

describe('time', () => {
  function deskAt(clock: { now: number }) {
    const world = createWorld({ now: () => clock.now })
    const desk = {
      world,
      limits: undefined,
      signal: AbortSignal.abort(),
      session: { loggedOut: false, webhookSetAt: 0 },
    }
    return { world, desk: desk as unknown as Desk, chatId: first(world.state.people).id }
  }

  it('makes a press too old to answer', async () => {
    const clock = { now: 1_000_000 }
    const { world, desk, chatId } = deskAt(clock)
    pressStart(world, chatId)
    const reply_markup = { inline_keyboard: [[{ text: 'x', callback_data: 'a' }]] }
    const sent = await callMethod(desk, 'sendMessage', { chat_id: chatId, text: 'x', reply_markup })
    const pressed = pressInlineButton(world, chatId, {
      messageId: (sent as { message_id: number }).message_id,
      row: 0,
      column: 0,
    })
    clock.now += 10 * 60 * 1000
    const callback_query_id = 'queryId' in pressed ? pressed.queryId : ''
    await expect(callMethod(desk, 'answerCallbackQuery', { callback_query_id })).rejects.toThrow('query is too old')
  })

  it('makes a message of 48 hours too old to delete', async () => {
    const clock = { now: 1_000_000 }
    const { world, desk, chatId } = deskAt(clock)
    const { id } = pressStart(world, chatId)
    clock.now += 48 * 60 * 60 * 1000 + 1_000
    await expect(callMethod(desk, 'deleteMessage', { chat_id: chatId, message_id: id })).rejects.toThrow(
      "message can't be deleted for everyone",
    )
  })
})
