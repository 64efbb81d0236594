import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { SourceFetcher } from '../../src/modules/pictures/fetch-source.ts'
import { Hosts } from '../../src/modules/pictures/hosts.ts'
import { LARGEST_SOURCE } from '../../src/modules/pictures/model.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

/** A server on this machine, and whether anybody came. */
async function serve(listener: RequestListener) {
  const asked: string[] = []
  const server: Server = createServer((request, response) => {
    asked.push(request.url ?? '')
    listener(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.push({
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  })
  const { port } = server.address() as AddressInfo
  return { host: `127.0.0.1:${port}`, port, asked }
}

function fetcher(
  hosts: string[],
  options: ConstructorParameters<typeof SourceFetcher>[1] = {},
  networks: string[] = [],
) {
  const made = new SourceFetcher(new Hosts({ hosts, networks }), options)
  open.push(made)
  return made
}

const leadsTo = (address: string) => ({
  resolve: (
    _host: string,
    _options: unknown,
    done: (error: null, found: { address: string; family: number }[]) => void,
  ) => done(null, [{ address, family: 4 }]),
})

test('a picture of a configured host is fetched, its query and redirects within the host too', async () => {
  const { host } = await serve((request, response) => {
    if (request.url === '/old') response.writeHead(301, { location: '/new?size=full' }).end()
    else response.end(`bytes of ${request.url}`)
  })
  expect((await fetcher([host]).fetch(`http://${host}/old`)).toString()).toBe('bytes of /new?size=full')
})

test('an allowed host cannot send us to another one (S25)', async () => {
  const inner = await serve((_request, response) => response.end('secrets'))
  const { host } = await serve((_request, response) =>
    response.writeHead(302, { location: `http://${inner.host}/latest/meta-data/` }).end(),
  )
  await expect(fetcher([host]).fetch(`http://${host}/a.jpg`)).rejects.toThrow('not fetched from there')
  expect(inner.asked).toEqual([])
})

test('redirects in a circle end (S25)', async () => {
  const { host, asked } = await serve((_request, response) => response.writeHead(302, { location: '/again' }).end())
  await expect(fetcher([host]).fetch(`http://${host}/a.jpg`)).rejects.toThrow('leads from one address')
  expect(asked.length).toBe(4)
})

test('a name that leads into a private network is not connected to, unless that is configured (S25)', async () => {
  const { port, asked } = await serve((_request, response) => response.end('picture'))
  const host = `cdn.example:${port}`
  const rebound = fetcher([host], leadsTo('127.0.0.1')).fetch(`http://${host}/a.jpg`)
  await expect(rebound).rejects.toThrow('private network')
  expect(asked).toEqual([])
  const configured = fetcher([host], leadsTo('127.0.0.1'), ['loopback'])
  expect((await configured.fetch(`http://${host}/a.jpg`)).toString()).toBe('picture')
})

test.each(['said beforehand', 'not said'])('what is too large, %s, is not read to its end (S25)', async (how) => {
  let sent = 0
  const { host } = await serve((_request, response) => {
    if (how === 'said beforehand') response.setHeader('content-length', 100 * LARGEST_SOURCE)
    const block = Buffer.alloc(1024 * 1024)
    const send = () => {
      if (response.destroyed) return
      sent += block.length
      if (response.write(block)) setImmediate(send)
      else response.once('drain', send)
    }
    send()
  })
  await expect(fetcher([host]).fetch(`http://${host}/a.jpg`)).rejects.toThrow()
  expect(sent).toBeLessThan(2 * LARGEST_SOURCE)
})

test('one that drips is given up (S25)', async () => {
  const { host } = await serve((_request, response) => {
    const drip = setInterval(() => response.write('a'), 20)
    response.on('close', () => clearInterval(drip))
  })
  const began = performance.now()
  await expect(fetcher([host], { deadlineMs: 300 }).fetch(`http://${host}/a.jpg`)).rejects.toThrow()
  expect(performance.now() - began).toBeLessThan(5_000)
})

test.each([404, 403, 500, 304])('an answer with status %i is no picture', async (status) => {
  const { host } = await serve((_request, response) => response.writeHead(status).end())
  await expect(fetcher([host]).fetch(`http://${host}/a.jpg`)).rejects.toThrow(String(status))
})
