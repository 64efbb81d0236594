import type { Database } from '#platform'

/** Takes what this statement locks, so that whoever wants it waits; out: what lets go of it. */
export async function hold({ database }: { database: Database }, statement: string): Promise<() => Promise<void>> {
  const [held, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const holding = database.db.transaction(async (tx) => {
    await tx.execute(statement)
    held.resolve()
    await released.promise
  })
  await Promise.race([held.promise, holding])
  return () => {
    released.resolve()
    return holding
  }
}
