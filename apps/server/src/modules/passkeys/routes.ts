import {
  AddPasskey,
  Passkey,
  PasskeyCreation,
  PasskeyId,
  PasskeyRequest,
  Passkeys,
  RenamePasskey,
  Session,
  SignInWithPasskey,
} from '@vitrina/contract'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { CustomerId } from '#identity'
import { actorOf, addressKey, type Ctx, type Routes } from '#platform'
import { type SessionId, sendSession } from '#sessions'
import { addPasskey } from './add-passkey.ts'
import { challenges, passkeySignIns } from './limits.ts'
import { CHALLENGE_MS, type PasskeyRow } from './model.ts'
import type { PasskeyPorts } from './ports.ts'
import { removePasskey } from './remove-passkey.ts'
import { renamePasskey } from './rename-passkey.ts'
import { requestPasskey } from './request-passkey.ts'
import { requestSignIn } from './request-sign-in.ts'
import { signInWithPasskey } from './sign-in-with-passkey.ts'
import { listPasskeys } from './store.ts'

const BROWSER_COOKIE = 'passkey'
const Id = z.object({ id: PasskeyId })
const Nothing = z.strictObject({}).nullish()

/** Signing in with a passkey: open to everybody. */
export function passkeyRoutes(ctx: Ctx, ports: PasskeyPorts): Routes {
  const { cookies, flood } = ports
  return async (server) => {
    server.post(
      '/api/auth/passkeys/options',
      {
        schema: {
          tags: ['auth'],
          summary: 'What to ask a passkey with; the answer signs in',
          body: Nothing,
          response: { 200: PasskeyRequest },
        },
      },
      async (request, reply) => {
        await flood.consume(challenges, addressKey(request.ip))
        const { options, browser } = await requestSignIn(ctx, { browser: browserOf(request, ports) }, ports)
        cookies.write(reply, BROWSER_COOKIE, browser, new Date(ctx.now().getTime() + CHALLENGE_MS))
        return options
      },
    )

    server.post(
      '/api/auth/passkeys',
      {
        schema: { tags: ['auth'], summary: 'Sign in by passkey', body: SignInWithPasskey, response: { 200: Session } },
      },
      async (request, reply) => {
        await flood.consume(passkeySignIns, addressKey(request.ip))
        const input = { ...request.body, browser: browserOf(request, ports), device: request.client }
        const opened = await signInWithPasskey(ctx, input, ports)
        // A new session begins with nothing of what led to it (S3).
        cookies.clear(reply, BROWSER_COOKIE)
        return sendSession(request, reply, opened, ports.sender)
      },
    )
  }
}

/** A customer's own passkeys: for whoever is signed in. */
export function myPasskeyRoutes(ctx: Ctx, ports: PasskeyPorts): Routes {
  return async (server) => {
    await server.register(addingRoutes(ctx, ports))
    await server.register(keepingRoutes(ctx))
  }
}

function addingRoutes(ctx: Ctx, ports: PasskeyPorts): Routes {
  return async (server) => {
    server.post(
      '/api/me/passkeys/options',
      {
        schema: {
          tags: ['me'],
          summary: 'What to make a passkey with',
          body: Nothing,
          response: { 200: PasskeyCreation },
        },
      },
      async (request) => {
        await ports.flood.consume(challenges, addressKey(request.ip))
        return requestPasskey(ctx, ownerOf(request), ports)
      },
    )

    server.post(
      '/api/me/passkeys',
      { schema: { tags: ['me'], summary: 'Add a passkey', body: AddPasskey, response: { 201: Passkey } } },
      async (request, reply) => {
        const input = { ...request.body, ...ownerOf(request), device: request.client }
        return reply.status(201).send(toPasskey(await addPasskey(ctx, input, ports)))
      },
    )
  }
}

function keepingRoutes(ctx: Ctx): Routes {
  return async (server) => {
    server.get(
      '/api/me/passkeys',
      { schema: { tags: ['me'], summary: 'Passkeys of the account', response: { 200: Passkeys } } },
      async (request) => {
        const passkeys = await listPasskeys(ctx.db, ownerOf(request).customerId)
        return { items: passkeys.map(toPasskey), nextCursor: null }
      },
    )

    server.patch(
      '/api/me/passkeys/:id',
      {
        schema: {
          tags: ['me'],
          summary: 'Rename a passkey',
          params: Id,
          body: RenamePasskey,
          response: { 200: Passkey },
        },
      },
      async (request) => {
        const { customerId } = ownerOf(request)
        return toPasskey(await renamePasskey(ctx, { customerId, id: request.params.id, name: request.body.name }))
      },
    )

    server.delete(
      '/api/me/passkeys/:id',
      { schema: { tags: ['me'], summary: 'Remove a passkey', params: Id, response: { 204: z.null() } } },
      async (request, reply) => {
        await removePasskey(ctx, { ...ownerOf(request), id: request.params.id, device: request.client })
        return reply.status(204).send(null)
      },
    )
  }
}

function ownerOf(request: FastifyRequest) {
  const { customerId, sessionId } = actorOf(request)
  return { customerId: customerId as CustomerId, sessionId: sessionId as SessionId }
}

function browserOf(request: FastifyRequest, { cookies }: PasskeyPorts): string | undefined {
  const browser = cookies.read(request, BROWSER_COOKIE)
  return browser && /^[A-Za-z0-9_-]{43}$/.test(browser) ? browser : undefined
}

function toPasskey({ id, name, createdAt, lastUsedAt, backedUp }: PasskeyRow): Passkey {
  return {
    id,
    name,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    backedUp,
  }
}
