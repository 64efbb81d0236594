import { type Locale, locales } from '@vitrina/contract'
import type { Routes } from '#platform'
import { limitFlood } from './flood.ts'
import { addressOf, languageIn } from './page-language.ts'
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

// One for each language, and one of the addresses that speak as their visitor does.
const MAPS = [undefined, ...locales]

/**
 * What search engines ask for: where they may go, and everything there is to find. A map a language, for one may
 * have fifty thousand addresses; which of them are the same page is said by the pages themselves.
 */
export function sitemapRoutes(publicUrl: string, list: () => Promise<readonly Address[]>): Routes {
  const make = async (language?: Locale) => mapOf(await list(), (path) => addressOf(publicUrl, path, language))
  const maps = new Map(MAPS.map((language) => [language, keptFor(MADE_ANEW_MS, () => make(language))]))
  return async (server) => {
    limitFlood(server)
    server.get('/robots.txt', { schema: { hide: true } }, async (_request, reply) => {
      const lines = ['User-agent: *', ...PRIVATE.map((path) => `Disallow: ${path}`)]
      void reply.type('text/plain; charset=utf-8').header('Cache-Control', 'public, max-age=3600')
      const places = MAPS.map((language) => `Sitemap: ${addressOf(publicUrl, '/sitemap.xml', language)}`)
      return [...lines, '', ...places, ''].join('\n')
    })

    server.get('/sitemap.xml', { schema: { hide: true } }, async ({ query }, reply) => {
      const map = await maps.get(languageIn(query))?.()
      return reply.type('application/xml; charset=utf-8').header('Cache-Control', 'public, max-age=600').send(map)
    })
  }
}

function mapOf(addresses: readonly Address[], wholeOf: (path: string) => string): Buffer {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...addresses.map((address) => entryOf(address, wholeOf)),
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

function entryOf({ path, changedAt }: Address, wholeOf: (path: string) => string): string {
  const changed = changedAt ? `<lastmod>${new Date(changedAt).toISOString()}</lastmod>` : ''
  return `<url><loc>${escapeText(wholeOf(path))}</loc>${changed}</url>`
}
