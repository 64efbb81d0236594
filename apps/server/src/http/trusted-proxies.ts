import { isIP } from 'node:net'
import { compile } from '@fastify/proxy-addr'
import { LRUCache } from 'lru-cache'

const REMEMBERED = 1_000

/**
 * Says of an address whether it is one of the proxies, named as addresses, networks or `proxy-addr`'s names of
 * ranges. Asked several times at every request, mostly of the same addresses: what was found is remembered.
 */
export function trusting(proxies: readonly string[]): (address: string) => boolean {
  const isProxy = compile([...proxies])
  const known = new LRUCache<string, boolean>({ max: REMEMBERED })
  return (address) => {
    const found = known.get(address)
    if (found !== undefined) return found
    // Anything can stand in the header, and would be kept.
    if (isIP(address) === 0) return false
    const trusted = isProxy(address, 0)
    known.set(address, trusted)
    return trusted
  }
}
