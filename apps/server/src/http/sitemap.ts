import type { Routes } from '#platform'
import { escapeText } from './said-page.ts'

export interface Address {
  /** From the root. */
  path: string
  changedAt?: Date | string | undefined
}

// What everybody has of their own, and what does one thing.
const PRIVATE = ['/api/', '/account', '/cart', '/checkout', '/orders', '/favorites', '/auth/', '/reset', '/security']

/** What search engines ask for: where they may go, and everything there is to find. */
export function sitemapRoutes(publicUrl: string, list: () => Promise<readonly Address[]>): Routes {
  return async (server) => {
    server.get('/robots.txt', { schema: { hide: true } }, async (_request, reply) => {
      const lines = ['User-agent: *', ...PRIVATE.map((path) => `Disallow: ${path}`)]
      void reply.type('text/plain; charset=utf-8').header('Cache-Control', 'public, max-age=3600')
      return [...lines, '', `Sitemap: ${new URL('/sitemap.xml', publicUrl).href}`, ''].join('\n')
    })

    server.get('/sitemap.xml', { schema: { hide: true } }, async (_request, reply) => {
      const addresses = await list()
      void reply.type('application/xml; charset=utf-8').header('Cache-Control', 'public, max-age=600')
      return [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        ...addresses.map((address) => entryOf(address, publicUrl)),
        '</urlset>',
        '',
      ].join('\n')
    })
  }
}

function entryOf({ path, changedAt }: Address, publicUrl: string): string {
  const changed = changedAt ? `<lastmod>${new Date(changedAt).toISOString()}</lastmod>` : ''
  return `<url><loc>${escapeText(new URL(path, publicUrl).href)}</loc>${changed}</url>`
}
