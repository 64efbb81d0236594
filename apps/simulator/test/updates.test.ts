import { describe, expect, it } from 'vitest'
import { pushUpdate, readUpdates } from '../src/updates/queue.ts'
import { createWorld } from '../src/world/world.ts'
import { call, first, refusal, simulate, startedPerson } from './support.ts'

const idsOf = (body: { result: { update_id: number }[] }) => body.result.map((update) => update.update_id)

describe('getUpdates', () => {
  it('gives updates in order, with ids one after another, until an offset confirms them', async () => {
    const simulator = await simulate()
    const person = startedPerson(simulator)
    person.say('a')
    person.say('b')
    const ids = idsOf((await call(simulator, 'getUpdates')).body)
    const start = first(ids)
    expect(ids).toEqual([start, start + 1, start + 2])
    expect(idsOf((await call(simulator, 'getUpdates')).body)).toEqual(ids)
    expect(idsOf((await call(simulator, 'getUpdates', { offset: start + 1 })).body)).toEqual(ids.slice(1))
    expect(idsOf((await call(simulator, 'getUpdates')).body)).toEqual(ids.slice(1))
  })

  it('keeps only the last ones for a negative offset', async () => {
    const simulator = await simulate()
    const person = startedPerson(simulator)
    person.say('a')
    person.say('b')
    const { body } = await call(simulator, 'getUpdates', { offset: -1 })
    expect(body.result).toMatchObject([{ message: { text: 'b' } }])
    expect((await call(simulator, 'getUpdates')).body.result).toHaveLength(1)
  })

  it('gives as many as the limit allows', async () => {
    const simulator = await simulate()
    const person = startedPerson(simulator)
    for (let count = 0; count < 120; count++) person.say('x')
    expect((await call(simulator, 'getUpdates', { limit: 3 })).body.result).toHaveLength(3)
    expect((await call(simulator, 'getUpdates', { limit: 500 })).body.result).toHaveLength(100)
    expect((await call(simulator, 'getUpdates', { limit: 0 })).body.result).toHaveLength(1)
  })

  it('waits for an update when it is told to', async () => {
    const simulator = await simulate()
    const person = simulator.addPerson()
    const answer = call(simulator, 'getUpdates', { timeout: 30 })
    await pollIsOpen(simulator)
    person.start('abc')
    expect((await answer).body.result).toMatchObject([{ message: { text: '/start abc' } }])
  })

  it('answers with nothing when the time is over', async () => {
    const simulator = await simulate()
    expect((await call(simulator, 'getUpdates', { timeout: 1 })).body).toEqual({ ok: true, result: [] })
  })

  it('ends the earlier of two pollers with a conflict', async () => {
    const simulator = await simulate()
    const person = simulator.addPerson()
    const earlier = call(simulator, 'getUpdates', { timeout: 30 })
    await pollIsOpen(simulator)
    const later = call(simulator, 'getUpdates', { timeout: 30 })
    expect((await earlier).body).toEqual({
      ok: false,
      error_code: 409,
      description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    })
    person.start()
    expect((await later).body.result).toHaveLength(1)
  })

  it('is a conflict beside a webhook, and setting a webhook ends it', async () => {
    const simulator = await simulate()
    const polling = call(simulator, 'getUpdates', { timeout: 30 })
    await pollIsOpen(simulator)
    await call(simulator, 'setWebhook', { url: 'https://shop.uz/hook' })
    expect((await polling).body.description).toBe('Conflict: terminated by setWebhook request')
    expect(await refusal(simulator, 'getUpdates')).toBe(
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
    await call(simulator, 'deleteWebhook')
    expect(await refusal(simulator, 'getUpdates')).toBeUndefined()
  })

  it('remembers the kinds of updates that are wanted until others are named', async () => {
    const simulator = await simulate()
    const person = startedPerson(simulator)
    await call(simulator, 'getUpdates', { offset: -1, allowed_updates: ['my_chat_member'] })
    person.say('unwanted')
    person.block()
    const { body } = await call(simulator, 'getUpdates')
    expect(body.result.at(-1)).toMatchObject({ my_chat_member: { new_chat_member: { status: 'kicked' } } })
    expect(JSON.stringify(body)).not.toContain('unwanted')
    await call(simulator, 'getUpdates', { allowed_updates: [] })
    person.unblock()
    person.say('wanted')
    expect(JSON.stringify((await call(simulator, 'getUpdates')).body)).toContain('wanted')
  })

  it('refuses a list of kinds that is no list', async () => {
    const reason = 'Bad Request: parameter "allowed_updates" must be an Array'
    expect(await refusal(await simulate(), 'getUpdates', { allowed_updates: { message: true } })).toBe(reason)
  })
})

describe('an update', () => {
  it('is forgotten after 24 hours', () => {
    let now = 1_000
    const world = createWorld({ now: () => now })
    pushUpdate(world, 1, 'message', {})
    now += 24 * 60 * 60 * 1000 - 1
    expect(readUpdates(world, 0, 100)).toHaveLength(1)
    now += 1
    expect(readUpdates(world, 0, 100)).toHaveLength(0)
  })
})

/** The server has the poll in hand once it is in the record. */
async function pollIsOpen(simulator: Awaited<ReturnType<typeof simulate>>): Promise<void> {
  while (simulator.calls().at(-1)?.method !== 'getUpdates') await new Promise((resolve) => setImmediate(resolve))
}
