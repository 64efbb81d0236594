import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/**
 * For vitest's `globalSetup`, once for all files that open the page. Builds as a person would: with
 * the test runner's NODE_ENV the page would carry its debugging aids.
 */
export default async function setup(): Promise<void> {
  const { NODE_ENV: _, ...env } = process.env
  await promisify(execFile)(process.execPath, [fileURLToPath(new URL('../build.ts', import.meta.url))], { env })
}
