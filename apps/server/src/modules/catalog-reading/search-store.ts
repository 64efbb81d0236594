import { sql } from 'drizzle-orm'
import { shown } from '#catalog'
import { type Ctx, type Db, transact } from '#platform'
import { matches } from './filters.ts'
import { swapsOf, type Wanted } from './search-words.ts'

/** Of each of these whether any product has it. */
export async function findKnown(db: Db, wanted: readonly Wanted[]): Promise<boolean[]> {
  const known = wanted.map((one) => sql`exists (select from ${shown.products} product where ${matches(one)})`)
  const { rows } = await db.execute<{ known: boolean[] }>(sql`select array[${sql.join(known, sql`, `)}] as known`)
  return rows[0]?.known ?? []
}

// Low: of four letters one that is wrong leaves two trigrams of the eight that the two words have. Who is
// near enough is decided elsewhere.
const ALIKE = '0.24'
const CANDIDATES = 500
// In a shorter word two that are swapped leave fewer: it is looked for the other way round.
const SWAPS_SHOW = 6

/** Words of products that have something in common with a typed one, the most alike first. */
export function listAlike(ctx: Ctx, typed: string): Promise<string[]> {
  const swaps = typed.length < SWAPS_SHOW ? swapsOf(typed) : []
  const swapped = swaps.map((word) => sql` or product.search_text like ${`% ${word}%`}`)
  const isSwap = sql`word like any(${sql.param(swaps.map((word) => `${word}%`))}::text[])`
  return transact(ctx, async ({ db }) => {
    await db.execute(sql`select set_config('pg_trgm.word_similarity_threshold', ${ALIKE}, true)`)
    const { rows } = await db.execute<{ word: string }>(sql`
      select word from ${shown.products} product, regexp_split_to_table(product.search_text, '\\s+') word
      where (${typed} <% product.search_text${sql.join(swapped)}) and (similarity(word, ${typed}) > 0 or ${isSwap})
      group by word order by ${isSwap} desc, similarity(word, ${typed}) desc, word limit ${CANDIDATES}`)
    return rows.map(({ word }) => word)
  })
}
