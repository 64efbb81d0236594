import type { Email, Phone } from '@vitrina/contract'
import type { Ctx } from '#platform'
import { type IdentifierChange, identifierOf } from './identifier-changes.ts'
import type { CustomerRow, IdentifierKind } from './model.ts'
import type { Proof } from './proof.ts'
import { findHolders, updateCustomer } from './store.ts'

/** Gives a row what it had before an act, where it has nothing of the kind now and nobody else has proven it since. */
export async function restore(ctx: Ctx, row: CustomerRow, changes: readonly IdentifierChange[]): Promise<CustomerRow> {
  const set = {}
  for (const { customerId, kind, before, beforeProvenAt } of changes) {
    if (customerId !== row.id || before === null || identifierOf(row, kind) !== null) continue
    // Proven by somebody else since, it is theirs.
    if ((await findHolders(ctx.db, proofOf(kind, before))).length > 0) continue
    Object.assign(set, columnsOf(kind, before, beforeProvenAt))
  }
  const restored = await updateCustomer(ctx.db, row.id, { ...set, updatedAt: ctx.now() })
  if (!restored) throw new Error('a locked customer is gone')
  return restored
}

/** One identifier as columns of a row. The name of a Telegram is for the eye, and comes back when it is next used. */
export function columnsOf(kind: IdentifierKind, value: string | null, provenAt: Date | null) {
  if (kind === 'telegram') return { telegramId: value === null ? null : Number(value), telegramUsername: null }
  return { [kind]: value, [`${kind}VerifiedAt`]: provenAt }
}

function proofOf(kind: IdentifierKind, value: string): Proof {
  return {
    telegramId: kind === 'telegram' ? Number(value) : null,
    telegramUsername: null,
    phone: kind === 'phone' ? (value as Phone) : null,
    email: kind === 'email' ? (value as Email) : null,
  }
}
