import { and, count, eq, isNull } from 'drizzle-orm'
import type { Ctx } from '#platform'
import type { Source } from './model.ts'
import { products } from './tables.ts'

/** A product that is kept of a source, and how new what is kept of it is. */
export interface KeptProduct {
  externalId: string
  modifiedAt: Date
}

const ofSource = (source: Source) => and(eq(products.source, source), isNull(products.goneAt))

/** All that is kept of a source and has not gone, shown or not, to be held against what the source has. */
export function listKept(ctx: Ctx, source: Source): Promise<KeptProduct[]> {
  const { externalId, modifiedAt } = products
  return ctx.db.select({ externalId, modifiedAt }).from(products).where(ofSource(source))
}

/** How many those are. */
export async function countKept(ctx: Ctx, source: Source): Promise<number> {
  const [row] = await ctx.db.select({ kept: count() }).from(products).where(ofSource(source))
  return row?.kept ?? 0
}
