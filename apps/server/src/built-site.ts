import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const web = new URL('../../web/', import.meta.url)

/** Where the built site lies. */
export const siteFolder = fileURLToPath(new URL('dist', web))

/**
 * Builds the site where the installation has not, because it was told to run no scripts. A
 * checkout without the tools to build it serves the API alone.
 */
export async function ensureSite(): Promise<void> {
  if (existsSync(new URL('dist/index.html', web))) return
  console.log('Building the site, once…')
  const { stdout } = await promisify(execFile)(process.execPath, [
    fileURLToPath(new URL('build.ts', web)),
    '--if-possible',
  ])
  console.log(stdout.trim())
}
