import { sql } from 'drizzle-orm'
import { shown } from '#catalog'
import { type Ctx, type Db, transact } from '#platform'
import { matches } from './filters.ts'
import type { Wanted } from './search-words.ts'

/** Of each of these whether any product has it. */
export async function findKnown(db: Db, wanted: readonly Wanted[]): Promise<boolean[]> {
  const known = wanted.map((one) => sql`exists (select from ${shown.products} product where ${matches(one)})`)
  const { rows } = await db.execute<{ known: boolean[] }>(sql`select array[${sql.join(known, sql`, `)}] as known`)
  return rows[0]?.known ?? []
}

// Low: of five letters one that is wrong leaves two trigrams of six. Who is near enough is decided elsewhere.
const ALIKE = '0.3'
const CANDIDATES = 500

/** Words of products that have something in common with a typed one, the most alike first. */
export function listAlike(ctx: Ctx, typed: string): Promise<string[]> {
  return transact(ctx, async ({ db }) => {
    await db.execute(sql`select set_config('pg_trgm.word_similarity_threshold', ${ALIKE}, true)`)
    const { rows } = await db.execute<{ word: string }>(sql`
      select word from ${shown.products} product, regexp_split_to_table(product.search_text, '\\s+') word
      where ${typed} <% product.search_text and similarity(word, ${typed}) > 0
      group by word order by similarity(word, ${typed}) desc, word limit ${CANDIDATES}`)
    return rows.map(({ word }) => word)
  })
}
