import type { Address, OrderStatus, PaymentMethodId } from '@vitrina/contract'
import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { LocalText, PictureRef } from '#catalog'
import { customerIdColumn } from '#identity'
import type { ActorKind, OrderContact, OrderId, OrderLine, PaymentStatus } from './model.ts'

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })
const amount = (name: string) => bigint(name, { mode: 'number' })

/** What people call an order by; four digits from the first on. */
export const orderNumbers = pgSequence('order_numbers', { startWith: 1001 })

export const orders = pgTable(
  'orders',
  {
    id: text().primaryKey().$type<OrderId>(),
    number: integer().notNull().default(sql`nextval('order_numbers')`),
    customerId: customerIdColumn().notNull(),
    /** The account it was placed from; another than the owner when that one was joined into his. */
    placedBy: customerIdColumn('placed_by').notNull(),
    status: text().notNull().$type<OrderStatus>(),
    contact: jsonb().$type<OrderContact>(),
    deliveryMethodId: text('delivery_method_id').notNull(),
    deliveryTitle: jsonb('delivery_title').notNull().$type<LocalText>(),
    address: jsonb().$type<Address>(),
    comment: text(),
    currency: text().notNull(),
    goodsMinor: amount('goods_minor').notNull(),
    discountMinor: amount('discount_minor').notNull(),
    deliveryMinor: amount('delivery_minor').notNull(),
    pointsMinor: amount('points_minor').notNull(),
    totalMinor: amount('total_minor').notNull(),
    couponCode: text('coupon_code'),
    paymentMethodId: text('payment_method_id').notNull().$type<PaymentMethodId>(),
    paymentStatus: text('payment_status').notNull().$type<PaymentStatus>(),
    placedAt: moment('placed_at').notNull(),
    payBy: moment('pay_by'),
    paidAt: moment('paid_at'),
    externalId: text('external_id'),
    externalNumber: text('external_number'),
    externalRevisedAt: moment('external_revised_at'),
    customerErasedAt: moment('customer_erased_at'),
  },
  (table) => [
    uniqueIndex('orders_number_key').on(table.number),
    uniqueIndex('orders_external_key').on(table.externalId),
    index('orders_customer_idx').on(table.customerId, table.number),
    index('orders_placed_by_idx').on(table.placedBy),
    // Whoever hands orders on looks for those that are not there yet, and they are few.
    index('orders_pending_external_idx').on(table.number).where(sql`${table.externalId} is null`),
    // Those that still wait for their money, and they are few too.
    index('orders_overdue_idx')
      .on(table.payBy)
      .where(
        sql`${table.payBy} is not null and ${table.paymentStatus} = 'unpaid' and ${table.status} in ('placed', 'on_hold')`,
      ),
    check(
      'orders_total',
      sql`${table.totalMinor} = ${table.goodsMinor} - ${table.discountMinor} + ${table.deliveryMinor} - ${table.pointsMinor}
        and least(${table.goodsMinor}, ${table.discountMinor}, ${table.deliveryMinor}, ${table.pointsMinor}, ${table.totalMinor}) >= 0`,
    ),
  ],
)

const orderIdColumn = () =>
  text('order_id')
    .notNull()
    .references(() => orders.id, { onDelete: 'cascade' })
    .$type<OrderId>()

/** Written with the order and never again (G6). */
export const orderLines = pgTable(
  'order_lines',
  {
    orderId: orderIdColumn(),
    position: integer().notNull(),
    sku: text().notNull(),
    // Not a reference: what was bought outlives the product.
    productId: integer('product_id').notNull(),
    productSlug: text('product_slug').notNull(),
    name: jsonb().notNull().$type<LocalText>(),
    attributes: jsonb().notNull().$type<OrderLine['attributes']>(),
    picture: jsonb().$type<PictureRef>(),
    quantity: integer().notNull(),
    unitPriceMinor: amount('unit_price_minor').notNull(),
    regularPriceMinor: amount('regular_price_minor'),
    totalMinor: amount('total_minor').notNull(),
    discountMinor: amount('discount_minor').notNull(),
    external: jsonb().$type<NonNullable<OrderLine['external']>>(),
  },
  (table) => [
    primaryKey({ name: 'order_lines_pkey', columns: [table.orderId, table.position] }),
    index('order_lines_picture_idx').on(sql`(${table.picture}->>'pictureId')`),
    check('order_lines_total', sql`${table.totalMinor} = ${table.unitPriceMinor} * ${table.quantity}`),
    check('order_lines_discount', sql`${table.discountMinor} between 0 and ${table.totalMinor}`),
    check('order_lines_quantity', sql`${table.quantity} > 0`),
  ],
)

/** How an order came to where it is, and through whom; only ever added to (G12). */
export const orderMoves = pgTable(
  'order_moves',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    orderId: orderIdColumn(),
    from: text().$type<OrderStatus>(),
    to: text().notNull().$type<OrderStatus>(),
    actorKind: text('actor_kind').notNull().$type<ActorKind>(),
    actorId: text('actor_id'),
    reason: text(),
    at: moment('at').notNull(),
  },
  (table) => [index('order_moves_order_idx').on(table.orderId)],
)
