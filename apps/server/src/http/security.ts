import type { FastifyInstance, FastifyRequest } from 'fastify'
import { originRejected } from './errors.ts'

const STATE_CHANGES = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

export interface SecurityOptions {
  publicUrl: string
  allowedOrigins: readonly string[]
  /** Extra sources that may frame the Mini App: the simulated Telegram of the demo. */
  frameAncestors: readonly string[]
  /** Scripts besides ours and Telegram's. */
  scripts?: readonly string[]
}

/** Headers of every answer, by its address; a route that knows better writes its own over them. */
export function safeHeaders({ publicUrl, ...others }: SecurityOptions): (url: string) => Record<string, string> {
  const common = {
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Cache-Control': 'no-store',
    ...(publicUrl.startsWith('https://') && { 'Strict-Transport-Security': 'max-age=31536000' }),
  }
  const page = {
    ...common,
    'Content-Security-Policy': contentSecurityPolicy(others),
    // Whoever opened our page keeps no handle on it; popups we open may answer, as Telegram's sign-in does.
    'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
    // Nothing of the site asks for these, so neither may a script that has no business here.
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  }
  // Data is no page: it may load nothing and be shown nowhere.
  const data = { ...common, 'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'" }
  return (url) => (url.startsWith('/api/') ? data : page)
}

/** Refuses state changes that come from elsewhere (S3, ASVS 3.5). */
export function checkOrigin(server: FastifyInstance, { publicUrl, allowedOrigins }: SecurityOptions): void {
  const allowed = originsOf({ publicUrl, allowedOrigins })
  server.addHook('onRequest', (request, _reply, done) => {
    done(STATE_CHANGES.has(request.method) && !comesFromUs(request, allowed) ? originRejected() : undefined)
  })
}

/**
 * Whether a cookie may say who is asking. Nothing that another site makes a browser send: a reading would
 * tell it nothing, but neither may it be made in somebody's name. A program, or a browser that is too old to say
 * where it is, is held to the check of every state change.
 */
export function trustCookies(options: Origins): (request: FastifyRequest) => boolean {
  const allowed = originsOf(options)
  return (request) => {
    if (request.headers.origin !== undefined) return comesFromUs(request, allowed)
    const site = request.headers['sec-fetch-site']
    return site === undefined || site === 'same-origin' || site === 'none'
  }
}

type Origins = Pick<SecurityOptions, 'publicUrl' | 'allowedOrigins'>

function originsOf({ publicUrl, allowedOrigins }: Origins): ReadonlySet<string> {
  return new Set([new URL(publicUrl).origin, ...allowedOrigins])
}

/**
 * Browsers say where a request was made; programs of merchants say nothing and carry no cookies.
 * The page's own address counts as ours, whatever name the machine is reached by; its scheme too, for a
 * page that came over plain HTTP may have been written by anybody on the way.
 */
function comesFromUs(request: FastifyRequest, allowed: ReadonlySet<string>): boolean {
  const { origin } = request.headers
  if (origin === undefined) return request.headers['sec-fetch-site'] !== 'cross-site'
  if (allowed.has(origin)) return true
  return origin === `${request.protocol}://${request.host.toLowerCase()}`
}

/** Telegram's web clients show the Mini App in a frame; nobody else may. */
function contentSecurityPolicy({ frameAncestors, scripts = [] }: Omit<SecurityOptions, 'publicUrl'>): string {
  return [
    "default-src 'self'",
    ["script-src 'self' https://telegram.org", ...scripts].join(' '),
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors 'self' https://web.telegram.org https://*.telegram.org ${frameAncestors.join(' ')}`.trim(),
  ].join('; ')
}
