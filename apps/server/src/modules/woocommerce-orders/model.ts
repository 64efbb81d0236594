import type { OrderStatus } from '@vitrina/contract'
import { isOver, type OrderId, type OrderRow } from '#orders'

/** Under which names an order there carries what it is of ours: shown to staff among its own fields. */
export const marks = {
  order: 'vitrina_order',
  number: 'vitrina_number',
  coupon: 'vitrina_coupon',
  points: 'vitrina_points',
  telegram: 'vitrina_telegram_id',
  note: 'vitrina_note',
} as const

/** What is wrong with an order that a person has to see to; see the words for staff. */
export const alarmKinds = ['differs', 'refused', 'failing', 'duplicate', 'orphan', 'replaced'] as const
export type AlarmKind = (typeof alarmKinds)[number]

/** What we know of an order there. */
export interface KnownThere {
  orderId: OrderId
  externalId: string | null
  orderKey: string | null
  /** Where it can be paid there. */
  paymentUrl: string | null
  /** Its status there, in their word, when it was last seen; `deleted` when it is gone. */
  status: string
  /** What of our status they have been told, or have told us. */
  told: string
  /** Why nothing more is done for it without a person. */
  trouble: AlarmKind | null
}

/** An order that is to be made what it is here, and how far that has come. */
export interface Push {
  orderId: OrderId
  number: number
  /** Grows whenever it is asked for, so that what is asked for meanwhile is not dropped with what was done. */
  version: number
  since: Date
  dueAt: Date
  tries: number
  /** When it was begun to be made there; nobody knows yet whether it was. */
  attemptedAt: Date | null
  /** Until then an attempt may still be at work over there. */
  doubtfulUntil: Date | null
  /** The newest order that was known there before the first attempt; see `findMarked` for a site that was set back. */
  floorId: number | null
  /** The status that it was begun to be made with. */
  sentStatus: string | null
}

export const DELETED = 'deleted'
/** Gone there, where not even the newest order has an id as high: nobody has deleted it. */
export const SET_BACK = 'set_back'

const ours: Partial<Record<string, OrderStatus>> = {
  pending: 'placed',
  'on-hold': 'on_hold',
  processing: 'processing',
  completed: 'completed',
  cancelled: 'cancelled',
  refunded: 'refunded',
  failed: 'failed',
  trash: 'cancelled',
  [DELETED]: 'cancelled',
}

const theirs: Record<Exclude<OrderStatus, 'placed'>, string> = {
  on_hold: 'on-hold',
  processing: 'processing',
  completed: 'completed',
  cancelled: 'cancelled',
  refunded: 'refunded',
  failed: 'failed',
}

const thrownAway = new Set(['trash', DELETED])
const ended = new Set(['completed', 'cancelled', 'refunded', 'failed', ...thrownAway])
const takesStock = new Set(['on-hold', 'processing', 'completed'])

type Standing = Pick<OrderRow, 'status' | 'payBy' | 'paymentMethodId'>

/**
 * What an order is called there as it stands here. What was placed and waits for nobody's money is `on-hold`:
 * the goods are taken off the stock there and the merchant takes it up, which `pending` does not and
 * `processing` would have said for him.
 */
export function statusThere({ status, payBy }: Standing): string {
  if (status !== 'placed') return theirs[status]
  return payBy === null ? 'on-hold' : 'pending'
}

/** Whether an order is to be made there. What is paid elsewhere is when it is paid: most of what never is would pile up there (M4). */
export function belongsThere(order: Standing): boolean {
  if (order.status === 'cancelled' || order.status === 'failed' || order.status === 'refunded') return false
  return order.payBy === null || order.paymentMethodId === 'woocommerce'
}

/** Whether something has become of it here that they have not been told. */
export function isUntold(order: Standing, known: Pick<KnownThere, 'told'>): boolean {
  return statusThere(order) !== known.told
}

/**
 * Where an order goes by what it has become there; nothing when that is no news (the echo of what we did, H11),
 * has no meaning here (a status of some plugin), or when ours is newer: a customer who was told «cancelled» is
 * not to find it at work, unless it was over there already, or is taken up again for what they chose there.
 */
export function newsOf(
  order: Standing,
  known: KnownThere,
  { status, isTakenUp }: { status: string; isTakenUp: boolean },
): OrderStatus | undefined {
  if (status === known.status) return undefined
  if (thrownAway.has(status) && isOver(order.status)) return undefined
  // Money that came there in the last moment is no work that was begun; where it came too late it buys nothing.
  const isPaid = known.status === 'pending' && status === 'processing' && order.status !== 'cancelled'
  if (isUntold(order, known) && !ended.has(status) && !isPaid && !isTakenUp) return undefined
  return ours[status]
}

/** Whether it is over there: nobody works on it, and nothing is held for it. */
export function hasEnded(status: string): boolean {
  return ended.has(status)
}

export function holdsStock(status: string): boolean {
  return takesStock.has(status)
}
