import type { z } from 'zod'

/** What of an answer is what it should be, and what is wrong with the rest. */
export function readEach<Schema extends z.ZodType>(
  schema: Schema,
  items: readonly unknown[],
): { read: z.output<Schema>[]; unreadable: { externalId: string; reason: string }[] } {
  const results = items.map((item) => ({ item, result: schema.safeParse(item) }))
  return {
    read: results.flatMap(({ result }) => (result.success ? [result.data] : [])),
    unreadable: results.flatMap(({ item, result }) => {
      if (result.success) return []
      const names = result.error.issues.map(({ path }) => path.join('.')).join(', ')
      return [{ externalId: idOf(item), reason: `not as it should be: ${names}`.slice(0, 200) }]
    }),
  }
}

function idOf(item: unknown): string {
  const id = typeof item === 'object' && item !== null && 'id' in item ? item.id : undefined
  return typeof id === 'number' || typeof id === 'string' ? String(id).slice(0, 40) : 'without id'
}

/** Its moments are in UTC and do not say so. */
export function readMoment(gmt: string): Date | undefined {
  const at = new Date(`${gmt}Z`)
  return Number.isNaN(at.getTime()) ? undefined : at
}

/** As its filters want a moment: to the second, bare, together with `dates_are_gmt` (a `Z` would shift it). */
export function bareMoment(at: Date): string {
  return at.toISOString().slice(0, 19)
}
