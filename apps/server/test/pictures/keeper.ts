import { DiskCache } from '#platform'
import { silentLog } from '../ctx.ts'

/** What `killed.test.ts` starts and kills: a process that does nothing but keep files. */
export interface Keeping {
  folder: string
  maxBytes: number
}

const { folder, maxBytes } = JSON.parse(process.argv[2] ?? '') as Keeping
const cache = new DiskCache(folder, { maxBytes, log: silentLog() })
process.stdout.write('begun\n')
for (let nth = 0; ; nth++) {
  const work = [1, 2, 3, 4].map((file) =>
    cache.write(`file-${(nth + file) % 8}`, Buffer.alloc(300_000, nth), new Date()),
  )
  await Promise.all(work)
}
