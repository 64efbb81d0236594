import { Login, Session } from '@vitrina/contract'
import { logins } from '#identity'
import { addressKey, type Ctx, type Limits, type Routes } from '#platform'
import { KNOWN_COOKIE, type SessionSender, sendSession } from '#sessions'
import { type LoginPorts, loginWithPassword } from './login-with-password.ts'

export interface PasswordPorts extends LoginPorts {
  /** In memory: for what a stranger may do before anything is known of him. */
  flood: Limits
  sender: SessionSender
}

/** Signing in by password: open to everybody. */
export function passwordRoutes(ctx: Ctx, ports: PasswordPorts): Routes {
  return async (server) => {
    server.post(
      '/api/auth/login',
      { schema: { tags: ['auth'], summary: 'Sign in by password', body: Login, response: { 200: Session } } },
      async (request, reply) => {
        await ports.flood.consume(logins, addressKey(request.ip))
        const known = ports.sender.cookies.read(request, KNOWN_COOKIE)
        const opened = await loginWithPassword(ctx, { ...request.body, known, device: request.client }, ports)
        return sendSession(request, reply, opened, ports.sender)
      },
    )
  }
}
