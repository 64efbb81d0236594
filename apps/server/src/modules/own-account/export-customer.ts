import { record } from '#audit'
import {
  type CustomerId,
  type CustomerRow,
  type DeviceInfo,
  findCustomers,
  findFamily,
  listChanges,
  listClaims,
  signInRequired,
} from '#identity'
import type { Ctx, Db } from '#platform'
import { listAllSessions } from '#sessions'

/** What one module holds about a customer, ready to be read by them; no secret and no hash. */
export type Held = (ctx: Ctx, customerId: CustomerId) => Promise<object>

/** Names the parts of an export; each module gives its own (Y7). */
export type Exporters = Record<string, Held>

/** Gathers everything that is held about a customer, and writes down that it was asked for. */
export async function exportCustomer(
  ctx: Ctx,
  { customerId, device }: { customerId: CustomerId; device: DeviceInfo },
  exporters: Exporters,
): Promise<Record<string, unknown>> {
  const parts: [string, object][] = []
  for (const [name, held] of Object.entries(exporters)) parts.push([name, await held(ctx, customerId)])
  await record(ctx, { actor: { kind: 'customer', id: String(customerId) }, customerId, act: 'exported', device })
  return { exportedAt: ctx.now().toISOString(), ...Object.fromEntries(parts) }
}

/**
 * The account's own part: the person, what was typed and never proven, what they were found by before,
 * and where they have been signed in. With all of it, what is left of accounts that became part of this one.
 */
export async function exportIdentity(ctx: Ctx, customerId: CustomerId): Promise<object> {
  const family = await findFamily(ctx.db, customerId)
  const rows = await findCustomers(ctx.db, family)
  const customer = rows.find(({ id }) => id === customerId)
  if (!customer) throw signInRequired()
  return {
    ...ownPart(customer),
    joined: rows.filter((row) => row !== customer).map(ownPart),
    claims: await exportClaims(ctx.db, family),
    identifierChanges: await exportChanges(ctx.db, family),
    sessions: await exportSessions(ctx.db, family),
  }
}

function ownPart({ passwordHash, joinedInto, erasedAt, ...held }: CustomerRow): object {
  return held
}

async function exportClaims(db: Db, customerIds: readonly CustomerId[]): Promise<object[]> {
  const claims = await listClaims(db, customerIds)
  return claims.map(({ kind, value, createdAt }) => ({ kind, value, createdAt }))
}

async function exportChanges(db: Db, customerIds: readonly CustomerId[]): Promise<object[]> {
  const changes = await listChanges(db, customerIds)
  return changes.map(({ kind, before, beforeProvenAt, after, at }) => ({ kind, before, beforeProvenAt, after, at }))
}

async function exportSessions(db: Db, customerIds: readonly CustomerId[]): Promise<object[]> {
  const sessions = await listAllSessions(db, customerIds)
  // The id stands in access tokens: it is for us alone.
  return sessions.map(({ id, customerId, keyId, ...session }) => session)
}
