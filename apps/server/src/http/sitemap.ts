import type { Routes } from '#platform'
import { limitFlood } from './flood.ts'
import { escapeText } from './said-page.ts'

export interface Address {
  /** From the root. */
  path: string
  changedAt?: Date | string | undefined
}

// What everybody has of their own, and what does one thing.
const PRIVATE = ['/api/', '/account', '/cart', '/checkout', '/orders', '/favorites', '/auth/', '/reset', '/security']

// Of fifty thousand addresses the map is five megabytes and a sixth of a second, in which nobody else is answered.
const MADE_ANEW_MS = 60_000

/** What search engines ask for: where they may go, and everything there is to find. */
export function sitemapRoutes(publicUrl: string, list: () => Promise<readonly Address[]>): Routes {
  const readMap = keptFor(MADE_ANEW_MS, async () => mapOf(await list(), publicUrl))
  return async (server) => {
    limitFlood(server)
    server.get('/robots.txt', { schema: { hide: true } }, async (_request, reply) => {
      const lines = ['User-agent: *', ...PRIVATE.map((path) => `Disallow: ${path}`)]
      void reply.type('text/plain; charset=utf-8').header('Cache-Control', 'public, max-age=3600')
      return [...lines, '', `Sitemap: ${new URL('/sitemap.xml', publicUrl).href}`, ''].join('\n')
    })

    server.get('/sitemap.xml', { schema: { hide: true } }, async (_request, reply) => {
      const map = await readMap()
      return reply.type('application/xml; charset=utf-8').header('Cache-Control', 'public, max-age=600').send(map)
    })
  }
}

function mapOf(addresses: readonly Address[], publicUrl: string): Buffer {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...addresses.map((address) => entryOf(address, publicUrl)),
    '</urlset>',
    '',
  ]
  return Buffer.from(lines.join('\n'))
}

/** The same to all who ask within a while; one that could not be made is not kept. */
function keptFor<Made>(keptMs: number, make: () => Promise<Made>): () => Promise<Made> {
  let kept: { made: Promise<Made>; until: number } | undefined
  return () => {
    if (kept && performance.now() < kept.until) return kept.made
    const made = make()
    kept = { made, until: performance.now() + keptMs }
    made.catch(() => {
      kept = undefined
    })
    return made
  }
}

function entryOf({ path, changedAt }: Address, publicUrl: string): string {
  const changed = changedAt ? `<lastmod>${new Date(changedAt).toISOString()}</lastmod>` : ''
  return `<url><loc>${escapeText(new URL(path, publicUrl).href)}</loc>${changed}</url>`
}
