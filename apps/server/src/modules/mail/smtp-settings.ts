import type { SMTPPoolOptions } from 'nodemailer/lib/smtp-pool'

// Several letters at once, and few enough for the smallest mail server.
const MAX_CONNECTIONS = 4
const CONNECT_MS = 10_000
const GREETING_MS = 10_000
// A server may look for viruses before it answers; the standard allows it minutes.
const SILENCE_MS = 60_000
const IDLE_MS = 30_000

/**
 * How the server of `SMTP_URL` is spoken to. `smtps` is encrypted from the first byte. On `smtp` a
 * name and password are never sent in the clear, except to this machine; without them encryption
 * is taken where it is offered, whoever vouches for it: a passer-by who could forge the
 * certificate could as well have hidden the offer.
 */
export function smtpSettings(address: string): SMTPPoolOptions & { pool: true } {
  const url = new URL(address)
  const secure = url.protocol === 'smtps:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const auth = url.username
    ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
    : undefined
  return {
    pool: true,
    host,
    port: Number(url.port) || (secure ? 465 : auth ? 587 : 25),
    secure,
    requireTLS: !secure && auth !== undefined && !isThisMachine(host),
    tls: { rejectUnauthorized: secure || auth !== undefined },
    ...(auth && { auth }),
    maxConnections: MAX_CONNECTIONS,
    // A kept connection that the server has closed meanwhile: once more, on a fresh one. Only
    // while nothing of the letter was sent; nodemailer sees to that.
    maxRequeues: 1,
    connectionTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    greetingTimeout: GREETING_MS,
    socketTimeout: SILENCE_MS,
    idleTimeout: IDLE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host)
}
