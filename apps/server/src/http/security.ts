import type { FastifyInstance, FastifyRequest } from 'fastify'
import { originRejected } from './errors.ts'

const STATE_CHANGES = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

export interface SecurityOptions {
  publicUrl: string
  allowedOrigins: readonly string[]
  /** Extra sources that may frame the Mini App: the simulated Telegram of the demo. */
  frameAncestors: readonly string[]
}

/** Headers of every answer; a route that knows better says so. */
export function safeHeaders({ publicUrl, frameAncestors }: SecurityOptions): Record<string, string> {
  return {
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Content-Security-Policy': contentSecurityPolicy(frameAncestors),
    'Cache-Control': 'no-store',
    ...(publicUrl.startsWith('https://') && { 'Strict-Transport-Security': 'max-age=31536000' }),
  }
}

/** Refuses state changes that come from elsewhere (S3, ASVS 3.5). */
export function checkOrigin(server: FastifyInstance, { publicUrl, allowedOrigins }: SecurityOptions): void {
  const allowed = new Set([new URL(publicUrl).origin, ...allowedOrigins])
  server.addHook('onRequest', async (request) => {
    if (STATE_CHANGES.has(request.method) && !comesFromUs(request, allowed)) throw originRejected()
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
