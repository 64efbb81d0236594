import { sql } from 'drizzle-orm'
import type { Db } from '#platform'
import { type CustomerId, type CustomerRow, isLive } from './model.ts'
import { lockCustomers } from './store.ts'
import { customers } from './tables.ts'

/** Accounts that became part of this one, and those that had become part of them. */
export async function findJoinedInto(db: Db, id: CustomerId): Promise<CustomerId[]> {
  const { rows } = await db.execute<{ id: CustomerId }>(sql`
    with recursive gone as (
      select id from ${customers} where joined_into = ${id}
      union select one.id from ${customers} as one join gone on one.joined_into = gone.id
    ) select id from gone order by id`)
  return rows.map((row) => row.id)
}

/** An account with those that became part of it; the account itself first. */
export async function findFamily(db: Db, id: CustomerId): Promise<CustomerId[]> {
  return [id, ...(await findJoinedInto(db, id))]
}

/** The account that this one is part of now, at the end of all joins; itself, when of none. */
export async function findLiveId(db: Db, id: CustomerId): Promise<CustomerId> {
  const { rows } = await db.execute<{ id: CustomerId }>(sql`
    with recursive chain as (
      select id, joined_into from ${customers} where id = ${id}
      union select next.id, next.joined_into from ${customers} as next join chain on next.id = chain.joined_into
    ) select id from chain where joined_into is null`)
  return rows[0]?.id ?? id
}

/**
 * A customer with all who are one with it: the live account that it is part of now, first, and
 * whoever became part of that. Nothing when that account is gone, or changed under our hands.
 */
export async function lockFamily(
  db: Db,
  id: CustomerId,
): Promise<{ live: CustomerRow; all: CustomerRow[] } | undefined> {
  const liveId = await findLiveId(db, id)
  const all = await lockCustomers(db, [liveId, ...(await findJoinedInto(db, liveId))])
  const live = all.find((row) => row.id === liveId)
  return live && isLive(live) ? { live, all } : undefined
}
