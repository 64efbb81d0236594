import { sql } from 'drizzle-orm'
import { type Ctx, transact } from '#platform'
import { signalCatalog } from './events.ts'
import { foldText } from './folding.ts'
import { synonyms } from './tables.ts'

/** Makes these groups all the words that mean the same, each as every other of its group. */
export function storeSynonyms(ctx: Ctx, groups: readonly (readonly string[])[]): Promise<void> {
  const pairs = groups.flatMap((group) => {
    const words = [...new Set(group.map(foldText))].filter(Boolean)
    return words.flatMap((word) => words.filter((other) => other !== word).map((means) => ({ word, means })))
  })
  const said = sql`select distinct word, means from jsonb_to_recordset(${JSON.stringify(pairs)}) as said (word text, means text)`
  return transact(ctx, async (ctx) => {
    const removed = await ctx.db.delete(synonyms).where(sql`(${synonyms.word}, ${synonyms.means}) not in (${said})`)
    const added = await ctx.db.execute(sql`insert into synonyms (word, means) ${said} on conflict do nothing`)
    if ((removed.rowCount ?? 0) + (added.rowCount ?? 0) > 0) await signalCatalog(ctx)
  })
}
