import { Banners, InLanguage, type Locale, Page, Pages } from '@vitrina/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { answerAnew, answerNow, type Cache, type Ctx, type Routes, type Signals } from '#platform'
import { CONTENT_TAG as TAG } from './describe-page.ts'
import { onContentChange } from './events.ts'
import { showBanners, showPage, showPages } from './show-content.ts'
import { type BannerRow, listBanners } from './store.ts'

export interface ContentPorts {
  cache: Cache
  signals: Signals
  /** Of what is not in the visitor's. */
  defaultLocale: Locale
}

// A zero is in no text that a database keeps.
const Slug = z.object({
  slug: z
    .string()
    .max(200)
    .regex(/^[^\0]*$/),
})

/**
 * Banners and pages, for everybody the same who speaks one language (E9). For a scope that answers from
 * the memory of the same cache.
 */
export function contentRoutes(ctx: Ctx, { cache, signals, defaultLocale }: ContentPorts): Routes {
  const words = ({ locale }: FastifyRequest) => ({ locale, fallback: defaultLocale })
  const answer = (request: FastifyRequest, reply: FastifyReply, load: () => Promise<unknown>) =>
    answerAnew(cache, { request, reply, tags: [TAG] }, load)
  const knownBanners = () => cache.remember<BannerRow[]>('content banners', [TAG], () => listBanners(ctx.db))
  return async (server) => {
    // Before the first answer is read: what changes while it is would otherwise be missed.
    const stop = onContentChange(signals, () => cache.forget(TAG))
    server.addHook('onClose', async () => stop())

    server.get(
      '/api/banners',
      {
        schema: {
          tags: ['shop'],
          summary: 'Banners of this moment',
          querystring: InLanguage,
          response: { 200: Banners },
        },
      },
      // Of what is in memory too, for it ends with a moment and not with a change.
      async (request, reply) =>
        answerNow(request, reply, showBanners(await knownBanners(), { now: ctx.now(), ...words(request) })),
    )

    server.get(
      '/api/pages',
      { schema: { tags: ['shop'], summary: 'The menu of pages', querystring: InLanguage, response: { 200: Pages } } },
      (request, reply) => answer(request, reply, () => showPages(ctx, words(request))),
    )

    server.get(
      '/api/pages/:slug',
      { schema: { tags: ['shop'], summary: 'A page', params: Slug, querystring: InLanguage, response: { 200: Page } } },
      (request, reply) => answer(request, reply, () => showPage(ctx, { ...request.params, ...words(request) })),
    )
  }
}
