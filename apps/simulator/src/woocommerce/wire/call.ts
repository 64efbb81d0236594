import type { Shop } from '../world/shop.ts'
import type { Params } from './php-query.ts'

/** A call that has got as far as its route. */
export interface Call {
  shop: Shop
  /** Where the REST API begins: `http://…/wp-json`. */
  root: string
  /** The route's own address, without the query. */
  address: string
  query: Params
  body: Params
  /** The numbers in the address. */
  ids: Record<string, number>
  /** The words in the address. */
  words: Record<string, string>
  /** May anything be read, or only what everybody sees. */
  signedIn: boolean
}

export interface Answer {
  status?: number
  headers?: Record<string, string>
  body: unknown
}

export type Right = 'open' | 'list' | 'view' | 'create' | 'edit' | 'delete' | 'batch'

/** One entry of the table of routes. */
export interface Route {
  methods: readonly ('GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE')[]
  path: string
  /** What a stranger is told they may not do. */
  right: Right
  /** Whether what it answers has the ids that posts, products, orders and coupons share. */
  ofPosts?: boolean
  answer(call: Call): Answer | Promise<Answer>
}

export const editing = ['POST', 'PUT', 'PATCH'] as const

/** A number in an address; anything else there is no route. */
export const numbered = (name: string): string => `:${name}(^\\d+$)`
