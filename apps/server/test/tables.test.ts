import { globSync } from 'node:fs'
import { join } from 'node:path'
import { getTableColumns, getTableName, is, sql } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openShop, receiveCode, type Shop, startRegistration } from './harness.ts'

const src = join(import.meta.dirname, '../src')
const files = globSync('**/tables.ts', { cwd: src })
const modules: Record<string, unknown>[] = await Promise.all(files.map((file) => import(join(src, file))))
const tables = modules.flatMap((module) => Object.values(module)).filter((value) => is(value, PgTable))

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
  const registration = await startRegistration(shop)
  const { browser, started } = registration
  const code = await receiveCode(registration)
  await browser.post(`/api/auth/verifications/${started.id}/code`, { code })
})
afterAll(() => shop.close())

test('every column of every table can be read as it is declared', async () => {
  expect(tables.length).toBeGreaterThan(7)
  for (const table of tables) {
    const [row] = await shop.database.db.select().from(table).limit(1)
    if (row) expect(Object.keys(row)).toEqual(Object.keys(getTableColumns(table)))
  }
})

test('what the migrations made is what is declared, no column more', async () => {
  const { rows } = await shop.database.db.execute<{ column: string }>(sql`
    select table_name || '.' || column_name as column from information_schema.columns where table_schema = 'public'`)
  const declared = tables.flatMap((table) =>
    Object.values(getTableColumns(table)).map((column) => `${getTableName(table)}.${column.name}`),
  )
  expect(rows.map(({ column }) => column).sort()).toEqual(declared.sort())
})
