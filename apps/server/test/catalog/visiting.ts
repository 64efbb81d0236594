import { pino } from 'pino'
import { catalogRoutes } from '#catalog-reading'
import { createServer } from '#http'
import { answerFromMemory, Cache, type CacheOptions, Signals } from '#platform'
import { Browser } from '../browser.ts'
import { silentLog } from '../ctx.ts'
import { type UseCases, useCases } from '../use-cases.ts'

export interface Visiting extends UseCases {
  /** A visitor who speaks a language. */
  visitor(locale?: string): Browser
  cache: Cache
  /** Another process of the same shop, in effect. */
  openAnother(shared?: CacheOptions['shared']): Promise<Pick<Visiting, 'visitor' | 'cache'>>
}

/** The catalogue's routes on a catalogue of one's own. */
export async function openCatalog(): Promise<Visiting> {
  const on = await useCases()
  const closers: (() => Promise<unknown>)[] = []
  const openAnother = async (shared?: CacheOptions['shared']) => {
    const server = await createServer({
      ...{ log: pino({ level: 'silent' }), publicUrl: 'http://127.0.0.1:3000', defaultLocale: 'ru' },
      ...{ allowedOrigins: [], trustedProxies: [], frameAncestors: [] },
    })
    const signals = new Signals(on.connection, silentLog())
    await signals.start()
    const cache = new Cache({ maxBytes: 1_000_000, maxAgeMs: 60_000, shared, log: silentLog() })
    const counting = { currency: 'RUB', defaultLocale: 'ru' as const }
    answerFromMemory(server, cache)
    await server.register(catalogRoutes(on.ctx, { counting, cache, signals, pepper: on.ports.pepper }))
    const url = await server.listen({ host: '127.0.0.1', port: 0 })
    closers.push(
      () => server.close(),
      () => signals.close(),
    )
    return { cache, visitor: (locale = 'ru') => new Browser(url, { 'accept-language': locale }) }
  }
  const first = await openAnother()
  const close = async () => {
    for (const close of closers) await close()
    await on.close()
  }
  return { ...on, ...first, openAnother, close }
}
