type EmbeddedPostgresFault =
  | 'platform' // no binaries exist for this machine
  | 'binaries' // they exist, and are missing or damaged here
  | 'account' // no account on this machine may run them on this folder
  | 'folder' // the folder cannot hold a database
  | 'disk_full'
  | 'in_use' // another server process owns the folder
  | 'other_version' // the folder was written by another major version
  | 'init'
  | 'start'

/** Why the embedded database is not running: a sentence for the operator, and a code to branch on. */
export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedPostgresFault

  constructor(code: EmbeddedPostgresFault, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'EmbeddedPostgresError'
    this.code = code
  }
}

/** What a refusal ends with when the cure is a database of the operator's own. */
export const useYourOwn = 'Or set DATABASE_URL to a PostgreSQL server of your own.'

/** Turns a refusal of the file system into a sentence that names the folder; anything else is passed on as it came. */
export function folderFault(error: unknown, folder: string): unknown {
  const reason = reasons[(error as NodeJS.ErrnoException)?.code ?? '']
  if (!reason) return error
  return new EmbeddedPostgresError(
    reason.code,
    `The database cannot be kept in ${folder}: ${reason.text}. Choose another DATA_DIR, or correct this one.`,
    { cause: error },
  )
}

const reasons: Record<string, { code: EmbeddedPostgresFault; text: string }> = {
  EACCES: { code: 'folder', text: 'this account may not write there' },
  EPERM: { code: 'folder', text: 'this account may not write there' },
  EROFS: { code: 'folder', text: 'it is on a read-only file system' },
  ENOTDIR: { code: 'folder', text: 'a part of the path is a file, not a folder' },
  EEXIST: { code: 'folder', text: 'a part of the path is a file, not a folder' },
  ENOENT: { code: 'folder', text: 'no folder can be made there' },
  ENAMETOOLONG: { code: 'folder', text: 'the path is too long' },
  ENOSPC: { code: 'disk_full', text: 'the disk is full' },
  EDQUOT: { code: 'disk_full', text: 'the disk quota is used up' },
}
