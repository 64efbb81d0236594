import { Client } from 'pg'
import { afterAll, expect, test } from 'vitest'
import { createDatabase, dropDatabase, type TestDatabase } from './postgres.ts'

const made: TestDatabase[] = []
afterAll(() => Promise.all(made.map(dropDatabase)))

async function fresh(template?: TestDatabase): Promise<TestDatabase> {
  const database = await createDatabase(template?.database)
  made.push(database)
  return database
}

async function query(database: TestDatabase, sql: string): Promise<unknown[]> {
  const client = new Client(database)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('a copy of a template has its rows and lives its own life', async () => {
  const template = await fresh()
  await query(template, 'CREATE TABLE goods AS SELECT 1 AS id')

  const copy = await fresh(template)
  await query(copy, 'INSERT INTO goods VALUES (2)')

  expect(await query(copy, 'SELECT id FROM goods ORDER BY id')).toEqual([{ id: 1 }, { id: 2 }])
  expect(await query(template, 'SELECT id FROM goods')).toEqual([{ id: 1 }])
})

test('a database is dropped although somebody is connected to it', async () => {
  const database = await createDatabase()
  const client = new Client(database)
  const cut = new Promise((resolve) => client.on('error', resolve))
  await client.connect()

  await dropDatabase(database)

  await cut
  await expect(query(database, 'SELECT 1')).rejects.toMatchObject({ code: '3D000' })
})
