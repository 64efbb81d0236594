import { type CustomerId, reserveCustomerId } from '#identity'
import { type Ctx, upsert } from '#platform'
import type { VerificationStore } from './store.ts'

/**
 * The id that whoever has a Telegram id will be known by, if an account is made for them: the same for
 * all that is pending of theirs, or the client of one session would name a person who comes to be
 * another's (B2). It stands for as long as the last that it was promised in.
 */
export async function promiseCustomerId(
  ctx: Ctx,
  { telegramId, until }: { telegramId: number; until: Date },
  store: VerificationStore,
): Promise<CustomerId> {
  const fresh = (await findPromisedId(ctx, telegramId, store)) ?? (await reserveCustomerId(ctx.db))
  const step = (before: CustomerId | undefined) => before ?? fresh
  return upsert<CustomerId>(store.ephemeral, ctx, keyOf(telegramId), { expiresAt: until, step })
}

export async function findPromisedId(
  ctx: Ctx,
  telegramId: number,
  { ephemeral }: VerificationStore,
): Promise<CustomerId | undefined> {
  return (await ephemeral.get<CustomerId>(ctx, keyOf(telegramId)))?.value
}

export function deletePromisedId(ctx: Ctx, telegramId: number, { ephemeral }: VerificationStore): Promise<void> {
  return ephemeral.delete(ctx, keyOf(telegramId))
}

function keyOf(telegramId: number): string {
  return `promised-customer-id:${telegramId}`
}
