import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import Provider, { type Configuration } from 'oidc-provider'
import { Browser } from './browser.ts'

export const CLIENT_ID = '7000000001'
export const CLIENT_SECRET = 'secret:with a colon & more'

/** Somebody who signs in there. */
export interface Account {
  id: number
  name?: string
  preferred_username?: string
  phone_number?: string
}

interface Standing {
  issuer: string
  close(): Promise<void>
}

/**
 * An OpenID provider of good name, with what Telegram adds to it. Whoever comes to its sign-in page
 * is `account()`, and agrees.
 */
export async function openProvider(redirectUri: string, account: () => Account): Promise<Standing> {
  const server = createServer()
  const issuer = await listen(server)
  const provider = new Provider(issuer, providerOptions(redirectUri, account))
  const callback = provider.callback()
  server.on('request', async (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return callback(request, response)
    const login = { login: { accountId: `subject-of-${account().id}` } }
    await provider.interactionFinished(request, response, login)
  })
  return { issuer, close: () => close(server) }
}

function providerOptions(redirectUri: string, account: () => Account): Configuration {
  const client = (client_id: string) => ({ client_id, client_secret: CLIENT_SECRET, redirect_uris: [redirectUri] })
  return {
    clients: [client(CLIENT_ID), client('another-shop')],
    claims: {
      openid: ['sub', 'id'],
      profile: ['name', 'preferred_username'],
      phone: ['phone_number', 'phone_number_verified'],
    },
    scopes: ['openid', 'profile', 'phone'],
    // As Telegram does: all of it in the id token.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    cookies: { keys: ['of the test'] },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: async () => ({ sub, phone_number_verified: true, ...account() }),
    }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ accountId: oidc.session?.accountId, clientId: oidc.client?.clientId })
      grant.addOIDCScope('openid profile phone')
      await grant.save()
      return grant
    },
  }
}

/** Walks from where the shop sent the browser to where the provider sends it back; out: the query it comes with. */
export async function passThrough(location: string, redirectUri: string): Promise<URLSearchParams> {
  const { origin } = new URL(location)
  const person = new Browser(origin)
  for (let at = location; ; ) {
    if (at.startsWith(redirectUri)) return new URL(at).searchParams
    const { pathname, search } = new URL(at)
    const response = await person.fetch(pathname + search, { redirect: 'manual' })
    const next = response.headers.get('location')
    if (!next) throw new Error(`the provider answered with ${response.status}: ${await response.text()}`)
    at = new URL(next, origin).href
  }
}

/** What a lying provider does differently. */
export interface Lies {
  metadata?: Record<string, unknown>
  claims?: Record<string, unknown>
  /** How the token is signed: by a key it has not published, or not at all. */
  signing?: 'none' | 'unknown-key' | 'shared-secret'
  token?: 'silent' | 'garbage' | 'error' | 'refused'
  jwks?: 'silent' | 'error'
}

/** A provider that does what it is told, were it wrong. */
export async function openLiar(): Promise<Standing & { lies: Lies; calls: string[]; nonce: string }> {
  const server = createServer()
  const issuer = await listen(server)
  const calls: string[] = []
  const liar = { issuer, calls, lies: {} as Lies, nonce: '', close: () => close(server) }
  const [own, other] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')])
  const jwks = { keys: [{ ...(await exportJWK(own.publicKey)), kid: 'own', alg: 'RS256', use: 'sig' }] }

  const sign = (claims: Record<string, unknown>): Promise<string> | string => {
    const header = { alg: 'RS256', kid: 'own' }
    switch (liar.lies.signing) {
      case 'none':
        return new UnsecuredJWT(claims).encode()
      case 'unknown-key':
        return new SignJWT(claims).setProtectedHeader(header).sign(other.privateKey)
      case 'shared-secret':
        return new SignJWT(claims).setProtectedHeader({ ...header, alg: 'HS256' }).sign(Buffer.from(CLIENT_SECRET))
      default:
        return new SignJWT(claims).setProtectedHeader(header).sign(own.privateKey)
    }
  }
  const answers: Record<string, (response: ServerResponse) => unknown> = {
    '/.well-known/openid-configuration': (response) =>
      send(response, 200, { ...describe(issuer), ...liar.lies.metadata }),
    '/jwks': (response) => answer(response, liar.lies.jwks, () => jwks),
    '/token': (response) =>
      answer(response, liar.lies.token, async () => {
        const now = Math.floor(Date.now() / 1000)
        const told = { iss: issuer, aud: CLIENT_ID, sub: 'x', id: 6_900_000_000, name: 'Анна', nonce: liar.nonce }
        return { id_token: await sign({ ...told, iat: now, exp: now + 300, ...liar.lies.claims }) }
      }),
  }
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    calls.push(request.url ?? '')
    void answers[request.url ?? '']?.(response)
  })
  return liar
}

function describe(issuer: string) {
  const at = (path: string) => `${issuer}${path}`
  return { issuer, authorization_endpoint: at('/auth'), token_endpoint: at('/token'), jwks_uri: at('/jwks') }
}

async function answer(response: ServerResponse, lie: Lies['token'], truth: () => unknown): Promise<void> {
  if (lie === 'silent') return
  if (lie === 'garbage') return void response.end('<html>id_token=secret</html>')
  if (lie === 'error') return send(response, 502, {})
  if (lie === 'refused') return send(response, 400, { error: 'invalid_grant' })
  send(response, 200, await truth())
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function close(server: ReturnType<typeof createServer>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
