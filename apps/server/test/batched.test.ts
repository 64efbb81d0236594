import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { batched, type Database, together, transact } from '#platform'
import { testCtx } from './ctx.ts'
import { openDatabase } from './database.ts'

describe('reads of one turn of the event loop', () => {
  let opened: Awaited<ReturnType<typeof openDatabase>>
  let database: Database

  beforeAll(async () => {
    opened = await openDatabase()
    database = opened.database
  })
  afterAll(() => opened?.close())

  function counting(answer: (key: string) => string | undefined = (key) => `row of ${key}`) {
    const asked: string[][] = []
    const find = batched(async (_db, keys) => {
      asked.push([...keys])
      return new Map(keys.flatMap((key) => [[key, answer(key)] as const]).filter(([, row]) => row !== undefined))
    })
    return { asked, find }
  }

  test('are one statement, and each gets its own row or none', async () => {
    const { asked, find } = counting((key) => (key === 'nobody' ? undefined : `row of ${key}`))
    const found = await Promise.all(['a', 'nobody', 'b', 'a'].map((key) => find(database.db, key)))
    expect(found).toEqual(['row of a', undefined, 'row of b', 'row of a'])
    expect(asked).toEqual([['a', 'nobody', 'b', 'a']])
  })

  test('are asked again by the next turn: nothing is kept', async () => {
    const { asked, find } = counting()
    await find(database.db, 'a')
    await find(database.db, 'a')
    expect(asked).toEqual([['a'], ['a']])
  })

  test('fail together, and the next turn is no worse for it', async () => {
    let away = true
    const find = batched(async (_db, keys) => {
      if (away) throw new Error('the database is away')
      return new Map(keys.map((key) => [key, key]))
    })
    const outcomes = await Promise.allSettled([find(database.db, 'a'), find(database.db, 'b')])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    away = false
    expect(await find(database.db, 'a')).toBe('a')
  })

  test('of a transaction are its own: they see what it wrote and share nothing with others', async () => {
    const { asked, find } = counting()
    await transact(testCtx(database.db), async (ctx) => {
      await Promise.all([find(ctx.db, 'inside'), find(database.db, 'outside')])
    })
    expect(asked).toContainEqual(['inside'])
    expect(asked).toContainEqual(['outside'])
  })

  test('of one key are written one after the other, and none again for what a later one could not', async () => {
    const statements: string[][] = []
    const write = together(
      async (_db, items: readonly { key: string; text: string }[]) => {
        statements.push(items.map(({ text }) => text))
        if (items.some(({ text }) => text === 'refused')) throw new Error('not this one')
        return items.map(({ text }) => text)
      },
      { keyOf: ({ key }) => key },
    )
    const asked = [
      ['a', 'first'],
      ['b', 'beside'],
      ['a', 'refused'],
    ].map(([key = '', text = '']) => write(database.db, { key, text }))
    const outcomes = await Promise.allSettled(asked)
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
    expect(statements).toEqual([['first', 'beside'], ['refused']])
  })

  test('of very many are several statements', async () => {
    const { asked, find } = counting()
    await Promise.all(Array.from({ length: 150 }, (_, nth) => find(database.db, `${nth}`)))
    expect(asked.map(({ length }) => length)).toEqual([100, 50])
  })
})
