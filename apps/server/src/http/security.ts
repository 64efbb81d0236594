import type { FastifyInstance, FastifyRequest } from 'fastify'
import { originRejected } from './errors.ts'

const STATE_CHANGES = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

export interface SecurityOptions {
  publicUrl: string
  allowedOrigins: readonly string[]
  /** Extra sources that may frame the Mini App: the simulated Telegram of the demo. */
  frameAncestors: readonly string[]
}

/** Headers of every answer, and the check of where a state change comes from (S3, ASVS 3.5). */
export function addSecurity(server: FastifyInstance, options: SecurityOptions): void {
  const allowed = new Set([new URL(options.publicUrl).origin, ...options.allowedOrigins])
  const policy = contentSecurityPolicy(options.frameAncestors)
  const secure = options.publicUrl.startsWith('https://')
  const common = {
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Cache-Control': 'no-store',
    ...(secure && { 'Strict-Transport-Security': 'max-age=31536000' }),
  }
  const headers = { ...common, 'Content-Security-Policy': policy }
  // Data is no page: it may load nothing and be shown nowhere.
  const apiHeaders = { ...common, 'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'" }

  server.addHook('onRequest', (request, reply, done) => {
    // Before anything can fail; a route that knows better writes its own over them.
    reply.headers(request.url.startsWith('/api/') ? apiHeaders : headers)
    done(STATE_CHANGES.has(request.method) && !comesFromUs(request, allowed) ? originRejected() : undefined)
  })
}

/**
 * Browsers say where a request was made; programs of merchants say nothing and carry no cookies.
 * The page's own host counts as ours, whatever name the machine is reached by.
 */
function comesFromUs(request: FastifyRequest, allowed: ReadonlySet<string>): boolean {
  const { origin } = request.headers
  if (origin === undefined) return request.headers['sec-fetch-site'] !== 'cross-site'
  if (allowed.has(origin)) return true
  return URL.canParse(origin) && new URL(origin).host === request.host
}

/** Telegram's web clients show the Mini App in a frame; nobody else may. */
function contentSecurityPolicy(frameAncestors: readonly string[]): string {
  return [
    "default-src 'self'",
    "script-src 'self' https://telegram.org",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors 'self' https://web.telegram.org https://*.telegram.org ${frameAncestors.join(' ')}`.trim(),
  ].join('; ')
}
