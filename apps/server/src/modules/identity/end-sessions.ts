import { type Ctx, hashToken, transact } from '#platform'
import { deviceUnknown } from './errors.ts'
import type { CustomerId, SessionId } from './model.ts'
import { endSessions, lockRefreshToken } from './store.ts'

/** Signs this device out by its refresh token; a token that is already dead is as good as signed out. */
export async function signOut(ctx: Ctx, refreshToken: string): Promise<void> {
  await transact(ctx, async (ctx) => {
    const found = await lockRefreshToken(ctx.db, hashToken(refreshToken))
    if (found) await endSessions(ctx.db, found.session.customerId, ctx.now(), { only: found.session.id })
  })
}

/** Signs one device of the customer out. Refuses with `identity.device_unknown` when it is not theirs or not live. */
export async function signOutDevice(ctx: Ctx, customerId: CustomerId, sessionId: SessionId): Promise<void> {
  const ended = await endSessions(ctx.db, customerId, ctx.now(), { only: sessionId })
  if (ended === 0) throw deviceUnknown()
}

/** Signs every device of the customer out but the one that asks. */
export async function signOutOthers(ctx: Ctx, customerId: CustomerId, current: SessionId): Promise<void> {
  await endSessions(ctx.db, customerId, ctx.now(), { except: current })
}

/** Ends a session that another one follows in the same browser. */
export async function endSession(
  ctx: Ctx,
  { customerId, sessionId }: { customerId: CustomerId; sessionId: SessionId },
): Promise<void> {
  await endSessions(ctx.db, customerId, ctx.now(), { only: sessionId })
}
