import { type Act, record } from '#audit'
import { type CustomerId, type DeviceInfo, lockCustomer } from '#identity'
import { type Ctx, hashToken, transact } from '#platform'
import { type AccessTokens, readAccessToken } from './access-token.ts'
import { deviceUnknown } from './errors.ts'
import type { SessionId } from './model.ts'
import { lockRefreshToken } from './refresh-tokens.ts'
import { endSessions } from './store.ts'

/** Signs this device out by its refresh token; a token that is already dead is as good as signed out. */
export async function signOut(ctx: Ctx, refreshToken: string): Promise<void> {
  await transact(ctx, async (ctx) => {
    const found = await lockRefreshToken(ctx.db, hashToken(refreshToken))
    if (found) await endSessions(ctx.db, found.session.customerId, ctx.now(), { only: found.session.id })
  })
}

/** The same by an access token, which is all that a page of system D may have. */
export async function signOutByAccess(ctx: Ctx, accessToken: string, tokens: AccessTokens): Promise<void> {
  const claims = await readAccessToken(tokens, ctx.now(), accessToken)
  if (claims) await endSessions(ctx.db, claims.customerId, ctx.now(), { only: claims.sessionId })
}

interface Asking {
  customerId: CustomerId
  /** From where it is asked. */
  device: DeviceInfo
}

/** Signs one device of the customer out. Refuses with `identity.device_unknown` when it is not theirs or not live. */
export function signOutDevice(ctx: Ctx, asking: Asking, sessionId: SessionId): Promise<void> {
  return transact(ctx, async (ctx) => {
    const ended = await endSessions(ctx.db, asking.customerId, ctx.now(), { only: sessionId })
    if (ended === 0) throw deviceUnknown()
    await recordEnd(ctx, asking, 'session_ended')
  })
}

/** Signs every device of the customer out but the one that asks. */
export function signOutOthers(ctx: Ctx, asking: Asking, current: SessionId): Promise<void> {
  return transact(ctx, async (ctx) => {
    // Who is signing in or proving themselves at this moment waits for it, or is waited for and signed out.
    await lockCustomer(ctx.db, asking.customerId)
    const ended = await endSessions(ctx.db, asking.customerId, ctx.now(), { except: current })
    if (ended > 0) await recordEnd(ctx, asking, 'sessions_ended')
  })
}

function recordEnd(ctx: Ctx, { customerId, device }: Asking, act: Act): Promise<void> {
  return record(ctx, { actor: { kind: 'customer', id: String(customerId) }, customerId, act, device })
}
