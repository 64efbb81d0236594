import type { CookieSerializeOptions } from '@fastify/cookie'
import type { Locale } from '@vitrina/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'

/** Where a request came from, in words a person recognises: «Chrome», «Windows», «185.12.*.*». */
export interface Client {
  browser: string | null
  system: string | null
  network: string | null
}

/** Who is signed in; set in the scopes that require it. */
export interface Actor {
  customerId: number
  sessionId: string
  /** The customer's row, as identity read it for this request. */
  customer: unknown
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The language to answer in. */
    locale: Locale
    client: Client
    actor: Actor | null
  }
  interface FastifyContextConfig {
    /** In which shape a kept wire contract wants its errors; where several share an address, the body tells. */
    wire?: Wire | ((body: unknown) => Wire | undefined)
  }
}

/** The contracts of other systems that are kept to the letter. */
export type Wire = 'A' | 'B' | 'C' | 'D'

/** Routes of a module; `http/` decides in which scope they live. */
export type Routes = FastifyPluginAsyncZod

/** The signed-in customer of a request; a route outside the signed-in scope asking for it is a fault. */
export function actorOf(request: FastifyRequest): Actor {
  if (!request.actor) throw new Error('a route outside the signed-in scope asked who is signed in')
  return request.actor
}

/**
 * Cookies of one site. Their names carry the `__Host-` prefix, which browsers honour only with
 * `Secure`, no domain and the root path; plain HTTP on loopback does without, and only there.
 */
export class Cookies {
  readonly #secure: boolean

  constructor(publicUrl: string) {
    this.#secure = !isPlainLoopback(publicUrl)
  }

  read(request: FastifyRequest, name: string): string | undefined {
    return request.cookies[this.#name(name)]
  }

  write(reply: FastifyReply, name: string, value: string, expires: Date): void {
    void reply.setCookie(this.#name(name), value, { ...this.#options(), expires })
  }

  clear(reply: FastifyReply, name: string): void {
    void reply.clearCookie(this.#name(name), this.#options())
  }

  #name(name: string): string {
    return this.#secure ? `__Host-vitrina_${name}` : `vitrina_${name}`
  }

  #options(): CookieSerializeOptions {
    return { path: '/', httpOnly: true, sameSite: 'lax', secure: this.#secure }
  }
}

function isPlainLoopback(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'http:' && (hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.'))
}
