import { type CustomerId, findCustomer } from '#identity'
import { type Ctx, type Ephemeral, upsert } from '#platform'
import { EXPECTED_MS } from './model.ts'

export interface ContactStore {
  ephemeral: Ephemeral
}

const key = (telegramId: number) => `mini-app-contact:${telegramId}`

/**
 * Remembers that the Mini App is about to ask for the own contact, which Telegram sends to the bot as well: there it
 * would else be the answer to whatever the bot has asked last. Nothing for who has no Telegram.
 */
export async function expectContact(ctx: Ctx, customerId: CustomerId, { ephemeral }: ContactStore): Promise<void> {
  const telegramId = (await findCustomer(ctx.db, customerId))?.telegramId
  if (!telegramId) return
  const expiresAt = new Date(ctx.now().getTime() + EXPECTED_MS)
  await upsert(ephemeral.unsynced, ctx, key(telegramId), { expiresAt, step: () => ({}) })
}

/** Whether this person's contact was shared in the Mini App; the next one is not. */
export async function takeExpected(ctx: Ctx, telegramId: number, { ephemeral }: ContactStore): Promise<boolean> {
  return (await ephemeral.take(ctx, key(telegramId))) !== undefined
}
