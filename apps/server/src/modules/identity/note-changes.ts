import { type Email, maskEmail, maskPhone, type Phone } from '@vitrina/contract'
import { type Act, record } from '#audit'
import type { Ctx } from '#platform'
import { changesBetween, type IdentifierChange, insertChanges } from './identifier-changes.ts'
import type { CustomerRow, DeviceInfo, IdentifierKind } from './model.ts'

export interface NoteChanges {
  actId: string
  before: CustomerRow
  after: CustomerRow
  device: DeviceInfo
}

export function newActId(ctx: Ctx): string {
  return ctx.random(16).toString('base64url')
}

/** Writes down what of an account is found differently now, to be told, shown and taken back. Out: the kinds. */
export async function noteChanges(ctx: Ctx, { actId, before, after, device }: NoteChanges): Promise<IdentifierKind[]> {
  const changes = changesBetween(before, after).map((change) => ({ ...change, actId, at: ctx.now() }))
  await insertChanges(ctx.db, changes)
  for (const change of changes) {
    const value = change.after ?? change.before
    const details = { kind: change.kind, ...(value !== null && maskOf(change.kind, value)), ...wasOf(change) }
    const actor = { kind: 'customer', id: String(before.id) } as const
    await record(ctx, { actor, customerId: before.id, act: actOf(change), details, device })
  }
  return changes.map(({ kind }) => kind)
}

function actOf({ before, after }: IdentifierChange): Act {
  if (before === null) return 'identifier_added'
  return after === null ? 'identifier_removed' : 'identifier_changed'
}

/** As much of it as its owner recognises; a Telegram id tells nobody anything. */
export function maskOf(kind: IdentifierKind, value: string): { value?: string } {
  if (kind === 'telegram') return {}
  return { value: kind === 'phone' ? maskPhone(value as Phone) : maskEmail(value as Email) }
}

/** What it took the place of; nothing when it was added or removed. */
export function wasOf({ kind, before, after }: IdentifierChange): { was?: string } {
  const { value: was } = before !== null && after !== null ? maskOf(kind, before) : {}
  return was === undefined ? {} : { was }
}

/** The flags of an event. */
export function flagsOf(kinds: readonly IdentifierKind[]) {
  return { telegram: kinds.includes('telegram'), phone: kinds.includes('phone'), email: kinds.includes('email') }
}
