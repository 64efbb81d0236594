import type { SiteWords } from '@vitrina/contract/words/site/ru'
import type { ComponentType } from 'preact'

export type Params = Record<string, string>

/** What a page's file exports under the name `page`. */
export interface Page {
  title: (words: SiteWords) => string
  View: ComponentType<{ params: Params; search: string }>
  /** What must be here before the page at that address can be drawn whole. */
  prepare?: (search: string, params: Params) => Promise<unknown>
}

/** `guest`: a signed-in person is taken on to the cabinet; `signedIn`: a guest is asked to sign in first. */
type Access = 'anyone' | 'guest' | 'signedIn'

export interface Route {
  path: string
  access: Access
  /** A page to do one thing on: without the ways around the shop. */
  isPlain?: true
  /** On a phone, too, it begins with the search. */
  searches?: true
  load: () => Promise<{ page: Page }>
}

/** The pages of the site, each loaded when it is first opened. */
const routes: readonly Route[] = [
  { path: '/', access: 'anyone', searches: true, load: () => import('./pages/home/home-page.tsx') },
  { path: '/catalog', access: 'anyone', searches: true, load: () => import('./pages/catalog/catalog-page.tsx') },
  { path: '/category/:slug', access: 'anyone', searches: true, load: () => import('./pages/catalog/catalog-page.tsx') },
  { path: '/product/:slug', access: 'anyone', load: () => import('./pages/product/product-page.tsx') },
  { path: '/p/:id', access: 'anyone', load: () => import('./pages/product/by-id-page.tsx') },
  { path: '/favorites', access: 'anyone', load: () => import('./pages/favorites/favorites-page.tsx') },
  { path: '/pages/:slug', access: 'anyone', load: () => import('./pages/info/info-page.tsx') },
  { path: '/register', access: 'guest', load: () => import('./pages/register/register-page.tsx') },
  { path: '/register/:id', access: 'guest', load: () => import('./pages/waiting/waiting-page.tsx') },
  { path: '/login/:id', access: 'guest', load: () => import('./pages/waiting/waiting-page.tsx') },
  { path: '/login', access: 'guest', load: () => import('./pages/login/login-page.tsx') },
  { path: '/account', access: 'signedIn', load: () => import('./pages/account/account-page.tsx') },
  { path: '/cart', access: 'anyone', load: () => import('./pages/cart/cart-page.tsx') },
  { path: '/checkout', access: 'signedIn', isPlain: true, load: () => import('./pages/checkout/checkout-page.tsx') },
  { path: '/orders', access: 'signedIn', load: () => import('./pages/orders/orders-page.tsx') },
  { path: '/orders/:number', access: 'signedIn', load: () => import('./pages/order/order-page.tsx') },
  { path: '/reset', access: 'anyone', isPlain: true, load: () => import('./pages/reset/reset-page.tsx') },
  { path: '/security', access: 'anyone', isPlain: true, load: () => import('./pages/security/security-page.tsx') },
  {
    path: '/auth/telegram',
    access: 'anyone',
    isPlain: true,
    load: () => import('./pages/telegram-login/telegram-login-page.tsx'),
  },
  { path: '/auth/return', access: 'anyone', isPlain: true, load: () => import('./pages/return/return-page.tsx') },
]

/** Shown at every other address. */
export const missing: Route = {
  path: '*',
  access: 'anyone',
  load: () => import('./pages/missing/missing-page.tsx'),
}

/** The route of an address with the parts of it that vary; nothing when no page lives there. */
export function matchRoute(pathname: string): { route: Route; params: Params } | undefined {
  const given = pathname.replace(/\/+$/, '').split('/')
  for (const route of routes) {
    const params = matchParts(route.path.replace(/\/+$/, '').split('/'), given)
    if (params) return { route, params }
  }
  return undefined
}

function matchParts(expected: string[], given: string[]): Params | undefined {
  if (expected.length !== given.length) return undefined
  const params: Params = {}
  for (const [index, part] of expected.entries()) {
    const actual = given[index] ?? ''
    if (part.startsWith(':') && actual) params[part.slice(1)] = decode(actual)
    else if (part !== actual) return undefined
  }
  return params
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** Takes along, to another page for guests, where to go after signing in. */
export function withNext(path: string, search: string): string {
  const next = new URLSearchParams(search).get('next')
  if (!next) return path
  return `${path}${path.includes('?') ? '&' : '?'}next=${encodeURIComponent(next)}`
}

/**
 * Where to go after signing in. Only a page of ours: an address taken as it comes would let
 * a link to the sign-in page lead the person to somebody else's site.
 */
export function safeNext(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? ''
  const local = /^\/(?![/\\])/.test(next) && matchRoute(next.split(/[?#]/)[0] ?? '')
  return local && local.route.access !== 'guest' ? next : '/account'
}
