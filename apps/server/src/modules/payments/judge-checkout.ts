import type { OrderWords } from '@vitrina/contract/words/orders'
import { admitPayment } from '#checkout'
import type { Ctx } from '#platform'
import { readReference } from './model.ts'

/** What Telegram asks before it takes the money. */
export interface Question {
  payload: string
  amountMinor: number
  currency: string
}

/** Why it may not be paid, a key of the words; nothing when it may. */
export type Verdict = keyof OrderWords['paymentRefused'] | undefined

/**
 * Says, from our own tables alone, whether an order may be paid at this moment (G9). An order that is
 * let through keeps its goods for as long as the money may take to come.
 */
export async function judgeCheckout(ctx: Ctx, { payload, amountMinor, currency }: Question): Promise<Verdict> {
  const orderId = readReference(payload)
  if (!orderId) return 'unknown'
  const admission = await admitPayment(ctx, { orderId, amountMinor, currency })
  return admission === 'admitted' ? undefined : admission
}
