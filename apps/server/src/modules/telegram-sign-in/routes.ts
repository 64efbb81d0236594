import { MiniAppContact, MiniAppSignIn, ProvenPhone, Session } from '@vitrina/contract'
import { z } from 'zod'
import type { CustomerId } from '#identity'
import { actorOf, addressKey, type Ctx, type Limits, type Routes } from '#platform'
import { type AccessTokens, type SessionSender, sendSession } from '#sessions'
import { attachSignedContact } from './attach-contact.ts'
import { expectContact, withdrawExpectation } from './expect-contact.ts'
import type { TelegramKeys } from './init-data.ts'
import { badInitData } from './limits.ts'
import { type MiniAppPorts, signInMiniApp } from './sign-in-mini-app.ts'

export interface TelegramSignInPorts extends MiniAppPorts {
  tokens: AccessTokens
  telegramKeys: TelegramKeys
  sender: SessionSender
  /** In memory: for what a stranger may do before anything is known of him. */
  flood: Limits
}

/** Signing in from the Mini App: open to everybody whom Telegram has signed something for. */
export function miniAppRoutes(ctx: Ctx, ports: TelegramSignInPorts): Routes {
  return async (server) => {
    server.post(
      '/api/auth/mini-app',
      {
        schema: {
          tags: ['auth'],
          summary: 'Sign in from the Mini App',
          body: MiniAppSignIn,
          response: { 200: Session },
        },
      },
      async (request, reply) => {
        const input = { initData: request.body.initData, locale: request.locale, device: request.client }
        const signIn = () => signInMiniApp(ctx, input, ports)
        const opened = await ports.flood.countingFailures(badInitData, addressKey(request.ip), signIn)
        return sendSession(request, reply, opened, ports.sender)
      },
    )
  }
}

/** The own phone, shared in the Mini App: for whoever is signed in. */
export function miniAppContactRoutes(ctx: Ctx, ports: Pick<TelegramSignInPorts, 'telegramKeys' | 'ephemeral'>): Routes {
  return async (server) => {
    server.post(
      '/api/auth/mini-app/contact',
      {
        schema: {
          tags: ['me'],
          summary: 'Prove the own phone by the contact shared in the Mini App',
          body: MiniAppContact,
          response: { 200: ProvenPhone },
        },
      },
      async (request) => {
        const customerId = actorOf(request).customerId as CustomerId
        const input = { customerId, contact: request.body.contact, device: request.client }
        return { phone: await attachSignedContact(ctx, input, ports) }
      },
    )
    server.post(
      '/api/auth/mini-app/contact/expected',
      {
        schema: {
          tags: ['me'],
          summary: 'Say that the Mini App asks for the own contact now, so that the bot knows what it is sent',
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        await expectContact(ctx, actorOf(request).customerId as CustomerId, ports)
        return reply.status(204).send(null)
      },
    )
    server.delete(
      '/api/auth/mini-app/contact/expected',
      {
        schema: {
          tags: ['me'],
          summary: 'Say that the contact was not shared after all',
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        await withdrawExpectation(ctx, actorOf(request).customerId as CustomerId, ports)
        return reply.status(204).send(null)
      },
    )
  }
}
