/** `npm run bench`: measures the product against its goals and ends with 1 when one is missed. */
import { availableParallelism } from 'node:os'
import { idleMemory, starts } from './footprint.ts'
import { pollingInFlood, signingIn } from './passwords.ts'
import { printRows, type Row } from './rows.ts'
import { polling, starting } from './throughput.ts'
import { openWorld } from './world.ts'

const rows: Row[] = []
const report = (...measured: Row[]) => {
  for (const row of measured)
    console.error(`${row.met ? 'met   ' : 'MISSED'} ${row.what}: ${row.measured} (${row.basis})`)
  rows.push(...measured)
}

report(...(await starts()))
const world = await openWorld()
try {
  report(...(await idleMemory(world)))
  report(await polling(world))
  report(await starting(world))
  report(await signingIn(world))
  report(await pollingInFlood(world))
} finally {
  await world.close()
}

const day = new Date().toISOString().slice(0, 10)
console.log(`\nNode ${process.versions.node}, ${availableParallelism()} cores, ${process.platform}, ${day}\n`)
console.log(printRows(rows))
process.exitCode = rows.every(({ met }) => met) ? 0 : 1
