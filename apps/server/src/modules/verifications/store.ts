import { eq, inArray, lt, sql } from 'drizzle-orm'
import type { CustomerId } from '#identity'
import { type Ctx, type Db, type Ephemeral, notify, prepared, update } from '#platform'
import { isCodeRefused } from './code-steps.ts'
import type { Verification, VerificationId } from './model.ts'
import { outcomes } from './tables.ts'

/** Where verifications are kept. */
export interface VerificationStore {
  ephemeral: Ephemeral
}

const key = (id: VerificationId) => `verification:${id}`
const chatKey = (telegramId: number) => `verification-of-chat:${telegramId}`

export async function insertVerification(
  ephemeral: Ephemeral,
  ctx: Ctx,
  id: VerificationId,
  verification: Verification,
  keepUntil: Date,
): Promise<void> {
  if (!(await ephemeral.put(ctx, key(id), verification, keepUntil))) throw new Error('a start secret was drawn twice')
}

export async function findVerification(
  ephemeral: Ephemeral,
  ctx: Ctx,
  id: VerificationId,
): Promise<Verification | undefined> {
  return (await ephemeral.get<Verification>(ctx, key(id)))?.value
}

/**
 * Applies one pure step of the model, whoever else is at it; `undefined` leaves the record as it
 * is. What a waiting page would show differently is signalled here and nowhere else (Y2).
 */
export async function updateVerification(
  { ephemeral }: VerificationStore,
  ctx: Ctx,
  id: VerificationId,
  step: (verification: Verification) => Verification | undefined,
): Promise<{ before: Verification; after: Verification } | undefined> {
  const updated = await update<Verification>(ephemeral, ctx, key(id), (verification) => {
    const next = step(verification)
    return next === verification ? undefined : next
  })
  if (updated && isNews(updated.before, updated.after)) await notify(ctx, 'verification', id)
  return updated
}

function isNews(before: Verification, after: Verification): boolean {
  if (before.status !== after.status || before.resendAt !== after.resendAt) return true
  return isCodeRefused(before) !== isCodeRefused(after) || before.mismatched !== after.mismatched
}

/** Remembers which verification a chat is about: a contact arrives without saying. */
export async function insertChatVerification(
  ephemeral: Ephemeral,
  ctx: Ctx,
  telegramId: number,
  id: VerificationId,
  until: Date,
): Promise<void> {
  await ephemeral.delete(ctx, chatKey(telegramId))
  await ephemeral.put(ctx, chatKey(telegramId), { id }, until)
}

export async function findChatVerification(
  ephemeral: Ephemeral,
  ctx: Ctx,
  telegramId: number,
): Promise<VerificationId | undefined> {
  return (await ephemeral.get<{ id: VerificationId }>(ctx, chatKey(telegramId)))?.value.id
}

export function deleteVerifications(ephemeral: Ephemeral, ctx: Ctx, ids: readonly VerificationId[]): Promise<void> {
  return ephemeral.delete(ctx, ...ids.map(key))
}

export function deleteChatVerification(ephemeral: Ephemeral, ctx: Ctx, telegramId: number): Promise<void> {
  return ephemeral.delete(ctx, chatKey(telegramId))
}

const insertedOutcome = prepared((db) =>
  db
    .insert(outcomes)
    .values({
      verificationId: sql.placeholder('verificationId'),
      customerId: sql.placeholder('customerId'),
      completedAt: sql.placeholder('completedAt'),
    })
    .onConflictDoNothing()
    .prepare('registration_insert_outcome'),
)

/** Says whether this was the first. */
export async function insertOutcome(
  db: Db,
  row: { verificationId: VerificationId; customerId: CustomerId; completedAt: Date },
): Promise<boolean> {
  return (await insertedOutcome(db).execute(row)).rowCount === 1
}

export async function findOutcome(db: Db, verificationId: VerificationId): Promise<CustomerId | undefined> {
  const [found] = await db
    .select({ customerId: outcomes.customerId })
    .from(outcomes)
    .where(eq(outcomes.verificationId, verificationId))
  return found?.customerId
}

/** Verifications of the last days that ended in one of these accounts. */
export async function findOutcomesOf(db: Db, customerIds: readonly CustomerId[]): Promise<VerificationId[]> {
  const { verificationId: id, customerId } = outcomes
  const found = await db
    .select({ id })
    .from(outcomes)
    .where(inArray(customerId, [...customerIds]))
  return found.map((outcome) => outcome.id)
}

export function deleteOutcomes(db: Db, before: Date, limit: number) {
  const id = outcomes.verificationId
  const old = db.select({ id }).from(outcomes).where(lt(outcomes.completedAt, before)).limit(limit)
  return db.delete(outcomes).where(inArray(id, old))
}
