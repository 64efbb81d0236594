import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'

const loopback = /^(?:localhost|::1|127(?:\.\d{1,3}){3})$/u

/** There is no sign-in here: whoever reaches the port is everybody. */
export function refuseOpenHost(host: string, what: string): void {
  if (!loopback.test(host)) throw new Error(`${what} listens on loopback only, not on ${host}`)
}

/** Out: the address that it is reached at. */
export async function listen(server: FastifyInstance, host: string, port: number): Promise<string> {
  await server.listen({ host, port })
  const address = server.server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`
}
