import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { batched, type Ctx, type Database, together, transact, transactTogether } from '#platform'
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

describe('transactions of one turn of the event loop', () => {
  let opened: Awaited<ReturnType<typeof openDatabase>>
  let ctx: Ctx

  beforeAll(async () => {
    opened = await openDatabase()
    ctx = testCtx(opened.database.db)
    await ctx.db.execute(
      sql`create table steps (name text primary key, transaction text default pg_current_xact_id()::text)`,
    )
  })
  beforeEach(() => ctx.db.execute(sql`truncate steps`))
  afterAll(() => opened?.close())

  const write = (name: string) => async (ctx: Ctx) => {
    await ctx.db.execute(sql`insert into steps (name) values (${name})`)
    return name
  }
  const kept = async () => {
    const { rows } = await ctx.db.execute<{ name: string; transaction: string }>(sql`select * from steps order by name`)
    return { names: rows.map(({ name }) => name), transactions: new Set(rows.map((row) => row.transaction)).size }
  }

  test('are one, and each has its own answer; those of the next turn are another', async () => {
    const names = ['b', 'a', 'c']
    expect(await Promise.all(names.map((name) => transactTogether(ctx, 1, write(name))))).toEqual(names)
    await transactTogether(ctx, 1, write('later'))
    expect(await kept()).toEqual({ names: ['a', 'b', 'c', 'later'], transactions: 2 })
  })

  test('of which one throws are none of the others’ business', async () => {
    const asked = ['a', 'refused', 'c'].map((name) =>
      transactTogether(ctx, 1, async (ctx) => {
        await write(name)(ctx)
        if (name === 'refused') throw new Error('not this one')
        return name
      }),
    )
    const outcomes = await Promise.allSettled(asked)
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect((await kept()).names).toEqual(['a', 'c'])
  })

  test('are done in the order of the rows that they lock, and one at a time', async () => {
    const steps: string[] = []
    const work = (name: string) => async (ctx: Ctx) => {
      steps.push(`${name} begins`)
      await write(name)(ctx)
      steps.push(`${name} ends`)
    }
    await Promise.all([transactTogether(ctx, 2, work('second')), transactTogether(ctx, 1, work('first'))])
    expect(steps).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
  })

  test('within another are a part of it', async () => {
    const undone = transact(ctx, async (ctx) => {
      await transactTogether(ctx, 1, write('inside'))
      throw new Error('and none of it')
    })
    await expect(undone).rejects.toThrow('and none of it')
    expect((await kept()).names).toEqual([])
  })
})
