import { enableCompileCache } from 'node:module'

// Before anything else is loaded: the second start reads compiled code instead of making it.
enableCompileCache()

const { ConfigError, loadConfig } = await import('./config.ts')
const { banner } = await import('./banner.ts')

// What is still under way after this is cut off: the next start finds it as a crash would leave it.
const CLOSE_DEADLINE_MS = 15_000

try {
  const config = loadConfig()
  const { openApp } = await import('./app.ts')
  const app = await openApp(config)
  console.log(banner(app, config))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(app))
} catch (error) {
  if (!isForOperator(error)) throw error
  console.error(`\n${error.message}\n`)
  process.exit(1)
}

async function stop(app: { close(): Promise<void> }): Promise<void> {
  setTimeout(() => process.exit(1), CLOSE_DEADLINE_MS).unref()
  await app.close()
  process.exit(0)
}

/** Faults of the set-up are told in a sentence; anything else deserves its stack. */
function isForOperator(error: unknown): error is Error {
  if (error instanceof ConfigError) return true
  if (!(error instanceof Error)) return false
  return error.name === 'EmbeddedPostgresError' || (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
}
