import type { PaymentMethodId } from '@vitrina/contract'
import { sql } from 'drizzle-orm'
import { bigint, check, index, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import { customerIdColumn } from '#identity'
import type { OrderId } from '#orders'
import type { RefundReason } from './model.ts'

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/** All the money that ever came, whatever became of it; no row is ever taken out. */
export const payments = pgTable(
  'payments',
  {
    method: text().notNull().$type<PaymentMethodId>(),
    chargeId: text('charge_id').notNull(),
    providerChargeId: text('provider_charge_id'),
    reference: text().notNull(),
    // Not a reference: money for what is no order of ours is kept too.
    orderId: text('order_id').$type<OrderId>(),
    customerId: customerIdColumn(),
    amountMinor: bigint('amount_minor', { mode: 'number' }).notNull(),
    currency: text().notNull(),
    payerId: bigint('payer_id', { mode: 'number' }),
    /** `kept`: it is the shop's; `refund_due`: it has to go back; `refunded`: it went. */
    state: text().notNull().$type<'kept' | 'refund_due' | 'refunded'>(),
    reason: text().$type<RefundReason>(),
    paidAt: moment('paid_at').notNull(),
    notedAt: moment('noted_at').notNull(),
  },
  (table) => [
    primaryKey({ name: 'payments_pkey', columns: [table.method, table.chargeId] }),
    index('payments_order_idx').on(table.orderId),
    index('payments_customer_idx').on(table.customerId),
    index('payments_refund_due_idx').on(table.notedAt).where(sql`${table.state} = 'refund_due'`),
    check('payments_reason', sql`(${table.state} = 'kept') = (${table.reason} is null)`),
  ],
)

/** Where orders are paid in Telegram, so that each is asked for once. */
export const invoiceLinks = pgTable(
  'invoice_links',
  {
    orderId: text('order_id').primaryKey().$type<OrderId>(),
    link: text().notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [index('invoice_links_created_at_idx').on(table.createdAt)],
)
