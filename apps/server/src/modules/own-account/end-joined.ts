import type { CustomerId, Proof, Proven } from '#identity'
import type { Ctx } from '#platform'
import { endSessions, moveSessions } from '#sessions'

/**
 * Sees to who was signed in to accounts that became part of another. Sessions that Telegram itself
 * opened go on in the account that stays, when it is this very Telegram that was proven now: a
 * Mini App that is open goes on. All others end: who held a phone or knew a password then need not
 * be who proved it now (S11).
 */
export async function endJoined(
  ctx: Ctx,
  { joined, into, proof }: { joined: Proven['joined']; into: CustomerId; proof: Proof },
): Promise<void> {
  for (const gone of joined) {
    const sameTelegram = proof.telegramId !== null && gone.telegramId === proof.telegramId
    if (sameTelegram) await moveSessions(ctx.db, { from: gone.id, to: into, amr: 'tg' })
    await endSessions(ctx.db, gone.id, ctx.now(), 'all')
  }
}
