import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { FAMILIAR_MS, type Familiarity } from './model.ts'
import { auditEntries } from './tables.ts'

/** A sign-in, as columns of the statement that opens sessions. */
export interface SignInColumns {
  customerId: SQLWrapper
  amr: SQLWrapper
  /** Whether it goes on from another session: its owner was there already, and has only proven it again. */
  isContinued: SQLWrapper
  browser: SQLWrapper
  system: SQLWrapper
  network: SQLWrapper
  at: SQLWrapper
}

/**
 * Whether a customer has come from such a device within a season (`known`), or from any ever (`later`): a part
 * of the statement that opens a session, for which every sign-in would pay a round trip.
 */
export function seenBefore({ customerId, browser, system, network, at }: Omit<SignInColumns, 'amr' | 'isContinued'>): {
  known: SQL<boolean>
  later: SQL<boolean>
} {
  const earlier = sql`select 1 from ${auditEntries} as earlier
    where earlier.customer_id = ${customerId} and earlier.act = 'signed_in'`
  // To the letter what the index of devices holds: read entry by entry, each sign-in would cost more than the last.
  const alike = sql`coalesce(earlier.browser, '') = coalesce(${browser}, '')
    and coalesce(earlier.system, '') = coalesce(${system}, '')
    and coalesce(earlier.network, '') = coalesce(${network}, '')`
  const since = sql`${at} - make_interval(secs => ${sql.raw(`${FAMILIAR_MS / 1000}`)})`
  return {
    known: sql<boolean>`exists (${earlier} and earlier.at > ${since} and ${alike})`,
    later: sql<boolean>`exists (${earlier})`,
  }
}

export function familiarityOf({ known, later }: { known: boolean; later: boolean }): Familiarity {
  return known ? 'known' : later ? 'new' : 'first'
}

/** Writes sign-ins down, in the same statement: they stand there if their sessions were opened, and only then. */
export function signInEntries(
  { customerId, amr, isContinued, browser, system, network, at }: SignInColumns,
  from: SQL,
): SQL {
  const values = {
    customerId,
    actorKind: sql`'customer'`,
    actorId: sql`${customerId}::text`,
    act: sql`'signed_in'`,
    details: sql`jsonb_strip_nulls(jsonb_build_object('method', ${amr}, 'continued', nullif(${isContinued}, false)))`,
    browser,
    system,
    network,
    at,
  }
  const names = Object.keys(values).map((key) => sql.identifier(auditEntries[key as keyof typeof values].name))
  return sql`insert into ${auditEntries} (${sql.join(names, sql`, `)})
    select ${sql.join(Object.values(values), sql`, `)} from ${from}`
}
