/** Runs a command to its exit code; a fault of the set-up is told in a sentence, any other with its stack. */
export async function runCommand(run: (args: string[]) => Promise<number>): Promise<void> {
  try {
    process.exitCode = await run(process.argv.slice(2))
  } catch (error) {
    const sentence = await sentenceFor(error)
    if (!sentence) throw error
    console.error(sentence)
    process.exitCode = 1
  }
}

/** Faults of the set-up, told in a sentence; anything else deserves its stack. */
export async function sentenceFor(error: unknown): Promise<string | undefined> {
  if (!(error instanceof Error)) return undefined
  if (['ConfigError', 'EmbeddedPostgresError', 'SetupError'].includes(error.name)) return error.message
  const { code, port } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE') return `Port ${port} is in use: stop what listens there, or set PORT to another.`
  // Loaded only now: a fault of the settings should not cost the loading of the product.
  const { isDatabaseAway } = await import('#platform')
  if (isDatabaseAway(error)) return 'The database of DATABASE_URL does not answer: start it, or correct the address.'
  return undefined
}
