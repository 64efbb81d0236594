import { setFlagsFromString } from 'node:v8'

// Before anything else is loaded.
await import('./light-modules.ts')

const { loadConfig } = await import('./config.ts')
const { banner } = await import('./banner.ts')
const { ensureSite } = await import('./built-site.ts')
const { sentenceFor } = await import('./operator.ts')
const { openStorage } = await import('./storage.ts')

// What is still under way after this is cut off: the next start finds it as a crash would leave it.
const CLOSE_DEADLINE_MS = 5_000
// One ctrl-C comes twice: from the terminal, and passed on by npm.
const ECHO_MS = 500

try {
  const config = loadConfig()
  // The database starts while the product is loaded.
  const atWork = Promise.withResolvers<void>()
  const storage = openStorage(config, atWork.resolve)
  storage.catch(() => {}).finally(atWork.resolve) // a fault is told by openApp, which waits for it
  await atWork.promise
  await ensureSite()
  const { openApp } = await import('./app.ts')
  const { openLog } = await import('#platform')
  const log = openLog(config.logLevel)
  // Node would print it as it is, and a failed statement carries its parameters (X8).
  process.on('uncaughtException', (err) => {
    log.fatal({ err }, 'a fault that nobody caught')
    process.exit(1)
  })
  const starting = openApp(config, { storage, log })
  closeOnSignal(starting)
  console.log(banner(await starting, config))
  // What a first load leaves behind would stand at several times of what is alive. A start has no use for it.
  setFlagsFromString('--heap-growing-percent=50')
} catch (error) {
  const sentence = await sentenceFor(error)
  if (!sentence) throw error
  console.error(`\n${sentence}\n`)
  process.exit(1)
}

/** The first signal lets everything under way finish; a second one, by whoever will not wait, ends at once. */
function closeOnSignal(starting: Promise<{ close(): Promise<void> }>): void {
  let askedAt: number | undefined
  const onSignal = () => {
    if (askedAt === undefined) {
      askedAt = performance.now()
      setTimeout(() => process.exit(1), CLOSE_DEADLINE_MS).unref()
      void starting.then((app) => app.close()).then(() => process.exit(0))
    } else if (performance.now() - askedAt > ECHO_MS) process.exit(1)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal)
}
