import { enableCompileCache } from 'node:module'

// Before anything else is loaded: the second start reads compiled code instead of making it.
enableCompileCache()
await import('./light-modules.ts')

const { loadConfig } = await import('./config.ts')
const { banner } = await import('./banner.ts')
const { ensureSite } = await import('./built-site.ts')
const { openStorage } = await import('./storage.ts')

// What is still under way after this is cut off: the next start finds it as a crash would leave it.
const CLOSE_DEADLINE_MS = 5_000
// One ctrl-C comes twice: from the terminal, and passed on by npm.
const ECHO_MS = 500

try {
  const config = loadConfig()
  // The database starts while the product is loaded.
  const storage = openStorage(config)
  storage.catch(() => {}) // told by openApp, which waits for it
  await ensureSite()
  const { openApp } = await import('./app.ts')
  const app = await openApp(config, storage)
  console.log(banner(app, config))
  closeOnSignal(app)
} catch (error) {
  const sentence = await forOperator(error)
  if (!sentence) throw error
  console.error(`\n${sentence}\n`)
  process.exit(1)
}

/** The first signal lets everything under way finish; a second one, by whoever will not wait, ends at once. */
function closeOnSignal(app: { close(): Promise<void> }): void {
  let askedAt: number | undefined
  const onSignal = () => {
    if (askedAt === undefined) {
      askedAt = performance.now()
      setTimeout(() => process.exit(1), CLOSE_DEADLINE_MS).unref()
      void app.close().then(() => process.exit(0))
    } else if (performance.now() - askedAt > ECHO_MS) process.exit(1)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal)
}

/** Faults of the set-up are told in a sentence; anything else deserves its stack. */
async function forOperator(error: unknown): Promise<string | undefined> {
  if (!(error instanceof Error)) return undefined
  if (['ConfigError', 'EmbeddedPostgresError', 'SetupError'].includes(error.name)) return error.message
  const { code, port } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE') return `Port ${port} is in use: stop what listens there, or set PORT to another.`
  const { isDatabaseAway } = await import('#platform')
  if (isDatabaseAway(error)) return 'The database of DATABASE_URL does not answer: start it, or correct the address.'
  return undefined
}
