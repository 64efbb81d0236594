import { readAnonymousNumber, readSharedPhone, readTypedEmail, TypedCode } from '@vitrina/contract'
import { z } from 'zod'
import { addressKey, type Ctx, type Routes } from '#platform'
import type { ConfirmPorts } from '#verification-codes'
import { confirmByName } from './confirm-by-name.ts'
import { identifierMissing } from './errors.ts'
import { Tokens, toTokens } from './tokens.ts'

const Verify = z.object({
  email: identifier('email_invalid', readTypedEmail),
  phone: identifier('phone_invalid', readNumber),
  code: TypedCode,
  method: z.enum(['email', 'sms', 'telegram']),
})
const Verified = z.object({
  success: z.literal(true),
  data: Tokens.extend({ customerId: z.int(), status: z.literal('verified') }),
})

/** `POST /auth/verify`, by which contracts B and C end (B5, C3): what was named at registration, and the code. */
export function verifyRoute(ctx: Ctx, ports: ConfirmPorts): Routes {
  return async (server) => {
    server.post(
      '/auth/verify',
      {
        schema: {
          tags: ['contract B', 'contract C'],
          summary: 'Trade a code for tokens',
          body: Verify,
          response: { 200: Verified },
        },
        config: { wire: 'C' },
      },
      async (request) => {
        const { email, phone, code, method: channel } = request.body
        const identifier = email ?? phone
        if (identifier === null) throw identifierMissing()
        const input = { channel, identifier, code, device: request.client, address: addressKey(request.ip) }
        const opened = await confirmByName(ctx, input, ports)
        const { customerId } = opened.session.customer
        return { success: true as const, data: { customerId, status: 'verified' as const, ...toTokens(opened) } }
      },
    )
  }
}

function identifier(fault: string, read: (typed: string) => string | undefined) {
  return z
    .string()
    .max(320)
    .nullish()
    .transform((typed, context) => {
      const value = typed ? read(typed) : null
      if (value === undefined) context.addIssue({ code: 'custom', message: fault })
      return value ?? null
    })
}

/** As it was typed, or as contract B's site was told it. */
function readNumber(typed: string): string | undefined {
  const number = typed.trim()
  return readSharedPhone(number) ?? readAnonymousNumber(number)
}
