import {
  attachProof,
  type CustomerId,
  type CustomerRow,
  type DeviceInfo,
  inRounds,
  isLive,
  lockHoldersAnd,
  type Proof,
} from '#identity'
import { type Ctx, transact } from '#platform'
import { lockLiveSession, type SessionId, sessionEnded } from '#sessions'
import { endJoined } from './end-joined.ts'

export interface AttachIdentifier {
  /** Who was signed in where the proof was asked for, and is to have it. */
  customerId: CustomerId
  sessionId: SessionId
  proof: Proof
  device: DeviceInfo
}

/**
 * Gives an account one more identifier, or another in place of the one it had (X1). An account
 * that the proof alone would open becomes part of it: its identifiers and its password fill what
 * is lacking, its sessions end, and both are told. What belongs to somebody
 * with another Telegram moves alone (S11). Every claim to what was proven ends (C4).
 *
 * Refuses with `identity.session_ended` when the session that asked is over by now, and with
 * `identity.telegram_present` when the account has another Telegram.
 */
export function attachIdentifier(ctx: Ctx, input: AttachIdentifier): Promise<CustomerRow> {
  return inRounds(() => transact(ctx, (ctx) => attach(ctx, input)))
}

async function attach(ctx: Ctx, { customerId, sessionId, proof, device }: AttachIdentifier): Promise<CustomerRow> {
  const locked = await lockHoldersAnd(ctx.db, customerId, proof)
  const own = locked.find(({ id }) => id === customerId)
  const session = await lockLiveSession(ctx.db, sessionId, ctx.now())
  // Signed out meanwhile, by «it was not me» perhaps: what it began must not be finished.
  if (!own || !isLive(own) || session?.customerId !== own.id) throw sessionEnded()
  const { customer, joined } = await attachProof(ctx, { own, proof, locked, device })
  await endJoined(ctx, { joined, into: customer.id, proof })
  return customer
}
