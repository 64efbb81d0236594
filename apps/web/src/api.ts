import type {
  Activity,
  AddPasskey,
  Banner,
  Cart,
  Category,
  Customer,
  Device,
  Identifier,
  Locale,
  Page,
  PageCard,
  Passkey,
  PasskeyCreation,
  PasskeyRequest,
  Product,
  ProductCard,
  ProductList,
  ProvenPhone,
  SecurityNotice,
  Session,
  SetQuantity,
  ShopConfig,
  SignInWithPasskey,
  StartedVerification,
  StartVerification,
  UpdateMe,
  VerificationState,
} from '@vitrina/contract'
import type { BuyingCalls } from './buying-calls.ts'
import { learnServerTime } from './clock.ts'
import { readProblem, unreachable } from './problem.ts'

/** The language in the address; without it the one in the header counts. */
interface Spoken {
  lang: Locale
}

interface Calls extends BuyingCalls {
  'GET /api/config': { out: ShopConfig }
  'GET /api/me': { out: Customer }
  'PATCH /api/me': { body: UpdateMe; out: Customer }
  'POST /api/auth/verifications': { body: StartVerification; out: StartedVerification }
  'GET /api/auth/verifications/:id': { out: VerificationState }
  'POST /api/auth/verifications/:id/code': { body: { code: string }; out: Session }
  'POST /api/auth/verifications/:id/resend': { out: Pick<VerificationState, 'resendAt' | 'sentTo'> }
  'POST /api/auth/verifications/:id/return': { body: { secret: string }; out: Session }
  'POST /api/auth/bot-code': { body: { phone: string; code: string }; out: Session }
  'POST /api/auth/login': { body: { identifier: string; password: string }; out: Session }
  'POST /api/auth/passkeys/options': { out: PasskeyRequest }
  'POST /api/auth/passkeys': { body: SignInWithPasskey; out: Session }
  'GET /api/me/passkeys': { out: { items: Passkey[]; nextCursor: string | null } }
  'POST /api/me/passkeys/options': { out: PasskeyCreation }
  'POST /api/me/passkeys': { body: Omit<AddPasskey, 'name'>; out: Passkey }
  'PATCH /api/me/passkeys/:id': { body: { name: string }; out: Passkey }
  'DELETE /api/me/passkeys/:id': { out: undefined }
  'POST /api/auth/mini-app': { body: { initData: string }; out: Session }
  'POST /api/auth/mini-app/contact/expected': { out: undefined }
  'DELETE /api/auth/mini-app/contact/expected': { out: undefined }
  'POST /api/auth/mini-app/contact': { body: { contact: string }; out: ProvenPhone }
  'POST /api/auth/refresh': { body: { refreshToken?: string }; out: Session }
  'POST /api/auth/logout': { body: { refreshToken?: string }; out: undefined }
  'POST /api/auth/step-up': { body: { password: string }; out: undefined }
  'POST /api/auth/password': { body: { current?: string; next: string }; out: undefined }
  'GET /api/me/identifiers': { out: { items: Identifier[] } }
  'DELETE /api/me/identifiers/:kind': { out: undefined }
  'GET /api/me/activity': { out: Activity }
  'GET /api/me/export': { out: object }
  'DELETE /api/me': { out: undefined }
  'POST /api/security/notice': { body: { secret: string }; out: SecurityNotice }
  'POST /api/security/undo': { body: { secret: string }; out: SecurityNotice }
  'GET /api/auth/sessions': { out: { items: Device[]; nextCursor: string | null } }
  'DELETE /api/auth/sessions': { out: undefined }
  'DELETE /api/auth/sessions/:id': { out: undefined }
  'GET /api/categories': { query: Spoken; out: { items: Category[] } }
  'GET /api/products': { query: Record<string, string>; out: ProductList }
  'GET /api/products/:slug': { query: Spoken; out: Product }
  'GET /api/products/by-id/:id': { out: ProductCard }
  'GET /api/banners': { query: Spoken; out: { items: Banner[] } }
  'GET /api/pages': { query: Spoken; out: { items: PageCard[] } }
  'GET /api/pages/:slug': { query: Spoken; out: Page }
  'GET /api/cart': { out: Cart }
  'PUT /api/cart/items/:sku': { body: SetQuantity; out: Cart }
  'GET /api/favorites': { out: { items: ProductCard[] } }
  'PUT /api/favorites/:productId': { out: undefined }
  'DELETE /api/favorites/:productId': { out: undefined }
}

type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type PathOf<V extends Verb> = keyof Calls extends infer Call
  ? Call extends `${V} ${infer Path}`
    ? Path
    : never
  : never
type CallOf<V extends Verb, Path extends string> = `${V} ${Path}` extends keyof Calls ? Calls[`${V} ${Path}`] : never

