import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import sharp, { type Sharp } from 'sharp'
import { onTestFinished } from 'vitest'
import { createServer as createOurServer } from '#http'
import { openPictures, type PictureSource, pictureRoutes, registerPictures } from '#pictures'
import { type Ctx, Limits, MemoryCounters } from '#platform'
import { silentLog } from '../ctx.ts'

/** A photograph, so to speak: nothing in it is like its neighbour, as in none that compresses well. */
export function photo(width = 1600, height = 1200, seed = 1): Sharp {
  const noise = { type: 'gaussian', mean: 128, sigma: 20 + seed } as const
  return sharp({ create: { width, height, channels: 3, background: '#884422', noise } })
}

export const drawing = (inside = '<circle r="300" cx="400" cy="400" fill="#c2506a"/>') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="800" height="800">${inside}</svg>`

export const BROWSER = 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8'

interface Options {
  hosts?: string[]
  cacheBytes?: number
  dataDir?: string
}

/** The pictures of a shop behind their route, and a folder to import from; gone with the test. */
export async function openGallery(ctx: Ctx, { hosts = [], cacheBytes = 100_000_000, ...options }: Options = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'vitrina-pictures-'))
  const dataDir = options.dataDir ?? join(folder, 'data')
  const pictures = openPictures({ dataDir, cacheBytes, hosts, networks: [], log: silentLog() })
  const server = await createOurServer({
    log: pino({ level: 'silent' }),
    publicUrl: 'https://shop.example',
    defaultLocale: 'ru',
    allowedOrigins: [],
    frameAncestors: [],
    trustedProxies: [],
  })
  const flood = new Limits(new MemoryCounters())
  await server.register(pictureRoutes(ctx, { pictures, flood }))
  onTestFinished(async () => {
    await server.close()
    await pictures.close()
    await rm(folder, { recursive: true, force: true })
  })
  return {
    dataDir,
    folder,
    pictures,
    flood,
    register: (...sources: PictureSource[]) => registerPictures(ctx, sources, pictures.shelf),
    /** Registers a file with this in it. */
    add: async (bytes: Buffer | string, name = 'picture') => {
      const file = join(folder, name)
      await writeFile(file, bytes)
      const [ref] = await registerPictures(ctx, [{ file, alt: { ru: 'Роза' } }], pictures.shelf)
      if (!ref) throw new Error('nothing was registered')
      return ref
    },
    get: async (id: string, query = '', headers: Record<string, string> = { accept: BROWSER }) => {
      const answer = await server.inject({ url: `/pictures/${id}${query}`, headers })
      return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload }
    },
  }
}

/** A shop's old site on this machine, which counts who asks for what. */
export async function openSite(listener: RequestListener) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    listener(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { host: `127.0.0.1:${port}`, url: `http://127.0.0.1:${port}`, asked }
}
