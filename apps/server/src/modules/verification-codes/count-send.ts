import type { Limits } from '#platform'
import { codesToChat } from '#telegram'
import { recipientOf, type Verification } from '#verifications'
import { codeSends } from './limits.ts'

/** Counts one more code to wherever those of this verification go; refuses past what one recipient may be sent (S16). */
export async function consumeSend(verification: Verification, limits: Limits): Promise<void> {
  const recipient = recipientOf(verification)
  if (!recipient) return
  if (recipient.channel === 'telegram') return limits.consume(codesToChat, String(recipient.chatId))
  await limits.consume(codeSends, recipient.channel === 'email' ? recipient.email : recipient.phone)
}
