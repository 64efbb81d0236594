import { BlockList, isIP, isIPv4 } from 'node:net'

export interface HostOptions {
  /** Hosts that pictures are fetched from, with a port when it is not the usual one. */
  hosts: readonly string[]
  /** Private networks that they may be in. */
  networks: readonly string[]
}

/**
 * Who may be asked for a picture (S25). An address of a picture is written by whoever edits products,
 * and is fetched by us, from within: only hosts that are configured, and even those only where anybody
 * could reach them, or where the owner of the shop has said that they are.
 */
export class Hosts {
  readonly #hosts: ReadonlySet<string>
  readonly #networks = new BlockList()

  constructor({ hosts, networks }: HostOptions) {
    this.#hosts = new Set(hosts.map((host) => host.toLowerCase()))
    for (const network of networks) addNetwork(this.#networks, network)
  }

  mayAsk(address: string): boolean {
    if (!URL.canParse(address)) return false
    const { protocol, host, hostname, username, password } = new URL(address)
    if (!/^https?:$/.test(protocol) || username || password || !this.#hosts.has(host)) return false
    const literal = hostname.replace(/^\[|\]$/g, '')
    return isIP(literal) === 0 || this.mayConnect(literal, literal)
  }

  /** Whether an address that a name leads to may be connected to; asked at the moment of connecting. */
  mayConnect(hostname: string, address: string): boolean {
    // Configured by its address, it was meant with it.
    if (hostname === address || hostname === 'localhost') return true
    return isPublic(address) || this.#networks.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')
  }
}

const NAMED_NETWORKS: Record<string, string[]> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

function addNetwork(list: BlockList, network: string): void {
  for (const range of NAMED_NETWORKS[network] ?? [network]) {
    const [address = '', bits] = range.split('/')
    list.addSubnet(address, Number(bits), isIPv4(address) ? 'ipv4' : 'ipv6')
  }
}

const notPublic = new BlockList()
for (const range of [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3'],
  // Of the sixth version those that carry one of the fourth in them, whichever that is.
  ...['2001::/32', '2002::/16', '2001:db8::/32'],
])
  addNetwork(notPublic, range)
const globalV6 = new BlockList()
globalV6.addSubnet('2000::', 3, 'ipv6')

function isPublic(address: string): boolean {
  if (isIPv4(address)) return !notPublic.check(address, 'ipv4')
  return globalV6.check(address, 'ipv6') && !notPublic.check(address, 'ipv6')
}
