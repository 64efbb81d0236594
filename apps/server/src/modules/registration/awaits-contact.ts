import type { Ctx } from '#platform'
import { findChatVerification, findVerification, isOpen, needsContact, type VerificationStore } from '#verifications'

/** Whether something begun on a site is to be confirmed by this person's contact: then theirs is about that. */
export async function awaitsContactOf(
  ctx: Ctx,
  telegramId: number,
  { ephemeral }: VerificationStore,
): Promise<boolean> {
  const id = await findChatVerification(ephemeral, ctx, telegramId)
  const found = id && (await findVerification(ephemeral, ctx, id))
  return !!found && found.telegram?.id === telegramId && isOpen(found, ctx.now()) && needsContact(found)
}
