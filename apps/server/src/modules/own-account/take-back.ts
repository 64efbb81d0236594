import { inRounds, takeBack } from '#identity'
import { type Ctx, transact } from '#platform'
import { endSessions } from '#sessions'

/**
 * Takes back what one act changed of an account's identifiers, as «it was not me» asks: what was
 * added goes, what was there before comes back unless somebody else has proven it since, and what
 * was joined is parted. All sessions of the account end. Done twice it is done once.
 *
 * Refuses with `identity.notice_stale` when the act is forgotten, the account gone, or nothing
 * proven would be left to it.
 */
export function takeIdentifiersBack(ctx: Ctx, actId: string): Promise<void> {
  return inRounds(() =>
    transact(ctx, async (ctx) => {
      for (const customerId of await takeBack(ctx, actId)) {
        await endSessions(ctx.db, customerId, ctx.now(), 'all')
      }
    }),
  )
}
