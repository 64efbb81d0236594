import { Api, Composer } from 'grammy'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { composeBot, makeUpdateHandler, type UpdateHandler } from '#bot'
import type { Ctx } from '#platform'
import { registrationBot } from '#registration'
import type { BotContext } from '#telegram'
import { type UseCases, useCases } from './use-cases.ts'

let on: UseCases
beforeAll(async () => {
  on = await useCases()
})
afterAll(() => on.close())

const me = { id: 42, is_bot: true, first_name: 'Shop', username: 'shop_bot' } as never
const shop = { name: 'Vitrina', publicUrl: 'https://shop.example', timeZone: 'UTC' }
// Never called: what is said is collected.
const api = new Api('42:a', { apiRoot: 'http://127.0.0.1:9' })

const handlerOf = (composer: Composer<BotContext>, ctx: Ctx = on.ctx) =>
  makeUpdateHandler(ctx, { composer, api, me: () => me, shop, defaultLocale: 'ru' })

let ids = 1

function startUpdate(personId: number, payload: string) {
  const from = { id: personId, is_bot: false as const, first_name: 'Анна', language_code: 'ru' }
  const chat = { id: personId, type: 'private' as const, first_name: 'Анна' }
  const entities = [{ type: 'bot_command' as const, offset: 0, length: 6 }]
  return { update_id: ids++, message: { message_id: 1, date: 1, chat, from, text: `/start ${payload}`, entities } }
}

describe('a bad start', () => {
  const badStarts = async () => {
    const { rows } = await on.ctx.db.execute<{ points: number }>('select points from rate_limit')
    return rows.map(({ points }) => points)
  }

  test('that Telegram delivers again, because it could not be marked, counts once (S7, T17)', async () => {
    const handle = handlerOf(composeBot([registrationBot(on.ports)]), failingOnce(on.ctx))
    const update = startUpdate(7_100_000_001, 'guessed')
    await expect(handle(update)).rejects.toThrow('not this time')
    await handle(update)
    await handle(update)
    expect(await badStarts()).toEqual([1])
    await handle(startUpdate(7_100_000_001, 'guessed'))
    expect(await badStarts()).toEqual([2])
  })

  test('that is handled twice at once counts once (S7)', async () => {
    const handle = handlerOf(composeBot([registrationBot(on.ports)]))
    const update = startUpdate(7_100_000_001, 'guessed')
    await Promise.all([handle(update), handle(update)])
    expect(await badStarts()).toEqual([3])
  })
})

describe('an update that fails', () => {
  let faulty: UpdateHandler
  beforeAll(() => {
    const composer = new Composer<BotContext>().use(() => {
      throw new Error('a fault of ours')
    })
    faulty = handlerOf(composer)
  })
  const fails = (update: ReturnType<typeof startUpdate>) => expect(faulty(update)).rejects.toThrow('a fault of ours')

  test('three times is given up', async () => {
    const update = startUpdate(7_100_000_002, 'x')
    await fails(update)
    await fails(update)
    await expect(faulty(update)).resolves.toBeUndefined()
  })

  test('is remembered among a thousand, and not for ever: another process may have handled it', async () => {
    const old = startUpdate(7_100_000_002, 'x')
    await fails(old)
    await fails(old)
    for (let others = 0; others < 1_000; others++) await fails(startUpdate(7_100_000_002, 'x'))
    await fails(old)
  })
})

/** The same, whose first transaction is rolled back at its end. */
function failingOnce(ctx: Ctx): Ctx {
  let failed = false
  const transaction: Ctx['db']['transaction'] = (work) =>
    ctx.db.transaction(async (db) => {
      const result = await work(db)
      if (!failed) {
        failed = true
        throw new Error('not this time')
      }
      return result
    })
  const db = new Proxy(ctx.db, {
    get: (target, name) => (name === 'transaction' ? transaction : Reflect.get(target, name)),
  })
  return { ...ctx, db }
}
