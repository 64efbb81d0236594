import { type Attachment, gather } from './attachment.ts'
import type { CustomerId } from './model.ts'
import { type Held, type Holder, mayOpen, type Proof } from './proof.ts'

export interface Admission extends Attachment {
  /** Whose account the proof opens; nothing when one is made, which takes all that was proven. */
  open: CustomerId | null
}

/**
 * Decides whose account a proof opens (X1). Every account that it may open and that goes together
 * is the prover's, so they become one: the oldest stays, for its number is the longest known. When
 * not all go together, the Telegram id leads, then the phone, then the address.
 */
export function decideAdmission(proof: Proof, held: Held): Admission {
  const found = [held.byTelegram, held.byPhone, held.byEmail].filter((holder) => holder !== undefined)
  const leader = found.find((holder) => mayOpen(holder, proof))
  if (!leader) return { open: null, ...gather(nobody, proof, held) }
  const { join } = gather(leader, proof, held)
  const openable = found.filter((holder) => holder.id === leader.id || join.includes(holder.id))
  const oldest = openable.reduce((one, other) => (other.id < one.id ? other : one))
  return { open: oldest.id, ...gather(oldest, proof, held) }
}

/** The account that is made now, before it has anything. */
const nobody: Holder = { id: 0 as CustomerId, telegramId: null, phone: null, email: null }
