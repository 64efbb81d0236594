import type { PaymentMethodId } from '@vitrina/contract'
import { and, asc, eq, inArray, lt, sql } from 'drizzle-orm'
import type { CustomerId } from '#identity'
import type { OrderId } from '#orders'
import { type Db, inBatches } from '#platform'
import type { RefundReason } from './model.ts'
import { invoiceLinks, payments } from './tables.ts'

export type PaymentRow = typeof payments.$inferSelect

export interface ChargeKey {
  method: PaymentMethodId
  chargeId: string
}

const named = ({ method, chargeId }: ChargeKey) => and(eq(payments.method, method), eq(payments.chargeId, chargeId))

/** Out: whether it is the first word of this money; who tells it at the same moment waits and is second. */
export async function insertPayment(db: Db, row: PaymentRow): Promise<boolean> {
  const { rowCount } = await db.insert(payments).values(row).onConflictDoNothing()
  return rowCount === 1
}

export async function findPayment(db: Db, key: ChargeKey): Promise<PaymentRow | undefined> {
  return (await db.select().from(payments).where(named(key)))[0]
}

export async function updateToRefund(db: Db, key: ChargeKey, reason: RefundReason): Promise<void> {
  await db.update(payments).set({ state: 'refund_due', reason }).where(named(key))
}

/** Out: whether it was still due. */
export async function updateRefunded(db: Db, key: ChargeKey): Promise<boolean> {
  const due = and(named(key), eq(payments.state, 'refund_due'))
  return (await db.update(payments).set({ state: 'refunded' }).where(due)).rowCount === 1
}

/** By which it was paid; nothing when it was not, or by nothing that came through here. */
export async function findPaymentOf(db: Db, orderId: OrderId): Promise<PaymentRow | undefined> {
  const kept = and(eq(payments.orderId, orderId), eq(payments.state, 'kept'))
  return (await db.select().from(payments).where(kept).orderBy(asc(payments.notedAt)).limit(1))[0]
}

/** The oldest first. */
export function listRefundsDue(db: Db, limit: number): Promise<PaymentRow[]> {
  return db.select().from(payments).where(eq(payments.state, 'refund_due')).orderBy(asc(payments.notedAt)).limit(limit)
}

export function listPaymentsOf(db: Db, customerIds: readonly CustomerId[]): Promise<PaymentRow[]> {
  return db
    .select()
    .from(payments)
    .where(inArray(payments.customerId, [...customerIds]))
    .orderBy(asc(payments.paidAt))
}

export async function forgetPayer(db: Db, customerIds: readonly CustomerId[]): Promise<void> {
  await db
    .update(payments)
    .set({ payerId: null })
    .where(inArray(payments.customerId, [...customerIds]))
}

export async function findLink(db: Db, orderId: OrderId): Promise<string | undefined> {
  return (await db.select().from(invoiceLinks).where(eq(invoiceLinks.orderId, orderId)))[0]?.link
}

/** Of two that were made at once the first stays. */
export async function insertLink(db: Db, row: typeof invoiceLinks.$inferInsert): Promise<void> {
  await db.insert(invoiceLinks).values(row).onConflictDoNothing()
}

export function deleteLinks(db: Db, before: Date): Promise<number> {
  const old = db.select({ at: sql`ctid` }).from(invoiceLinks).where(lt(invoiceLinks.createdAt, before))
  return inBatches((size) => db.delete(invoiceLinks).where(inArray(sql`ctid`, old.limit(size))))
}
