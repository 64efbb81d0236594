import type { Ctx } from '#platform'
import { type ChatLookup, findChatByUsername, updateChat } from '#telegram'

/**
 * The chat whose person has a username now: one that the bot knows, and Telegram says that the
 * name is still theirs. What the bot saw is not enough, for names are handed on (S10).
 */
export async function findHolder(
  ctx: Ctx,
  username: string,
  { lookup, signal }: { lookup: ChatLookup; signal: AbortSignal },
): Promise<{ chatId: number } | 'nobody' | 'away'> {
  const chat = await findChatByUsername(ctx.db, username)
  if (!chat) return 'nobody'
  const current = await lookup.findUsername(chat.id, signal)
  if (current === 'away') return 'away'
  if (current.username === username) return { chatId: chat.id }
  await updateChat(ctx.db, chat.id, { username: current.username })
  return 'nobody'
}
