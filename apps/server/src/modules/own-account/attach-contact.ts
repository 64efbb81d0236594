import {
  attachProof,
  type CustomerId,
  type CustomerRow,
  type DeviceInfo,
  inRounds,
  lockHoldersAnd,
  type Proof,
} from '#identity'
import { type Ctx, transact } from '#platform'
import { endJoined } from './end-joined.ts'

export interface AttachContact {
  customerId: CustomerId
  /** A Telegram, and what it has shared of its own. */
  proof: Proof & { telegramId: number }
  device: DeviceInfo
}

/**
 * Gives an account the phone that its own Telegram has shared (X1). An account that the proof alone
 * would open becomes part of it, and is told; what belongs to somebody with another Telegram moves
 * alone (S11). Nothing when the Telegram is not the account's any more: the phone was shared by
 * whoever has the Telegram, and is for nobody else.
 */
export function attachContact(ctx: Ctx, input: AttachContact): Promise<CustomerRow | undefined> {
  return inRounds(() => transact(ctx, (ctx) => attach(ctx, input)))
}

async function attach(ctx: Ctx, { customerId, proof, device }: AttachContact): Promise<CustomerRow | undefined> {
  const locked = await lockHoldersAnd(ctx.db, customerId, proof)
  const own = locked.find(({ id }) => id === customerId)
  if (own?.telegramId !== proof.telegramId) return undefined
  const { customer, joined } = await attachProof(ctx, { own, proof, locked, device })
  await endJoined(ctx, { joined, into: customer.id, proof })
  return customer
}
