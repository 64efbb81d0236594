import type { Identifier } from '@vitrina/contract'
import { record } from '#audit'
import { type Ctx, type Db, publish, transact } from '#platform'
import { deleteOwnClaims, findClaims } from './contact-claims.ts'
import { identifierUnknown, lastIdentifier, signInRequired } from './errors.ts'
import { identifierRemoved } from './events.ts'
import { identifierOf } from './identifier-changes.ts'
import {
  type CustomerId,
  type CustomerRow,
  type DeviceInfo,
  type IdentifierKind,
  identifierKinds,
  isLive,
} from './model.ts'
import { flagsOf, newActId, noteChanges } from './note-changes.ts'
import { findCustomer, lockCustomer, updateCustomer } from './store.ts'

/** What a customer is found by, proven or only named (C4). */
export async function listIdentifiers(db: Db, customerId: CustomerId): Promise<Identifier[]> {
  const customer = await findCustomer(db, customerId)
  if (!customer) throw signInRequired()
  const claims = await findClaims(db, customerId)
  return identifierKinds.flatMap((kind): Identifier[] => {
    const value = kind === 'telegram' ? showTelegram(customer) : customer[kind]
    const verifiedAt = kind === 'telegram' ? null : (customer[`${kind}VerifiedAt`]?.toISOString() ?? null)
    if (value !== null) return [{ kind, value, verified: true, verifiedAt }]
    const claimed = kind === 'telegram' ? null : claims[kind]
    return claimed === null ? [] : [{ kind, value: claimed, verified: false, verifiedAt: null }]
  })
}

/** The name is for the eye, and may be missing; the id is what the account is found by (S10). */
function showTelegram({ telegramUsername, telegramId }: CustomerRow): string | null {
  if (telegramId === null) return null
  return telegramUsername === null ? String(telegramId) : `@${telegramUsername}`
}

export interface RemoveIdentifier {
  customerId: CustomerId
  kind: IdentifierKind
  device: DeviceInfo
}

const emptied = {
  phone: { phone: null, phoneVerifiedAt: null },
  email: { email: null, emailVerifiedAt: null },
  telegram: { telegramId: null, telegramUsername: null },
} satisfies Record<IdentifierKind, object>

/**
 * Takes an identifier from its account, and what was only claimed of its kind too.
 *
 * Refuses with `identity.last_identifier` when nothing proven would be left: nobody could sign in,
 * or be recognised again. Refuses with `identity.identifier_unknown` when there is none of the kind.
 */
export function removeIdentifier(ctx: Ctx, { customerId, kind, device }: RemoveIdentifier): Promise<void> {
  return transact(ctx, async (ctx) => {
    const before = await lockCustomer(ctx.db, customerId)
    if (!before || !isLive(before)) throw signInRequired()
    const claims = kind === 'telegram' ? 0 : await deleteOwnClaims(ctx.db, customerId, [kind])
    if (identifierOf(before, kind) === null) {
      if (claims === 0) throw identifierUnknown()
      const actor = { kind: 'customer', id: String(customerId) } as const
      return record(ctx, { actor, customerId, act: 'identifier_removed', details: { kind, verified: false }, device })
    }
    if (identifierKinds.every((other) => other === kind || identifierOf(before, other) === null)) throw lastIdentifier()
    const after = await updateCustomer(ctx.db, customerId, { ...emptied[kind], updatedAt: ctx.now() })
    if (!after) throw new Error('a locked customer is gone')
    const actId = newActId(ctx)
    const kinds = await noteChanges(ctx, { actId, before, after, device })
    await publish(ctx, identifierRemoved, { customerId, actId, ...flagsOf(kinds), device })
  })
}
