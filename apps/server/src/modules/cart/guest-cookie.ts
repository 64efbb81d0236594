import type { FastifyReply, FastifyRequest } from 'fastify'
import type { CustomerId } from '#identity'
import { addressKey, type Cookies, type Ctx } from '#platform'
import { mergeGuest } from './merge-guest.ts'
import { GUEST_MS, type Owner } from './model.ts'

const GUEST_COOKIE = 'cart'

/**
 * Whose cart a request is about. One that comes signed in and with a guest's cookie is that of
 * somebody who has just signed in: what they kept as a guest is theirs from here on, and the cookie
 * is cleared. Every route that reads a customer's cart begins with it.
 */
export async function ownerOf(
  ctx: Ctx,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  cookies: Cookies,
): Promise<Owner> {
  const token = tokenOf(request, cookies)
  if (!request.actor) return { token, address: addressKey(request.ip) }
  const customerId = request.actor.customerId as CustomerId
  if (token !== undefined) {
    await mergeGuest(ctx, { customerId, guestToken: token })
    cookies.clear(reply, GUEST_COOKIE)
  }
  return { customerId }
}

/** Written anew at each change, so that it lives as long as the cart behind it. */
export function rememberGuest(
  ctx: Ctx,
  { reply, token }: { reply: FastifyReply; token: string | undefined },
  cookies: Cookies,
): void {
  if (token !== undefined) cookies.write(reply, GUEST_COOKIE, token, new Date(ctx.now().getTime() + GUEST_MS))
}

function tokenOf(request: FastifyRequest, cookies: Cookies): string | undefined {
  const token = cookies.read(request, GUEST_COOKIE)
  return token && /^[A-Za-z0-9_-]{43}$/.test(token) ? token : undefined
}
