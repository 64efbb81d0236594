import type { Phone } from '@vitrina/contract'
import { type Ctx, type Ephemeral, update, upsert } from '#platform'
import { type IssuedCode, isLive, OFFER_MS, type Offer } from './model.ts'

/** Where codes and offers are kept. */
export interface CodeStore {
  ephemeral: Ephemeral
}

const codeKey = (telegramId: number) => `bot-code:${telegramId}`
const numberKey = (phone: Phone) => `bot-code-for:${phone}`
const offerKey = (telegramId: number) => `bot-code-offer:${telegramId}`

/**
 * Puts a code in place of all that its Telegram id or its number had (D2). The code stands under the
 * Telegram id, and under the number stands whose it is; it lives while the two name each other.
 * So whoever comes later voids what was before with one write to either, and of many at once for
 * one person the last to write the first is left with the code.
 */
export async function replaceCode({ ephemeral }: CodeStore, ctx: Ctx, issued: IssuedCode, until: Date): Promise<void> {
  const { telegramId, phone } = issued
  await upsert(ephemeral, ctx, codeKey(telegramId), { expiresAt: until, step: () => issued })
  await upsert(ephemeral, ctx, numberKey(phone), { expiresAt: until, step: () => ({ telegramId }) })
}

/** The code that may be typed for a number now. */
export async function findLiveCode({ ephemeral }: CodeStore, ctx: Ctx, phone: Phone): Promise<IssuedCode | undefined> {
  const holder = (await ephemeral.get<{ telegramId: number }>(ctx, numberKey(phone)))?.value
  const issued = holder && (await ephemeral.get<IssuedCode>(ctx, codeKey(holder.telegramId)))?.value
  return issued?.phone === phone && isLive(issued) ? issued : undefined
}

/** Applies one step of the model to this very code; nothing when it is gone, or the step gave nothing. */
export async function updateCode(
  { ephemeral }: CodeStore,
  ctx: Ctx,
  { id, telegramId }: IssuedCode,
  step: (issued: IssuedCode) => IssuedCode | undefined,
): Promise<IssuedCode | undefined> {
  let after: IssuedCode | undefined
  const found = await update<IssuedCode>(ephemeral, ctx, codeKey(telegramId), (issued) => {
    after = issued.id === id ? step(issued) : undefined
    return after
  })
  return found && after
}

export async function findOffer({ ephemeral }: CodeStore, ctx: Ctx, telegramId: number): Promise<Offer | undefined> {
  return (await ephemeral.get<Offer>(ctx, offerKey(telegramId)))?.value
}

/** Makes an offer or goes on with it; from now on it stands for its whole time again. */
export function upsertOffer(
  { ephemeral }: CodeStore,
  ctx: Ctx,
  telegramId: number,
  step: (before: Offer | undefined) => Offer,
): Promise<Offer> {
  const expiresAt = new Date(ctx.now().getTime() + OFFER_MS)
  return upsert<Offer>(ephemeral, ctx, offerKey(telegramId), { expiresAt, step })
}

export async function updateOffer(
  { ephemeral }: CodeStore,
  ctx: Ctx,
  telegramId: number,
  step: (offer: Offer) => Offer,
): Promise<void> {
  await update<Offer>(ephemeral, ctx, offerKey(telegramId), step)
}

export function deleteOffer({ ephemeral }: CodeStore, ctx: Ctx, telegramId: number): Promise<void> {
  return ephemeral.delete(ctx, offerKey(telegramId))
}

/** All that is kept of a person; the number only as long as it is theirs and nobody else has a code for it. */
export async function deleteCodes(store: CodeStore, ctx: Ctx, telegramId: number): Promise<void> {
  const { ephemeral } = store
  const issued = (await ephemeral.get<IssuedCode>(ctx, codeKey(telegramId)))?.value
  const holder = issued && (await ephemeral.get<{ telegramId: number }>(ctx, numberKey(issued.phone)))?.value
  if (issued && holder?.telegramId === telegramId) await ephemeral.delete(ctx, numberKey(issued.phone))
  await ephemeral.delete(ctx, codeKey(telegramId))
  await deleteOffer(store, ctx, telegramId)
}
