import type { Locale } from '@vitrina/contract'
import { SecurityLink, SecurityNotice } from '@vitrina/contract'
import { addressKey, type Ctx, type Limits, limit, type Routes } from '#platform'
import type { ShopFacts } from '#telegram'
import { compose } from './model.ts'
import type { NoticeRow } from './store.ts'
import { readNotice, undoNotice } from './undo-notice.ts'

/** Tries at links from one address: nobody guesses one, but nobody needs to try. */
const securityLinks = limit('notices.link', [{ points: 60, durationSeconds: 600 }])

/** The page behind the link of a letter: what it is about, and the one press. The secret stays out of addresses. */
export function noticesRoutes(ctx: Ctx, ports: { shop: ShopFacts; flood: Limits }): Routes {
  return async (server) => {
    server.post(
      '/api/security/notice',
      {
        schema: {
          tags: ['security'],
          summary: 'What a security link is about',
          body: SecurityLink,
          response: { 200: SecurityNotice },
        },
      },
      async (request) => {
        await ports.flood.consume(securityLinks, addressKey(request.ip))
        return describe(await readNotice(ctx, request.body.secret), request.locale, ports.shop)
      },
    )

    server.post(
      '/api/security/undo',
      {
        schema: {
          tags: ['security'],
          summary: 'Undo what a security link is about',
          body: SecurityLink,
          response: { 200: SecurityNotice },
        },
      },
      async (request) => {
        await ports.flood.consume(securityLinks, addressKey(request.ip))
        const notice = await undoNotice(ctx, { secret: request.body.secret })
        return describe({ ...notice, usedAt: notice.usedAt ?? ctx.now() }, request.locale, ports.shop)
      },
    )
  }
}

function describe({ kind, details, at, usedAt }: NoticeRow, locale: Locale, shop: ShopFacts): SecurityNotice {
  const { title, text, undo = '', done = '' } = compose({ kind, details, locale, shop: shop.name })
  return { kind, title, text, undo, done, at: at.toISOString(), isUndone: usedAt !== null }
}
