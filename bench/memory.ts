import { readdir, readFile } from 'node:fs/promises'

/**
 * Megabytes that a process and all its descendants hold: each page shared by several is split
 * between them (PSS), so that the sum is what the machine lacks. Nothing where the system does
 * not tell, which is everywhere but on Linux.
 */
export async function heldBy(pid: number): Promise<number | undefined> {
  if (process.platform !== 'linux') return undefined
  const sizes = await Promise.all((await familyOf(pid)).map((one) => readKilobytes(one, 'smaps_rollup', 'Pss')))
  return sizes.reduce((sum, size) => sum + size, 0) / 1024
}

/** Megabytes of one process, pages shared with others counted in full (RSS). */
export async function residentOf(pid: number): Promise<number | undefined> {
  if (process.platform !== 'linux') return undefined
  return (await readKilobytes(pid, 'status', 'VmRSS')) / 1024
}

/** Seconds of processor time that a process has used. */
export async function cpuSecondsOf(pid: number): Promise<number> {
  if (process.platform !== 'linux') return Number.NaN
  const [, user, system] = /^(?:\S+ ){11}(\d+) (\d+)/.exec(await afterName(pid)) ?? []
  // The kernel counts for us in hundredths, whatever its own clock.
  return (Number(user) + Number(system)) / 100
}

/** The same of a process and all its descendants that still live. */
export async function cpuSecondsOfAll(pid: number): Promise<number> {
  const seconds = await Promise.all((await familyOf(pid)).map(cpuSecondsOf))
  return seconds.reduce((sum, one) => sum + (Number.isFinite(one) ? one : 0), 0)
}

async function familyOf(pid: number): Promise<number[]> {
  const everybody = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const parents = await Promise.all(everybody.map(async (one) => [one, await parentOf(one)] as const))
  const family = new Set([pid])
  // A child may have a lower number than its parent, so one pass is not enough.
  for (let before = 0; before < family.size; ) {
    before = family.size
    for (const [one, parent] of parents) if (family.has(parent)) family.add(one)
  }
  return [...family]
}

async function parentOf(pid: number): Promise<number> {
  return Number((await afterName(pid)).split(' ')[1])
}

/** The fields of `stat` from the state on: the name before it may hold spaces and brackets. */
async function afterName(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return stat.slice(stat.lastIndexOf(')') + 2)
}

// A process that ended meanwhile holds nothing.
async function readKilobytes(pid: number, file: string, field: string): Promise<number> {
  const text = await readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0)
}
