import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { DiskCache } from '#platform'
import { silentLog } from '../ctx.ts'
import type { Keeping } from './keeper.ts'

test('a process that is killed while it keeps pictures leaves whole ones only (S25)', async ({ onTestFinished }) => {
  const folder = await mkdtemp(join(tmpdir(), 'vitrina-killed-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const keeping: Keeping = { folder, maxBytes: 20_000_000 }
  let read = 0
  for (let round = 0; round < 6; round++) {
    const keeper = spawn(process.execPath, [join(import.meta.dirname, 'keeper.ts'), JSON.stringify(keeping)])
    await once(keeper.stdout, 'data')
    await delay(50 + 37 * round)
    keeper.kill('SIGKILL')
    await once(keeper, 'exit')
    const cache = new DiskCache(folder, { ...keeping, log: silentLog() })
    for (const name of await readdir(folder)) {
      if (name.startsWith('.new-')) continue
      expect((await cache.read(name, new Date()))?.bytes.length).toBe(300_000)
      read++
    }
  }
  expect(read).toBeGreaterThan(10)
})
