import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { type Account, runAs } from './account.ts'
import type { Binaries } from './binaries.ts'
import { EmbeddedPostgresError, folderFault, useYourOwn } from './errors.ts'
import { giveTo, type Place } from './folder.ts'

export const superuser = 'vitrina'

/** Who the cluster belongs to; nothing when there is none yet. */
export async function clusterOwner(place: Place): Promise<{ uid: number; gid: number } | undefined> {
  return stat(place.cluster).catch((error) => {
    if (error.code === 'ENOENT') return undefined
    throw folderFault(error, place.dataDir)
  })
}

/**
 * Leaves in the folder a cluster of our version that belongs to the account, made now if there was none.
 *
 * Refuses what it did not make: a cluster of another version, or a folder that is no cluster, is never touched.
 */
export async function openCluster(place: Place, account: Account, programs: Programs): Promise<void> {
  const owner = await clusterOwner(place)
  if (!owner) return makeCluster(place, account, programs)

  if (owner.uid !== account.uid && process.geteuid?.() !== 0) {
    throw new EmbeddedPostgresError(
      'account',
      `The database in ${place.dataDir} belongs to another account (uid ${owner.uid}): start the shop as that account, ` +
        `or run chown -R ${account.uid} on the folder.`,
    )
  }
  await checkVersion(place, programs.binaries.major)
  await giveTo(account, place.cluster)
}

export interface Programs {
  /** Told whenever one of them has been started that takes its time. */
  onSpawn?: (() => void) | undefined
  binaries: Binaries
  environment: Record<string, string>
}

async function checkVersion(place: Place, ours: string): Promise<void> {
  const version = await readFile(path.join(place.cluster, 'PG_VERSION'), 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return undefined
    throw folderFault(error, place.dataDir)
  })
  if (version === undefined) {
    throw new EmbeddedPostgresError(
      'folder',
      `${place.cluster} is there, but it is not a database: move it away, or put a backup in its place.`,
    )
  }
  if (version.trim() === ours) return
  throw new EmbeddedPostgresError(
    'other_version',
    `The database in ${place.dataDir} was written by PostgreSQL ${version.trim()}, and this shop brings version ${ours}. ` +
      `Export it with the version of the shop that made it and import it into an empty DATA_DIR. ${useYourOwn}`,
  )
}

/** Makes the cluster under another name and renames it when it is whole and on the disk: there is never half a cluster. */
async function makeCluster(place: Place, account: Account, programs: Programs): Promise<void> {
  await removeHalfMade(place)
  const draft = path.join(place.home, `${draftName}${randomUUID()}`)
  try {
    await mkdir(draft, { mode: 0o700 })
    await giveTo(account, draft)
    const { binaries, environment, onSpawn } = programs
    const initdb = { file: binaries.initdb, args: ['-D', draft, ...initdbOptions], environment }
    const { code, output } = await runAs(account, initdb, onSpawn)
    if (code !== 0) throw initFault(output, place)
    await rename(draft, place.cluster)
    await syncFolder(place.home)
  } catch (error) {
    await rm(draft, { recursive: true, force: true }).catch(() => {})
    throw folderFault(error, place.dataDir)
  }
}

const draftName = 'cluster.new-'

// The locale is PostgreSQL's own, so that sorting and case do not change when the folder moves to another machine.
// initdb writes everything to the disk before it ends, unless told not to.
const initdbOptions = [
  `--username=${superuser}`,
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--data-checksums',
  '--auth-local=trust',
  '--auth-host=reject',
  '--no-instructions',
]

async function removeHalfMade(place: Place): Promise<void> {
  for (const name of await readdir(place.home)) {
    if (!name.startsWith(draftName)) continue
    // The initdb of a killed server may still be writing there. What it saves from us is for the next start.
    const draft = path.join(place.home, name)
    await rm(draft, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 }).catch(() => {})
  }
}

function initFault(output: string, place: Place): EmbeddedPostgresError {
  if (/No space left on device|Disk quota exceeded/.test(output)) {
    return new EmbeddedPostgresError(
      'disk_full',
      `The database cannot be made in ${place.dataDir}: the disk is full, and it needs about 60 MB.`,
    )
  }
  return new EmbeddedPostgresError('init', `The database cannot be made in ${place.dataDir}: ${output.trim()}`)
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
