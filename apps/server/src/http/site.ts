import { readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { routeUnknown } from './errors.ts'

const IMMUTABLE_SECONDS = 365 * 24 * 3600

// The other pages that the site knows; any other address is answered with its «not found» and a 404.
const PAGES =
  /^\/(?:(?:register|login)(?:\/[A-Za-z0-9_-]+)?$|account$|cart$|checkout$|orders(?:\/\d+)?$|reset$|security$|auth\/(?:return|telegram)$)/

/**
 * Serves the built site. Files under `/assets/` carry their hash in their name and never
 * change; the page itself is asked for again each time, or a release would not reach anybody.
 * Compressed copies were made at build, so no request waits for compression.
 */
export async function siteRoutes(server: FastifyInstance, folder: string): Promise<void> {
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
  const hasPage = await readFile(join(folder, 'index.html')).then(
    () => true,
    () => false,
  )
  // The folder itself would be refused as one without an index.
  if (hasPage) server.get('/', { schema: { hide: true } }, (_request, reply) => reply.sendFile('index.html'))
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '/'
    const wantsPage =
      (request.method === 'GET' || request.method === 'HEAD') && request.headers.accept?.includes('text/html')
    if (!hasPage || !wantsPage || path.startsWith('/api/')) throw routeUnknown()
    return reply.status(PAGES.test(path) ? 200 : 404).sendFile('index.html')
  })
}
