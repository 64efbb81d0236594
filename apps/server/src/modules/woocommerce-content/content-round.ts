import type { Ctx } from '#platform'
import { type Round, Shortcomings } from '#woocommerce'
import type { ContentSource } from './model.ts'
import { type ContentProgress, refreshContent } from './refresh-content.ts'

// No webhook tells of pages: who wants to know of a change has to look.
const EVERY_MS = 60_000

/** The pages and banners of the site, read again and again. */
export function contentRound(ctx: Ctx, source: ContentSource, everyMs = EVERY_MS): Round {
  const progress: ContentProgress = { dueAt: undefined, glance: undefined, isSettled: false }
  const shortcomings = new Shortcomings(ctx.log)
  return {
    name: 'the pages and banners',
    everyMs,
    read: (signal) => refreshContent(ctx, source, { progress, shortcomings }, signal),
  }
}
