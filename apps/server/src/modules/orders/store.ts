import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  notInArray,
  sql,
} from 'drizzle-orm'
import type { CustomerId } from '#identity'
import { type Db, parameter, prepared } from '#platform'
import type { OrderId, OrderLine, OrderMove, OrderRow, WholeOrder } from './model.ts'
import { orderLines, orderMoves, orders } from './tables.ts'

const over = ['completed', 'cancelled', 'failed', 'refunded'] as const

/** An order that is found only by whoever it belongs to, when somebody is named. */
export async function findOrder(db: Db, id: OrderId, customerId?: CustomerId): Promise<WholeOrder | undefined> {
  const [row] = await orderById(db).execute({ id })
  if (!row || (customerId !== undefined && row.customerId !== customerId)) return undefined
  return (await withParts(db, [row]))[0]
}

const orderById = prepared((db) =>
  db
    .select()
    .from(orders)
    .where(eq(orders.id, sql.placeholder('id')))
    .prepare('order_by_id'),
)

/** Keeps the order to the caller's transaction: of two who would move it, the second sees what the first did. */
export async function lockOrder(db: Db, id: OrderId): Promise<OrderRow | undefined> {
  return (await lockedOrder(db).execute({ id }))[0]
}

const lockedOrder = prepared((db) =>
  db
    .select()
    .from(orders)
    .where(eq(orders.id, sql.placeholder('id')))
    .for('no key update')
    .prepare('order_locked'),
)

/** Those of a customer from a number downwards, the latest first; all, or those that were paid. */
export async function listOrders(
  db: Db,
  customerId: CustomerId,
  { before, limit, isPaid = false }: { before?: number | undefined; limit: number; isPaid?: boolean },
): Promise<WholeOrder[]> {
  const older = before === undefined ? undefined : lt(orders.number, before)
  const paid = isPaid ? isNotNull(orders.paidAt) : undefined
  const rows = await db
    .select()
    .from(orders)
    .where(and(eq(orders.customerId, customerId), older, paid))
    .orderBy(desc(orders.number))
    .limit(limit)
  return withParts(db, rows)
}

/** Whose orders were placed when; for another module's statement. */
export function orderTimes(db: Db) {
  return db.select({ customerId: orders.customerId, placedAt: orders.placedAt }).from(orders).as('order_times')
}

const waiting = ['placed', 'on_hold'] as const

/** Whose time to be paid was over before, the oldest first; so many at a time. */
export async function listOverdue(db: Db, before: Date, limit = 500): Promise<OrderId[]> {
  const rows = await db
    .select({ id: orders.id })
    .from(orders)
    .where(and(lt(orders.payBy, before), eq(orders.paymentStatus, 'unpaid'), inArray(orders.status, [...waiting])))
    .orderBy(asc(orders.payBy))
    .limit(limit)
  return rows.map(({ id }) => id)
}

/** Placed and not yet known to the other side, the oldest first, from a number and a moment on. */
export async function listPendingExternal(
  db: Db,
  { after = 0, since, limit }: { after?: number; since?: Date; limit: number },
): Promise<WholeOrder[]> {
  const pending = and(isNull(orders.externalId), gt(orders.number, after), since && gte(orders.placedAt, since))
  const rows = await db.select().from(orders).where(pending).orderBy(asc(orders.number)).limit(limit)
  return withParts(db, rows)
}

export async function findOrderByExternalId(db: Db, externalId: string): Promise<WholeOrder | undefined> {
  return (await withParts(db, await db.select().from(orders).where(eq(orders.externalId, externalId))))[0]
}

const lineColumns = getTableColumns(orderLines)

async function withParts(db: Db, rows: OrderRow[]): Promise<WholeOrder[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const lines = await db
    .select()
    .from(orderLines)
    .where(inArray(orderLines.orderId, ids))
    .orderBy(asc(orderLines.orderId), asc(orderLines.position))
  const moves = await db.select().from(orderMoves).where(inArray(orderMoves.orderId, ids)).orderBy(asc(orderMoves.id))
  const linesOf = Map.groupBy(lines, ({ orderId }) => orderId)
  const movesOf = Map.groupBy(moves, ({ orderId }) => orderId)
  return rows.map((row) => ({
    ...row,
    lines: (linesOf.get(row.id) ?? []).map(({ orderId, position, ...line }) => line),
    moves: upTo(row.status, movesOf.get(row.id) ?? []).map(({ id, orderId, ...move }) => move),
  }))
}

