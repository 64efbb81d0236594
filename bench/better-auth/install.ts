import { execFile } from 'node:child_process'
import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** Pinned, so that runs can be compared. */
export const NEWEST = '1.7.7'
/** The last of those that hash passwords in JavaScript, as every other still does where Node’s own scrypt is not at hand. */
export const HASHING_IN_JAVASCRIPT = '1.5.6'

/** Puts the other product into a folder of its own; out: its program. Needs the registry; never a part of ours. */
export async function installBetterAuth(folder: string, version: string): Promise<string> {
  const dependencies = { 'better-auth': version, pg: '8.23.1' }
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module', dependencies }))
  await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder })
  const program = join(folder, 'server.js')
  await copyFile(fileURLToPath(new URL('server.js', import.meta.url)), program)
  return program
}
