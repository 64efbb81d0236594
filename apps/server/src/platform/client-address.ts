import { isIPv4, isIPv6 } from 'node:net'

const V6_GROUPS = 8
// A household or a rented server owns a whole /64 and may speak from any address in it.
const V6_NETWORK_GROUPS = 4

/** Whom a limit by network address counts: an IPv4 address, or the /64 network of an IPv6 one. */
export function addressKey(address: string): string {
  if (isIPv4(address)) return address
  const [bare = ''] = address.split('%')
  if (!isIPv6(bare)) return 'unknown'
  const groups = v6Groups(bare)
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (mapped)
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 0xff])
      .join('.')
  const network = groups.slice(0, V6_NETWORK_GROUPS).map((group) => group.toString(16))
  return `${network.join(':')}::/64`
}

function v6Groups(address: string): number[] {
  // The URL parser writes every form of an address, dotted tails too, in hexadecimal groups.
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [head = '', tail] = canonical.split('::')
  const [before, after] = [head, tail ?? ''].map((part) => (part ? part.split(':') : []))
  const zeros = Array<string>(V6_GROUPS - (before?.length ?? 0) - (after?.length ?? 0)).fill('0')
  return [...(before ?? []), ...zeros, ...(after ?? [])].map((group) => Number.parseInt(group, 16))
}
