import { maskEmail, maskPhone } from '@vitrina/contract'
import { record } from '#audit'
import { type Ctx, publish } from '#platform'
import { accountsJoined } from './events.ts'
import { identifierOf } from './identifier-changes.ts'
import { type CustomerId, type CustomerRow, type DeviceInfo, identifierKinds } from './model.ts'
import { flagsOf, type NoteChanges, noteChanges } from './note-changes.ts'
import { updateCustomer } from './store.ts'

interface Dissolve {
  actId: string
  into: CustomerId
  device: DeviceInfo
}

/**
 * Ends an account that becomes part of another. The row stays for what points at it, with the
 * password and the claims that it gets back when it is parted; nobody can sign in by them.
 */
export async function dissolve(ctx: Ctx, gone: CustomerRow, { actId, into, device }: Dissolve): Promise<void> {
  const after = await updateCustomer(ctx.db, gone.id, {
    ...{ telegramId: null, telegramUsername: null, phone: null, phoneVerifiedAt: null },
    ...{ email: null, emailVerifiedAt: null },
    joinedInto: into,
    updatedAt: ctx.now(),
  })
  if (!after) throw new Error('a locked customer is gone')
  await noteChanges(ctx, { actId, before: gone, after, device })
}

/** Writes the join down for both accounts, with what came over and what opens nothing now, and tells of it. */
export async function noteJoin(
  ctx: Ctx,
  gone: CustomerRow,
  { actId, before, after, device }: NoteChanges,
): Promise<void> {
  const came = identifierKinds.filter((kind) => {
    const value = identifierOf(gone, kind)
    return value !== null && value === identifierOf(after, kind)
  })
  const hasKept = gone.passwordHash !== null && after.passwordHash === gone.passwordHash
  const password = hasKept && before.passwordHash === null
  const left = {
    ...(gone.phone !== null && gone.phone !== after.phone && { leftPhone: maskPhone(gone.phone) }),
    ...(gone.email !== null && gone.email !== after.email && { leftEmail: maskEmail(gone.email) }),
    ...(gone.passwordHash !== null && !hasKept && { leftPassword: true }),
  }
  const details = { from: gone.id, into: after.id, ...flagsOf(came), password, ...left }
  const actor = { kind: 'customer', id: String(after.id) } as const
  for (const customerId of [after.id, gone.id]) {
    await record(ctx, { actor, customerId, act: 'accounts_joined', details, device })
  }
  await publish(ctx, accountsJoined, { from: gone.id, into: after.id, actId, device })
}
