import { record } from '#audit'
import { type CustomerId, type DeviceInfo, findClaims, findCustomer, listChanges, signInRequired } from '#identity'
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
 * and where they have been signed in.
 */
export async function exportIdentity(ctx: Ctx, customerId: CustomerId): Promise<object> {
  const customer = await findCustomer(ctx.db, customerId)
  if (!customer) throw signInRequired()
  const { passwordHash, joinedInto, erasedAt, ...held } = customer
  return {
    ...held,
    claims: await findClaims(ctx.db, customerId),
    identifierChanges: await exportChanges(ctx.db, customerId),
    sessions: await exportSessions(ctx.db, customerId),
  }
}

async function exportChanges(db: Db, customerId: CustomerId): Promise<object[]> {
  const changes = await listChanges(db, customerId)
  return changes.map(({ kind, before, beforeProvenAt, after, at }) => ({ kind, before, beforeProvenAt, after, at }))
}

async function exportSessions(db: Db, customerId: CustomerId): Promise<object[]> {
  const sessions = await listAllSessions(db, customerId)
  // The id stands in access tokens: it is for us alone.
  return sessions.map(({ id, customerId, keyId, ...session }) => session)
}
