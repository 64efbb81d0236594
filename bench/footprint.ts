import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { heldBy, residentOf } from './memory.ts'
import { freePort, start } from './processes.ts'
import type { Row } from './rows.ts'
import { median } from './statistics.ts'
import type { World } from './world.ts'

const STARTS = 5
const GOAL_SECONDS = 2
const GOAL_MEGABYTES = 200
// The queue has declared itself and the start's garbage is collected by then.
const SETTLE_MS = 10_000

/** From the command to the first answer, as the demo of `npm start`: its simulator included. */
export async function starts(): Promise<Row[]> {
  const uncompiled: number[] = []
  const fresh: number[] = []
  const warm: number[] = []
  for (let nth = 0; nth < STARTS; nth++) {
    const folder = await mkdtemp(join(tmpdir(), 'vitrina-start-'))
    uncompiled.push(await startOnce(folder, { NODE_COMPILE_CACHE: join(folder, 'compiled') }))
    await rm(folder, { recursive: true, force: true })
    // With what the installation has compiled, which is what its owner waits for.
    fresh.push(await startOnce(folder))
    warm.push(await startOnce(folder))
    await rm(folder, { recursive: true, force: true })
  }
  return [
    describe('Start to first answer, nothing there yet', fresh),
    describe('Start to first answer, nothing there yet and nothing compiled', uncompiled),
    describe('Start to first answer, again', warm),
  ]
}

async function startOnce(folder: string, env: Record<string, string> = {}): Promise<number> {
  await mkdir(folder, { recursive: true })
  const port = await freePort()
  const running = await start({
    script: 'apps/server/src/main.ts',
    folder,
    env: { PORT: String(port), DATA_DIR: join(folder, 'data'), ...env },
    answersAt: `http://127.0.0.1:${port}/api/config`,
  })
  await running.stop()
  return running.startedInMs / 1000
}

function describe(what: string, seconds: number[]): Row {
  const measured = median(seconds)
  return {
    what,
    goal: `< ${GOAL_SECONDS} s`,
    measured: `${measured.toFixed(2)} s`,
    basis: `${seconds.length} starts, ${Math.min(...seconds).toFixed(2)} to ${Math.max(...seconds).toFixed(2)} s`,
    met: measured < GOAL_SECONDS,
  }
}

/** What an idle shop takes from the machine; to be asked before any load. */
export async function idleMemory({ product }: Pick<World, 'product'>): Promise<Row[]> {
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
  const { pid } = product.process
  const [held, resident] = [await heldBy(pid), await residentOf(pid)]
  if (held === undefined || resident === undefined) return []
  return [
    {
      what: 'Idle memory, server and PostgreSQL',
      goal: `< ${GOAL_MEGABYTES} MB`,
      measured: `${held.toFixed(0)} MB`,
      basis: `PSS of all processes; the server alone: RSS ${resident.toFixed(0)} MB`,
      met: held < GOAL_MEGABYTES,
    },
  ]
}
