import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

// Below those that a system gives to whoever asks for any (from 32768 on Linux): such a one, found free, may be an
// outgoing connection's a moment later, before the shop listens on it.
const FIRST = 20_000
const LAST = 32_000

/** A port that nobody listens on at this moment. */
export const freePort = () => findFree(1)

/** One whose next is free too: the demo's Telegram takes it. */
export const freePortForDemo = () => findFree(2)

async function findFree(count: 1 | 2): Promise<number> {
  const port = randomInt(FIRST, LAST)
  const are = [await isFree(port), count === 1 || (await isFree(port + 1))]
  return are.includes(false) ? findFree(count) : port
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  const listens = await new Promise<boolean>((resolve) => {
    server.on('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true))
  })
  if (listens) await new Promise((resolve) => server.close(resolve))
  return listens
}
