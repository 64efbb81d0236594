import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { type Client, parameter } from '#platform'
import { FAMILIAR_MS, type Familiarity } from './model.ts'
import { auditEntries } from './tables.ts'

/** The entry of a sign-in, as the values of the two parts below. */
export interface SignInEntry {
  method: string
  device: Client
  at: Date
}

export const signInValues = ({ method, device, at }: SignInEntry) => ({
  ...device,
  signInDetails: JSON.stringify({ method }),
  signInAt: at,
  familiarSince: new Date(at.getTime() - FAMILIAR_MS),
})

/**
 * Whether a customer has come from such a device within a season (`known`), or from any ever (`later`): a part
 * of the statement that opens a session, for which every sign-in would pay a round trip.
 */
export function seenBefore(customerId: SQLWrapper): { known: SQL<boolean>; later: SQL<boolean> } {
  const earlier = sql`select 1 from ${auditEntries} as earlier
    where earlier.customer_id = ${customerId} and earlier.act = 'signed_in'`
  const alike = sql`earlier.browser is not distinct from ${parameter('browser', 'text')}
    and earlier.system is not distinct from ${parameter('system', 'text')}
    and earlier.network is not distinct from ${parameter('network', 'text')}`
  return {
    known: sql<boolean>`exists (${earlier} and earlier.at > ${parameter('familiarSince', 'timestamptz')} and ${alike})`,
    later: sql<boolean>`exists (${earlier})`,
  }
}

export function familiarityOf({ known, later }: { known: boolean; later: boolean }): Familiarity {
  return known ? 'known' : later ? 'new' : 'first'
}

/** Writes the sign-in down, in the same statement: it stands there if a session was opened, and only then. */
export function signInEntry(customerId: SQLWrapper, from: SQLWrapper): SQL {
  const { customerId: whose, actorKind, actorId, act, details, browser, system, network, at } = auditEntries
  const columns = [whose, actorKind, actorId, act, details, browser, system, network, at]
  const names = columns.map(({ name }) => sql.identifier(name))
  return sql`insert into ${auditEntries} (${sql.join(names, sql`, `)})
    select ${customerId}, 'customer', ${customerId}::text, 'signed_in', ${parameter('signInDetails', 'jsonb')},
      ${parameter('browser', 'text')}, ${parameter('system', 'text')}, ${parameter('network', 'text')}, ${parameter('signInAt', 'timestamptz')}
    from ${from}`
}
