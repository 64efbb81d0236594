import { Activity, ChangePassword, Identifiers, StepUp } from '@vitrina/contract'
import { z } from 'zod'
import { listActivity } from '#audit'
import { identifierKinds, listIdentifiers, logins } from '#identity'
import { addressKey, type Ctx, type Routes } from '#platform'
import { clearSession, ensureFresh } from '#sessions'
import { asking } from './asking.ts'
import { changePassword } from './change-password.ts'
import { eraseCustomer } from './erase-customer.ts'
import { type Exporters, exportCustomer } from './export-customer.ts'
import type { AccountPorts } from './ports.ts'
import { stepUpByPassword } from './prove-by-password.ts'
import { removeOwnIdentifier } from './remove-own-identifier.ts'

/** Proving again that one is there, and the password. */
export function proofRoutes(ctx: Ctx, ports: AccountPorts): Routes {
  return async (server) => {
    server.post(
      '/api/auth/step-up',
      {
        schema: {
          tags: ['me'],
          summary: 'Prove by password that it is you',
          body: StepUp,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        await ports.flood.consume(logins, addressKey(request.ip))
        await stepUpByPassword(ctx, { ...asking(request), password: request.body.password }, ports)
        return reply.status(204).send(null)
      },
    )

    server.post(
      '/api/auth/password',
      {
        schema: {
          tags: ['me'],
          summary: 'Set or change the password; every other device is signed out',
          body: ChangePassword,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        await ports.flood.consume(logins, addressKey(request.ip))
        const { current, next } = request.body
        await changePassword(ctx, { ...asking(request), current, next }, ports)
        return reply.status(204).send(null)
      },
    )
  }
}

export function identifierRoutes(ctx: Ctx): Routes {
  return async (server) => {
    server.get(
      '/api/me/identifiers',
      { schema: { tags: ['me'], summary: 'What the account is found by', response: { 200: Identifiers } } },
      async (request) => ({ items: await listIdentifiers(ctx.db, asking(request).customerId) }),
    )

    server.delete(
      '/api/me/identifiers/:kind',
      {
        schema: {
          tags: ['me'],
          summary: 'Remove an identifier; needs a fresh proof',
          params: z.object({ kind: z.enum(identifierKinds) }),
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const actor = asking(request)
        await ensureFresh(ctx, actor.sessionId)
        await removeOwnIdentifier(ctx, { ...actor, kind: request.params.kind })
        return reply.status(204).send(null)
      },
    )
  }
}

const ACTIVITY_SHOWN = 50

/** What was done to the account, what is held about its owner, and its end (Y7). */
export function ownDataRoutes(ctx: Ctx, { sender }: AccountPorts, exporters: Exporters): Routes {
  return async (server) => {
    server.get(
      '/api/me/activity',
      { schema: { tags: ['me'], summary: 'What was done to the account', response: { 200: Activity } } },
      async (request) => {
        const entries = await listActivity(ctx, asking(request).customerId, ACTIVITY_SHOWN)
        return { items: entries.map((entry) => ({ ...entry, at: entry.at.toISOString() })) }
      },
    )

    server.get(
      '/api/me/export',
      { schema: { tags: ['me'], summary: 'Everything that is held about you; needs a fresh proof' } },
      async (request, reply) => {
        const actor = asking(request)
        await ensureFresh(ctx, actor.sessionId)
        const data = await exportCustomer(ctx, actor, exporters)
        reply.header('Content-Disposition', 'attachment; filename="my-data.json"').header('Cache-Control', 'no-store')
        return reply.type('application/json').send(JSON.stringify(data, null, 2))
      },
    )

    server.delete(
      '/api/me',
      { schema: { tags: ['me'], summary: 'Erase the account; needs a fresh proof', response: { 204: z.null() } } },
      async (request, reply) => {
        const actor = asking(request)
        await ensureFresh(ctx, actor.sessionId)
        await eraseCustomer(ctx, actor)
        clearSession(request, reply, sender)
        return reply.status(204).send(null)
      },
    )
  }
}