/** Without what has happened since the order itself was read: that is told with its next reading, and not half now. */
function upTo<Move extends { to: OrderRow['status'] }>(status: OrderRow['status'], moves: Move[]): Move[] {
  const last = moves.findLastIndex(({ to }) => to === status)
  return last === -1 ? moves : moves.slice(0, last + 1)
}

/** Out: the number that it was given. */
export async function insertOrder(db: Db, row: Omit<OrderRow, 'number'>): Promise<number> {
  const json = (value: object | null) => value && JSON.stringify(value)
  const { contact, deliveryTitle, address } = row
  const [inserted] = await insertedOrder(db).execute({
    ...row,
    contact: json(contact),
    deliveryTitle: json(deliveryTitle),
    address: json(address),
  })
  if (!inserted) throw new Error('an insert returned no row')
  return inserted.number
}

const insertedOrder = prepared((db) => {
  const { number, ...columns } = getTableColumns(orders)
  // Typed by hand: a placeholder for JSON that is nothing would become JSON's own null.
  const given = Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, parameter(name, column.getSQLType())]),
  )
  return db
    .insert(orders)
    .values(given as unknown as typeof orders.$inferInsert)
    .returning({ number: orders.number })
    .prepare('order_insert')
})

export async function insertLines(db: Db, orderId: OrderId, lines: readonly OrderLine[]): Promise<void> {
  const rows = lines.map((line, position) => ({ orderId, position, ...line }))
  await insertedLines(db).execute({ rows: JSON.stringify(rows) })
}

// All of them as one text, so that it is one statement however many there are.
const insertedLines = prepared((db) => {
  const columns = Object.entries(lineColumns)
  const named = columns.map(([name, column]) => `"${name}" ${column.getSQLType()}`).join(', ')
  const rows = sql`select ${sql.raw(columns.map(([name]) => `"${name}"`).join(', '))}
    from jsonb_to_recordset(${parameter('rows', 'jsonb')}) as line(${sql.raw(named)})`
  return db.insert(orderLines).select(rows).prepare('order_lines_insert')
})

export async function insertMove(db: Db, orderId: OrderId, move: OrderMove): Promise<void> {
  await insertedMove(db).execute({ orderId, ...move })
}

const insertedMove = prepared((db) =>
  db
    .insert(orderMoves)
    .values({
      orderId: sql.placeholder('orderId'),
      from: sql.placeholder('from'),
      to: sql.placeholder('to'),
      actorKind: sql.placeholder('actorKind'),
      actorId: sql.placeholder('actorId'),
      reason: sql.placeholder('reason'),
      at: sql.placeholder('at'),
    })
    .prepare('order_move_insert'),
)

type Changes = Partial<
  Pick<
    OrderRow,
    | 'status'
    | 'paymentStatus'
    | 'payBy'
    | 'paidAt'
    | 'externalId'
    | 'externalNumber'
    | 'externalRevisedAt'
    | 'contact'
    | 'address'
    | 'comment'
  >
>

export async function updateOrder(db: Db, id: OrderId, changes: Changes): Promise<OrderRow> {
  const [row] = await db.update(orders).set(changes).where(eq(orders.id, id)).returning()
  if (!row) throw new Error('a locked order is gone')
  return row
}

/** Hands what was placed from these accounts to the one that they are now. */
export async function updateOwner(db: Db, placedBy: readonly CustomerId[], customerId: CustomerId): Promise<void> {
  await db
    .update(orders)
    .set({ customerId })
    .where(inArray(orders.placedBy, [...placedBy]))
}

/** What tells who they were, of those that are over; the others are marked, and forget it when they are. */
export async function forgetContacts(db: Db, placedBy: readonly CustomerId[], now: Date): Promise<void> {
  const theirs = inArray(orders.placedBy, [...placedBy])
  await db
    .update(orders)
    .set({ customerErasedAt: now })
    .where(and(theirs, notInArray(orders.status, [...over])))
  await db
    .update(orders)
    .set({ customerErasedAt: now, contact: null, address: null, comment: null })
    .where(and(theirs, inArray(orders.status, [...over])))
}

/** Which of these pictures are of something that was bought: each is looked up, for what was sold most is in every line. */
export async function listPicturesOfOrders(db: Db, pictureIds: readonly string[]): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select id from unnest(${sql.param([...pictureIds])}::text[]) as asked (id)
    where exists (select from ${orderLines} where ${orderLines.picture}->>'pictureId' = asked.id)`)
  return rows.map(({ id }) => id)
}
