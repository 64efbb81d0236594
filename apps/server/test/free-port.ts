import { createServer } from 'node:net'

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (!address || typeof address === 'string') throw new Error('no free port')
  return address.port
}

/** One whose next is free too: the demo's Telegram takes it. */
export async function freePortForDemo(): Promise<number> {
  for (;;) {
    const port = await freePort()
    const neighbour = createServer()
    const isFree = await new Promise<boolean>((resolve) => {
      neighbour.on('error', () => resolve(false)).listen(port + 1, '127.0.0.1', () => resolve(true))
    })
    await new Promise((resolve) => neighbour.close(resolve))
    if (isFree) return port
  }
}
