import { eq } from 'drizzle-orm'
import type { Ctx } from '#platform'
import { wooFacts } from './tables.ts'

export interface Facts {
  /** Ids of the ways to pay at its own page that are switched on. */
  gateways: string[]
}

export async function findFact<Name extends keyof Facts>({ db }: Ctx, name: Name): Promise<Facts[Name] | undefined> {
  const [row] = await db.select().from(wooFacts).where(eq(wooFacts.name, name))
  return row?.value as Facts[Name] | undefined
}

export async function updateFact<Name extends keyof Facts>(
  { db, now }: Ctx,
  name: Name,
  value: Facts[Name],
): Promise<void> {
  const row = { value, readAt: now() }
  await db
    .insert(wooFacts)
    .values({ name, ...row })
    .onConflictDoUpdate({ target: wooFacts.name, set: row })
}
