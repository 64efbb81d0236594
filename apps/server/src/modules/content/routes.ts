import { Banners, type Locale, Page, Pages } from '@vitrina/contract'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Ctx, Routes, Signals } from '#platform'
import type { Answers } from './answers.ts'
import { onContentChange } from './events.ts'
import { showBanners, showPage, showPages } from './show-content.ts'

export interface ContentPorts {
  answers: Answers
  signals: Signals
  /** Of what is not in the visitor's. */
  defaultLocale: Locale
}

const Slug = z.object({ slug: z.string().max(200) })

/** Banners and pages, for everybody the same who speaks one language (E9). */
export function contentRoutes(ctx: Ctx, { answers, signals, defaultLocale }: ContentPorts): Routes {
  const words = ({ locale }: FastifyRequest) => ({ locale, fallback: defaultLocale })
  return async (server) => {
    // Before the first answer is read: what changes while it is would otherwise be missed.
    const stop = onContentChange(signals, () => answers.forget())
    server.addHook('onClose', async () => stop())

    server.get(
      '/api/banners',
      { schema: { tags: ['shop'], summary: 'Banners of this moment', response: { 200: Banners } } },
      (request, reply) => answers.answer({ request, reply }, () => showBanners(ctx, words(request))),
    )

    server.get(
      '/api/pages',
      { schema: { tags: ['shop'], summary: 'The menu of pages', response: { 200: Pages } } },
      (request, reply) => answers.answer({ request, reply }, () => showPages(ctx, words(request))),
    )

    server.get(
      '/api/pages/:slug',
      { schema: { tags: ['shop'], summary: 'A page', params: Slug, response: { 200: Page } } },
      (request, reply) =>
        answers.answer({ request, reply }, () => showPage(ctx, { ...request.params, ...words(request) })),
    )
  }
}
