import { withNext } from '../../routes.ts'

/** Ways to sign in by a code that ask for something first, each with its name in `GET /api/config`. */
const methodOf = { email: 'email', sms: 'sms', bot: 'bot_code' } as const
export type CodeWay = keyof typeof methodOf
const codeWays = Object.keys(methodOf) as CodeWay[]

/** Those that the shop has. */
export function offeredWays(methods: readonly string[]): CodeWay[] {
  return codeWays.filter((way) => methods.includes(methodOf[way]))
}

/** The way that an address names, when the shop has it; nothing is by password. */
export function codeWayOf(search: string, methods: readonly string[]): CodeWay | undefined {
  const named = new URLSearchParams(search).get('way')
  return offeredWays(methods).find((way) => way === named)
}

export function hrefOf(way: CodeWay | undefined, search: string): string {
  return withNext(way ? `/login?way=${way}` : '/login', search)
}
