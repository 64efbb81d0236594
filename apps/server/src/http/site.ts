import { readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { Locale } from '@vitrina/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '#platform'
import { type EarlyLinksOf, readEarlyLinks } from './early-links.ts'
import { routeUnknown } from './errors.ts'
import { countReads } from './flood.ts'
import { languageIn } from './page-language.ts'
import { type PageSaid, sayPage } from './said-page.ts'

const IMMUTABLE_SECONDS = 365 * 24 * 3600

// The other pages that the site knows; any other address is answered with its «not found» and a 404.
const PAGES = new RegExp(
  `^/(?:${[
    '(?:register|login)(?:/[A-Za-z0-9_-]+)?',
    'account',
    'cart',
    'checkout',
    'reset',
    'security',
    'auth/(?:return|telegram)',
    'catalog',
    'favorites',
    'orders',
    '(?:orders|category|product|p|pages)/[^/]+',
  ].join('|')})/?$`,
)

export interface SayingSite {
  publicUrl: string
  shopName: string
  /** What is at a path, if that is something of its own. Refuses, as the data of it would be, what is not there. */
  describe: (path: string, locale: Locale) => Promise<PageSaid | undefined>
}

/**
 * Serves the built site. Files under `/assets/` carry their hash in their name and never
 * change; the page itself is asked for again each time, or a release would not reach anybody.
 * Compressed copies were made at build, so no request waits for compression. What `saying` knows
 * of a page stands in its head, for whoever shows links and runs no scripts.
 */
export async function siteRoutes(server: FastifyInstance, folder: string, saying?: SayingSite): Promise<void> {
  await server.register(fastifyStatic, {
    root: folder,
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const immutable = relative(folder, path).startsWith(`assets${sep}`)
      reply.header('Cache-Control', immutable ? `public, max-age=${IMMUTABLE_SECONDS}, immutable` : 'no-cache')
    },
  })
  const html = await readFile(join(folder, 'index.html'), 'utf8').catch(() => undefined)
  const early = await readEarlyLinks(folder)
  const send = html === undefined ? undefined : pageSender({ html, early, mayRead: countReads(server) }, saying)
  // The folder itself would be refused as one without an index.
  if (send) server.get('/', { schema: { hide: true } }, send)
  server.setNotFoundHandler(async (request, reply) => {
    if (!send || !wantsPage(request)) throw routeUnknown()
    return send(request, reply)
  })
}

/**
 * A browser asks for a page, and gets one wherever it is. Whoever takes anything gets one where there is one, and
 * elsewhere a problem: in the place of a script that is gone a page is of no use.
 */
function wantsPage(request: FastifyRequest): boolean {
  const { method, headers } = request
  const { accept = '*/*' } = headers
  const path = pathOf(request)
  if ((method !== 'GET' && method !== 'HEAD') || path.startsWith('/api/')) return false
  return accept.includes('text/html') || (PAGES.test(path) && /(?:^|[\s,])(?:\*|text)\/\*/.test(accept))
}

const pathOf = ({ url }: FastifyRequest) => url.split('?')[0] ?? '/'

interface Page {
  html: string
  early: EarlyLinksOf
  mayRead: (request: FastifyRequest) => boolean
}

function pageSender({ html, early, mayRead }: Page, saying: SayingSite | undefined) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const path = pathOf(request)
    const isPage = path === '/' || PAGES.test(path)
    const named = languageIn(request.query)
    const { locale } = request
    // A flood of addresses gets the page as it is: what is nowhere kept in memory is looked for in the tables.
    const said = isPage && saying && mayRead(request) ? await readSaid({ request, locale }, saying) : undefined
    void reply.status(isPage && said !== 'missing' ? 200 : 404)
    const isSaid = saying && said !== undefined && said !== 'missing'
    const links = isPage ? early(request.url, locale) : ''
    if (!isSaid && !links) return reply.sendFile('index.html')
    void reply.header('Cache-Control', 'no-cache').header('Vary', 'Accept-Language').type('text/html; charset=utf-8')
    // At the end of the head: the styles of one page come after those of all.
    const whole = html.replace('</head>', () => `${links}</head>`)
    return reply.send(isSaid ? sayPage(whole, said, { ...saying, locale, named }) : whole)
  }
}

/** A page is shown whatever becomes of this: the site says itself what it could not have. */
async function readSaid(
  { request, locale }: { request: FastifyRequest; locale: Locale },
  { describe }: SayingSite,
): Promise<PageSaid | 'missing' | undefined> {
  try {
    return await describe(pathOf(request), locale)
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'missing') return 'missing'
    request.log.warn({ err: error }, 'a page could not be described')
    return undefined
  }
}
