import { botWords } from '@vitrina/contract/words/bot'
import { eq } from 'drizzle-orm'
import { Api, Composer } from 'grammy'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { composeBot, makeUpdateHandler, type UpdateHandler } from '#bot'
import type { Ctx } from '#platform'
import { registrationBot } from '#registration'
import { type BotContext, followLanguage } from '#telegram'
import { outbox } from '../src/modules/telegram/tables.ts'
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

function startUpdate(personId: number, payload: string, languageCode = 'ru') {
  const from = { id: personId, is_bot: false as const, first_name: 'Анна', language_code: languageCode }
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

describe('the menu button', () => {
  const miniAppUrl = 'https://shop.example/'
  const personId = 7_100_000_020
  const hear = (languageCode: string, ctx: Ctx = on.ctx) => {
    const composer = composeBot([])
    const handle = makeUpdateHandler(ctx, {
      composer,
      api,
      me: () => me,
      shop: { ...shop, miniAppUrl },
      defaultLocale: 'ru',
    })
    const { update_id, message } = startUpdate(personId, '', languageCode)
    return handle({ update_id, message: { ...message, text: 'Здравствуйте', entities: [] } })
  }
  const names = async () => {
    const calls = await on.ctx.db.select().from(outbox).where(eq(outbox.method, 'setChatMenuButton')).orderBy(outbox.id)
    return calls.map(({ payload }) => (payload.menu_button as { text: string }).text)
  }

  test('is called anew when somebody’s Telegram speaks another language, and only then (X2)', async () => {
    await hear('uz')
    await hear('uz')
    expect(await names()).toEqual([botWords.uz.openShop])
    await hear('en')
    await hear('en')
    expect(await names()).toEqual([botWords.uz.openShop, botWords.en.openShop])
  })

  test('is not taken for renamed by an update that could not be marked', async () => {
    const before = await names()
    await expect(hear('ru', failingOnce(on.ctx))).rejects.toThrow('not this time')
    expect(await names()).toEqual(before)
    await hear('ru')
    expect(await names()).toEqual([...before, botWords.ru.openShop])
  })

  test('keeps the language that was chosen, whatever their Telegram speaks', async () => {
    await followLanguage(on.ctx, { miniAppUrl })({ telegramId: personId, locale: 'uz' })
    const before = await names()
    expect(before.at(-1)).toBe(botWords.uz.openShop)
    await hear('en')
    expect(await names()).toEqual(before)
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
