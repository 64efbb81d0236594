import { timingSafeEqual } from 'node:crypto'
import type { Right } from './call.ts'
import { WpError } from './errors.ts'
import type { Params } from './php-query.ts'

export interface ApiKey {
  key: string
  secret: string
  permissions: 'read' | 'read_write'
}

/** A user with an application password of WordPress itself. */
export interface ApplicationPassword {
  user: string
  password: string
}

export interface Keyring {
  keys: ApiKey[]
  passwords: ApplicationPassword[]
}

const refusals: Record<Exclude<Right, 'open'>, [code: string, message: string]> = {
  list: ['woocommerce_rest_cannot_view', 'Sorry, you cannot list resources.'],
  view: ['woocommerce_rest_cannot_view', 'Sorry, you cannot view this resource.'],
  create: ['woocommerce_rest_cannot_create', 'Sorry, you are not allowed to create resources.'],
  edit: ['woocommerce_rest_cannot_edit', 'Sorry, you are not allowed to edit this resource.'],
  delete: ['woocommerce_rest_cannot_delete', 'Sorry, you are not allowed to delete this resource.'],
  batch: ['woocommerce_rest_cannot_batch', 'Sorry, you are not allowed to batch manipulate this resource.'],
}

interface Credentials {
  name: string
  secret: string
}

/** The key pair as Basic or in the query, where it comes first. */
function credentialsOf(authorization: string | undefined, query: Params): Credentials | undefined {
  const { consumer_key: key, consumer_secret: secret } = query
  if (key && secret) return { name: String(key), secret: String(secret) }
  const encoded = /^basic (.+)$/iu.exec(authorization ?? '')?.[1]
  if (!encoded) return undefined
  const [, name = '', password = ''] = /^([^:]*):(.*)$/su.exec(Buffer.from(encoded, 'base64').toString()) ?? []
  return { name, secret: password }
}

export interface Knock {
  authorization: string | undefined
  query: Params
  method: string
}

/**
 * Lets a call of `wc/v3` through or refuses it. A key that nobody knows is no key at all, so that it is told the same
 * as somebody without one; a known key with a wrong secret is told so.
 */
export function admit({ keys, passwords }: Keyring, { authorization, query, method }: Knock, right: Right): void {
  if (right === 'open') return
  const given = credentialsOf(authorization, query)
  const key = keys.find((known) => known.key === given?.name)
  if (given && key) {
    if (!same(key.secret, given.secret)) throw unauthenticated('Consumer secret is invalid.')
    if (key.permissions === 'read' && method !== 'GET' && method !== 'HEAD') {
      throw unauthenticated('The API key provided does not have write permissions.')
    }
    return
  }
  if (given && hasPassword(passwords, given)) return
  const [code, message] = refusals[right]
  throw new WpError(401, code, message)
}

/** Who shows anything but an application password to WordPress itself is refused even what everybody may read. */
export function admitToWordPress({ passwords }: Keyring, authorization: string | undefined): void {
  const given = credentialsOf(authorization, {})
  if (!given || hasPassword(passwords, given)) return
  if (passwords.some(({ user }) => user === given.name)) {
    const message = 'The provided password is an invalid application password.'
    throw new WpError(401, 'incorrect_password', message)
  }
  const message = '<strong>Error:</strong> Unknown username. Check again or try your email address.'
  throw new WpError(401, 'invalid_username', message)
}

/** Whether WordPress itself knows who calls; the keys of WooCommerce are nothing to it. */
export function isSignedIn({ passwords }: Keyring, authorization: string | undefined): boolean {
  const given = credentialsOf(authorization, {})
  return given !== undefined && hasPassword(passwords, given)
}

// WordPress shows them in groups of four, and takes them either way.
const hasPassword = (passwords: ApplicationPassword[], { name, secret }: Credentials): boolean =>
  passwords.some(({ user, password }) => user === name && same(password, secret.replaceAll(' ', '')))

const unauthenticated = (message: string) => new WpError(401, 'woocommerce_rest_authentication_error', message)

function same(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}
