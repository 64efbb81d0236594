import { type CustomerId, findCustomer } from '#identity'
import { type Ctx, type Ephemeral, upsert } from '#platform'
import { EXPECTED_MS, UNDELIVERED_MS } from './model.ts'

export interface ExpectationStore {
  ephemeral: Ephemeral
}

interface Expectation {
  /** Milliseconds since 1970. */
  until: number
}

const key = (telegramId: number) => `mini-app-contact:${telegramId}`

/**
 * Remembers that the Mini App is about to ask for the own contact, which Telegram sends to the bot as well: there it
 * would else be the answer to whatever the bot has asked last. Nothing for who has no Telegram.
 */
export async function expectContact(ctx: Ctx, customerId: CustomerId, store: ExpectationStore): Promise<void> {
  const telegramId = await telegramOf(ctx, customerId)
  if (telegramId === undefined) return
  const now = ctx.now().getTime()
  const step = (): Expectation => ({ until: now + EXPECTED_MS })
  const expiresAt = new Date(now + UNDELIVERED_MS)
  await upsert(store.ephemeral.unsynced, ctx, key(telegramId), { expiresAt, step })
}

/** Takes it back: the person would not share it. */
export async function withdrawExpectation(ctx: Ctx, customerId: CustomerId, store: ExpectationStore): Promise<void> {
  const telegramId = await telegramOf(ctx, customerId)
  if (telegramId !== undefined) await endExpectation(ctx, telegramId, store)
}

/** Whether a contact sent at this time is the one that the Mini App has asked for, however late it was delivered. */
export async function isContactExpected(
  ctx: Ctx,
  { telegramId, sentAt }: { telegramId: number; sentAt: Date },
  { ephemeral }: ExpectationStore,
): Promise<boolean> {
  const expected = await ephemeral.get<Expectation>(ctx, key(telegramId))
  return expected !== undefined && sentAt.getTime() <= expected.value.until
}

/** It has come; the next one answers the chat. */
export function endExpectation(ctx: Ctx, telegramId: number, { ephemeral }: ExpectationStore): Promise<void> {
  return ephemeral.unsynced.delete(ctx, key(telegramId))
}

async function telegramOf(ctx: Ctx, customerId: CustomerId): Promise<number | undefined> {
  return (await findCustomer(ctx.db, customerId))?.telegramId ?? undefined
}
