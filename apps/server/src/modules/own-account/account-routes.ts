import { Customer, type Device, Devices, UpdateMe } from '@vitrina/contract'
import { z } from 'zod'
import { type CustomerRow, toCustomer, updateProfile } from '#identity'
import { actorOf, type Ctx, type Routes } from '#platform'
import { clearSession, listSessions, type SessionId, type SessionRow, signOutDevice, signOutOthers } from '#sessions'
import { asking } from './asking.ts'
import type { Exporters } from './export-customer.ts'
import { identifierRoutes, ownDataRoutes, proofRoutes } from './own-routes.ts'
import type { AccountPorts } from './ports.ts'

/** A customer's own account: for whoever is signed in. */
export function accountRoutes(ctx: Ctx, ports: AccountPorts, exporters: Exporters): Routes {
  return async (server) => {
    await server.register(profileRoutes(ctx))
    await server.register(deviceRoutes(ctx, ports))
    await server.register(proofRoutes(ctx, ports))
    await server.register(identifierRoutes(ctx))
    await server.register(ownDataRoutes(ctx, ports, exporters))
  }
}

function profileRoutes(ctx: Ctx): Routes {
  return async (server) => {
    server.get(
      '/api/me',
      { schema: { tags: ['me'], summary: 'Who is signed in', response: { 200: Customer } } },
      // Read for this very request, to find out whose it is.
      async (request) => toCustomer(actorOf(request).customer as CustomerRow),
    )

    server.patch(
      '/api/me',
      {
        schema: {
          tags: ['me'],
          summary: 'Change name, language or consent',
          body: UpdateMe,
          response: { 200: Customer },
        },
      },
      (request) => {
        const { customerId, device } = asking(request)
        return updateProfile(ctx, { ...request.body, customerId, device })
      },
    )
  }
}

const OneDevice = z.object({ id: z.string().regex(/^[A-Za-z0-9_-]{22}$/) })

function deviceRoutes(ctx: Ctx, { sender }: AccountPorts): Routes {
  return async (server) => {
    server.get(
      '/api/auth/sessions',
      { schema: { tags: ['me'], summary: 'Devices that are signed in', response: { 200: Devices } } },
      async (request) => {
        const actor = asking(request)
        const sessions = await listSessions(ctx.db, actor.customerId, ctx.now())
        return { items: sessions.map((session) => toDevice(session, actor.sessionId)), nextCursor: null }
      },
    )

    server.delete(
      '/api/auth/sessions/:id',
      { schema: { tags: ['me'], summary: 'Sign one device out', params: OneDevice, response: { 204: z.null() } } },
      async (request, reply) => {
        const actor = asking(request)
        await signOutDevice(ctx, actor, request.params.id as SessionId)
        if (request.params.id === actor.sessionId) clearSession(request, reply, sender)
        return reply.status(204).send(null)
      },
    )

    server.delete(
      '/api/auth/sessions',
      { schema: { tags: ['me'], summary: 'Sign all other devices out', response: { 204: z.null() } } },
      async (request, reply) => {
        const actor = asking(request)
        await signOutOthers(ctx, actor, actor.sessionId)
        return reply.status(204).send(null)
      },
    )
  }
}

function toDevice(session: SessionRow, currentId: string): Device {
  const { id, browser, system, network, createdAt, lastSeenAt } = session
  return {
    id,
    current: id === currentId,
    browser,
    system,
    network,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  }
}