type Params<Path extends string> = Path extends `${string}/:${infer Name}/${infer Rest}`
  ? { [key in Name]: string } & Params<`/${Rest}`>
  : Path extends `${string}/:${infer Name}`
    ? { [key in Name]: string }
    : unknown
type Body<Call> = Call extends { body: infer Given } ? { body: Given } : unknown
type Query<Call> = Call extends { query: infer Given } ? { query: Given } : unknown
type Key<Call> = Call extends { key: string } ? { key: string } : unknown
type More<Call> = Body<Call> & Query<Call> & Key<Call>
type Input<V extends Verb, Path extends string> = Params<Path> & More<CallOf<V, Path>>
type Args<Given> = unknown extends Given ? [] : [input: Given]
type Out<V extends Verb, Path extends string> = CallOf<V, Path> extends { out: infer Answer } ? Promise<Answer> : never

/** Who speaks for the signed-in person: gives the access token, and another when one was refused. */
export interface Authority {
  token(): Promise<string | undefined>
  renew(refused: string): Promise<string | undefined>
}

interface Surroundings {
  fetch: typeof fetch
  language: () => string
  authority: () => Authority
  /** Of every call. */
  headers?: Record<string, string>
  /** After which an answer is given up; a connection that hangs would else be waited for by the minute. */
  patienceMs?: number
}

const PATIENCE_MS = 30_000

// Only these know a person, or may. A wrong code or password is a 401 too, and must not be taken for
// an old token.
const personal =
  /^\/api\/(?:(?:me|cart|favorites|checkout|orders|auth\/sessions|auth\/logout|auth\/mini-app\/contact)(?:$|\/)|auth\/(?:verifications|step-up|password)$)/

// Their answer alone brings what the next is asked with: given up, that would be taken for a stolen copy or a second use.
const mustArrive = /^\/api\/auth\/(?:refresh|mini-app)$/

/** The oldest browsers have no such signal, and wait. */
const giveUpAfter = (ms: number) => AbortSignal.timeout?.(ms) ?? null

/** What a call is made of, beside its path. */
interface Asked {
  body?: unknown
  query?: Record<string, string | number | undefined>
  /** Said twice with the same key it is done once. */
  key?: string
  signal?: AbortSignal
}

/** The verbs over the contract's calls; refusals arrive as `ProblemError`. */
export function createApi({ fetch, language, authority, headers: own = {}, patienceMs = PATIENCE_MS }: Surroundings) {
  async function ask(method: Verb, path: string, asked: Asked, token: string | undefined): Promise<Response> {
    const headers: Record<string, string> = { ...own, accept: 'application/json', 'accept-language': language() }
    if (token) headers.authorization = `Bearer ${token}`
    if (asked.key) headers['idempotency-key'] = asked.key
    const signal = asked.signal ?? (mustArrive.test(path) ? null : giveUpAfter(patienceMs))
    const request: RequestInit = { method, headers, credentials: 'same-origin', signal }
    if (method !== 'GET') {
      // The server takes state changes as JSON only, even those that say nothing.
      headers['content-type'] = 'application/json'
      request.body = JSON.stringify(asked.body ?? {})
      // Whoever leaves the page meanwhile still gets its cookies: one that renews a session, lost, looks stolen the
      // next time (S19), and a guest without theirs has lost what they had just put into the cart.
      request.keepalive = true
    }
    const response = await fetch(path, request).catch(() => {
      throw unreachable()
    })
    learnServerTime(response.headers.get('date'))
    return response
  }

  async function open(method: Verb, template: string, input: Record<string, unknown> & Asked): Promise<Response> {
    const path = template.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(input[name])))
    const address = path + searchOf(input.query)
    const token = personal.test(template) ? await authority().token() : undefined
    let response = await ask(method, address, input, token)
    if (response.status === 401 && token) {
      const fresh = await authority().renew(token)
      if (fresh) response = await ask(method, address, input, fresh)
    }
    if (!response.ok) throw await readProblem(response)
    return response
  }

  async function call(method: Verb, template: string, input: Record<string, unknown> = {}): Promise<unknown> {
    const response = await open(method, template, input)
    if (response.status === 204) return undefined
    return response.json().catch(() => {
      throw unreachable()
    })
  }

  const verb =
    <V extends Verb>(method: V) =>
    <Path extends PathOf<V>>(path: Path, ...[input]: Args<Input<V, Path>>) =>
      call(method, path, input as Record<string, unknown> | undefined) as Out<V, Path>

  /** The events of one order as they come: the browser's own streams cannot say who asks. */
  const orderEvents = (id: string, signal: AbortSignal) => open('GET', '/api/orders/:id/events', { id, signal })

  return {
    get: verb('GET'),
    post: verb('POST'),
    put: verb('PUT'),
    patch: verb('PATCH'),
    del: verb('DELETE'),
    orderEvents,
  }
}

function searchOf(query: Asked['query'] = {}): string {
  const said = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  return said.length ? `?${new URLSearchParams(said)}` : ''
}
