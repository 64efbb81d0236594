import { createHash } from 'node:crypto'
import { closeSync, constants, existsSync, openSync } from 'node:fs'
import { access, chmod, chown, lchown, lstat, mkdir, readdir, realpath, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { makeFolder } from '../make-folder.ts'
import type { Account } from './account.ts'
import { EmbeddedPostgresError, folderFault } from './errors.ts'

/** Where things lie under the data folder. Only `cluster` and the socket's folder ever belong to another account. */
export interface Place {
  dataDir: string
  home: string
  cluster: string
  libraries: string
  lock: string
  log: string
}

export async function openPlace(dataDir: string): Promise<Place> {
  try {
    // Others may pass through it, not list it: as root, the account that runs PostgreSQL has to.
    await makeFolder(dataDir, 0o711)
    const real = await realpath(dataDir)
    const home = path.join(real, 'postgres')
    await makeFolder(home, 0o700)
    await access(home, constants.W_OK | constants.X_OK)
    const inHome = (name: string) => path.join(home, name)
    return {
      dataDir: real,
      home,
      cluster: inHome('cluster'),
      libraries: inHome('lib'),
      lock: inHome('lock'),
      log: inHome('postgres.log'),
    }
  } catch (error) {
    throw folderFault(error, dataDir)
  }
}

/**
 * Makes this process the only one that touches the folder; refuses with `in_use` when another one is.
 *
 * SQLite is here for its lock alone: Node offers no other that the kernel drops with the process. A file with a pid
 * in it outlives a kill -9, and the pid may by then be somebody else's.
 */
export function lockPlace(place: Place): { release(): void } {
  let file: DatabaseSync | undefined
  try {
    makePrivate(place.lock)
    file = new DatabaseSync(place.lock, { timeout: 0 })
    file.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  } catch (cause) {
    file?.close()
    const busy = (cause as { errcode?: number }).errcode === sqliteBusy
    throw busy
      ? new EmbeddedPostgresError(
          'in_use',
          `Another server process is running on the data folder ${place.dataDir}: stop it, or give this one another DATA_DIR.`,
        )
      : new EmbeddedPostgresError('folder', `The lock ${place.lock} cannot be taken: ${(cause as Error).message}.`, {
          cause,
        })
  }
  return {
    release: () => {
      if (file.isOpen) file.close()
    },
  }
}

const sqliteBusy = 5

// SQLite would let others read it, and whoever reads can lock. A file that is there is not opened: the kernel drops
// all locks of a process on a file when it closes any of its descriptors, and we may be holding one.
function makePrivate(file: string): void {
  if (!existsSync(file)) closeSync(openSync(file, 'ax', 0o600))
}

/** Gives a folder and all that is in it to the account, when it is not yet its own. */
export async function giveTo(account: Account, folder: string): Promise<void> {
  const before = await stat(folder)
  if (before.uid === account.uid) return
  for (const entry of await readdir(folder, { recursive: true })) {
    await lchown(path.join(folder, entry), account.uid, account.gid)
  }
  // The folder last: its owner tells the next start that all of it was handed over.
  await chown(folder, account.uid, account.gid)
}

/** A folder for the socket, which only the account may enter: whoever can reach the socket is let in. */
export async function openSocketFolder(place: Place, account: Account): Promise<string> {
  const near = path.join(place.home, 'socket')
  const folder = fits(near) ? near : await farSocketFolder(place, account)
  await mkdir(folder, { mode: 0o700 }).catch((error) => {
    if (error.code !== 'EEXIST') throw error
  })
  // In a temporary folder anybody may have been there first, with a folder or with a link to one of ours.
  const found = await lstat(folder)
  const trusted = found.isDirectory() && (folder === near || [account.uid, process.geteuid?.()].includes(found.uid))
  if (!trusted) {
    throw new EmbeddedPostgresError(
      'folder',
      `${folder}, where the database's socket would be, belongs to somebody else: remove it, or choose a shorter DATA_DIR.`,
    )
  }
  await chmod(folder, 0o700)
  await giveTo(account, folder)
  // Left by a killed server. Nobody listens there any more: the folder is locked, and its postmaster was stopped.
  for (const name of [socketName, `${socketName}.lock`]) await rm(path.join(folder, name), { force: true })
  return folder
}

export const port = 5432
const socketName = `.s.PGSQL.${port}`

// 107 bytes on Linux, 103 on macOS: the kernel's limit for the path of a socket.
function fits(folder: string): boolean {
  return Buffer.byteLength(path.join(folder, socketName)) <= 103
}

async function farSocketFolder(place: Place, account: Account): Promise<string> {
  // Device and inode as well as the path: two containers may share /tmp and both call their folder /data.
  const { dev, ino } = await stat(place.home)
  const mark = createHash('sha256').update(`${dev}:${ino}:${place.home}`).digest('hex').slice(0, 24)
  // Not XDG_RUNTIME_DIR: it goes when the operator logs out. And root may have a temporary folder that others cannot enter.
  for (const base of account.kind === 'other' ? ['/tmp'] : [os.tmpdir(), '/tmp']) {
    const folder = path.join(base, `vitrina-${mark}`)
    if (fits(folder)) return folder
  }
  throw new EmbeddedPostgresError('folder', `The path ${place.dataDir} is too long for a socket: choose a shorter one.`)
}
