import { withNext } from '../../routes.ts'

/** Ways to sign in without a password that ask for something first. */
const codeWays = ['email', 'sms'] as const
export type CodeWay = (typeof codeWays)[number]

/** The way that an address names, when the shop has it; nothing is by password. */
export function codeWayOf(search: string, methods: readonly string[]): CodeWay | undefined {
  const named = new URLSearchParams(search).get('way')
  return codeWays.find((way) => way === named && methods.includes(way))
}

export function hrefOf(way: CodeWay | undefined, search: string): string {
  return withNext(way ? `/login?way=${way}` : '/login', search)
}
