import { chmod, rmdir } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { type Account, chooseAccount, possibleAccounts } from './account.ts'
import { findBinaries, makeRunnable } from './binaries.ts'
import { clusterOwner, openCluster, type Programs, superuser } from './cluster.ts'
import { EmbeddedPostgresError, folderFault, useYourOwn } from './errors.ts'
import { lockPlace, openPlace, openSocketFolder, type Place, port } from './folder.ts'
import { LogFile } from './log-file.ts'
import { type Postmaster, saysReady, spawnPostmaster, stopOrphan, stopPostmaster } from './postmaster.ts'
import { settingsFor } from './settings.ts'

interface EmbeddedPostgresOptions {
  dataDir: string
  /** Told what the database says, line by line. */
  log?: (line: string) => void
  /** Told when the database works by itself, making the cluster or starting: from then on this thread may be busy. */
  onSpawn?: () => void
  /** Server parameters that replace ours. */
  settings?: Record<string, string>
}

type Connection = { host: string; port: number; user: string; database: string }

export interface EmbeddedPostgres {
  /** For `pg`: the host is the folder of the socket. */
  connection: Connection
  /** Stops the database once what is under way has ended, and frees the folder. */
  close(): Promise<void>
}

/**
 * Starts the PostgreSQL kept in `dataDir`, making it first when there is none, and answers when it takes connections.
 *
 * It listens on a socket that only this account can reach, never on the network. One process at a time may run it on a
 * folder. What an earlier, killed process left behind (a running postmaster, a half-made cluster) is cleared away;
 * what was committed is never lost. Refuses with an `EmbeddedPostgresError`.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const binaries = await findBinaries()
  const place = await openPlace(options.dataDir)
  const lock = lockPlace(place)
  try {
    const environment = await makeRunnable(binaries, place.libraries)
    const programs: Programs = { binaries, environment, onSpawn: options.onSpawn }
    const account = await chooseAccountFor(place, programs)
    await stopOrphan(place, options.log ?? (() => {}))
    await openCluster(place, account, programs)
    const socketFolder = await openSocketFolder(place, account)
    const database = new Supervisor({ place, account, programs, socketFolder, options }, () => lock.release())
    await database.start()
    return database
  } catch (error) {
    lock.release()
    throw folderFault(error, options.dataDir)
  }
}

async function chooseAccountFor(place: Place, programs: Programs): Promise<Account> {
  return chooseAccount(await possibleAccounts(await clusterOwner(place)), {
    ...programs,
    enter: async (account) => {
      await chmod(place.home, account.kind === 'other' ? 0o711 : 0o700)
      return place.home
    },
  })
}

interface Parts {
  place: Place
  account: Account
  programs: Programs
  socketFolder: string
  options: EmbeddedPostgresOptions
}

class Supervisor implements EmbeddedPostgres {
  readonly connection: Connection
  readonly #parts: Parts
  readonly #release: () => void
  readonly #file: LogFile
  readonly #closing = new AbortController()
  #postmaster: Postmaster | undefined
  #guarding: Promise<void> = Promise.resolve()
  #closed: Promise<void> | undefined

  constructor(parts: Parts, release: () => void) {
    this.#parts = parts
    this.#release = release
    this.#file = new LogFile(parts.place.log)
    this.connection = { host: parts.socketFolder, port, user: superuser, database: 'postgres' }
  }

  async start(): Promise<void> {
    try {
      this.#guarding = this.#guard(await this.#launch())
    } catch (error) {
      await this.close()
      throw error
    }
  }

  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    this.#closing.abort()
    const postmaster = this.#postmaster
    if (postmaster) await stopPostmaster(postmaster.pid, () => !postmaster.hasEnded())
    await this.#guarding
    // It may be in a temporary folder, where nobody would ever clear it away.
    await rmdir(this.connection.host).catch(() => {})
    this.#release()
  }

  /** Starts the database again whenever it ends by itself; the pools reconnect, for the socket keeps its name. */
  async #guard(postmaster: Postmaster): Promise<void> {
    for (let current: Postmaster | undefined = postmaster; ; ) {
      await current?.ended
      if (this.#closing.signal.aborted) return
      this.#say('the database ended by itself and is started again')
      try {
        current = await this.#launch()
      } catch (error) {
        current = undefined
        if (!this.#closing.signal.aborted) this.#say((error as Error).message)
      }
      // A disk may be full until somebody clears it.
      if (!current) await delay(2_000, undefined, { signal: this.#closing.signal }).catch(() => {})
    }
  }

  async #launch(): Promise<Postmaster> {
    const { place } = this.#parts
    const deadline = Date.now() + 30_000
    for (;;) {
      const postmaster = await this.#spawn()
      if (await becomesReady(postmaster, place, this.connection)) return postmaster
      await postmaster.ended
      if (this.#closing.signal.aborted) return postmaster
      if (!isHeldByLeftovers(postmaster) || Date.now() > deadline) throw this.#startFault(postmaster)
      await delay(50)
    }
  }

  async #spawn(): Promise<Postmaster> {
    const { place, account, programs, socketFolder, options } = this.#parts
    const stalePid = await stopOrphan(place, (line) => this.#say(line))
    const settings = settingsFor(socketFolder, options.settings)
    // Nothing may come between this question and the answer below: close() stops only what it can see.
    this.#closing.signal.throwIfAborted()
    this.#postmaster = spawnPostmaster(account, {
      file: programs.binaries.postgres,
      args: ['-D', place.cluster, ...settings],
      // PostgreSQL does not start while the pid in its lock file exists, unless it is told that this one is no rival.
      environment: { ...programs.environment, ...(stalePid && { PG_GRANDPARENT_PID: String(stalePid) }) },
      onLine: (line) => this.#say(line),
    })
    programs.onSpawn?.()
    return this.#postmaster
  }

  #say(line: string): void {
    this.#file.write(`${line}\n`)
    this.#parts.options.log?.(line)
  }

  #startFault(postmaster: Postmaster): EmbeddedPostgresError {
    const { place } = this.#parts
    const heard = postmaster.lines.findLast((line) => /FATAL|PANIC/.test(line)) ?? postmaster.lines.at(-1) ?? 'no word'
    const full = /No space left on device|Disk quota exceeded/.test(heard)
    return new EmbeddedPostgresError(
      full ? 'disk_full' : 'start',
      full
        ? `The database in ${place.dataDir} cannot start: the disk is full.`
        : `The database in ${place.dataDir} did not start: ${heard} (more in ${place.log}). ${useYourOwn}`,
    )
  }
}

/**
 * Waits until the database lets us in; false when it ended instead. Recovery after a power cut takes as long as it
 * takes. It is read from the lock file, as each connection refused meanwhile would be a line in the log.
 */
async function becomesReady(postmaster: Postmaster, place: Place, connection: Connection): Promise<boolean> {
  while (!postmaster.hasEnded()) {
    if (await saysReady(place, postmaster.pid)) {
      // Refused here means that something is wrong, not that it is early: this throws.
      const client = new Client({ ...connection, ssl: false, connectionTimeoutMillis: 10_000 })
      client.on('error', () => {})
      await client.connect()
      await client.end()
      return true
    }
    await Promise.race([delay(5), postmaster.ended])
  }
  return false
}

/** The backends of a killed postmaster take a moment to notice; or it was just being started when its parent died. */
function isHeldByLeftovers(postmaster: Postmaster): boolean {
  return postmaster.lines.some((line) =>
    /pre-existing shared memory block|lock file ".*" already exists|lock file ".*" is empty/.test(line),
  )
}
