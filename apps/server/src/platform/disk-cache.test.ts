import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { capturedLog, silentLog } from '../../test/ctx.ts'
import { DiskCache } from './disk-cache.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitrina-cache-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const open = (maxBytes = 1_000_000) => new DiskCache(join(folder, 'kept'), { maxBytes, log: silentLog() })
const now = () => new Date()
const bytesOf = async (cache: DiskCache, name: string) => (await cache.read(name, now()))?.bytes.toString()

test('what is written is read, by another process too, with when it was made and a name of its bytes', async () => {
  const at = now()
  const written = await open().write('a.webp', Buffer.from('rose'), at)
  const read = await open().read('a.webp', at)
  expect(read).toEqual({ bytes: Buffer.from('rose'), digest: written.digest, madeAt: at })
  expect((await open().write('b.webp', Buffer.from('lily'), at)).digest).not.toBe(written.digest)
  expect(await open().read('c.webp', at)).toBeUndefined()
})

test.each([
  ['cut off', (content: Buffer) => content.subarray(0, content.length - 1)],
  ['empty', () => Buffer.alloc(0)],
  ['of zeros, as after a power cut', (content: Buffer) => Buffer.alloc(content.length)],
  ['changed in one bit', (content: Buffer) => content.with(content.length - 2, (content.at(-2) ?? 0) ^ 1)],
])('a file that is %s is not there, and is made anew (S25)', async (_, damage) => {
  const cache = open()
  await cache.write('a', Buffer.from('a picture'), now())
  const path = join(folder, 'kept', 'a')
  await writeFile(path, damage(await readFile(path)))
  expect(await cache.read('a', now())).toBeUndefined()
  await cache.write('a', Buffer.from('a picture'), now())
  expect(await bytesOf(cache, 'a')).toBe('a picture')
})

test('it takes no more than its bytes: what was used longest ago goes', async () => {
  const cache = open(100_000)
  for (let nth = 0; nth < 40; nth++) {
    const name = `file-${nth}`
    await cache.write(name, randomBytes(5_000), now())
    const usedAt = new Date(Date.now() - (1_000 - nth) * 3_600_000)
    await utimes(join(folder, 'kept', name), usedAt, usedAt)
    // The first is looked at all the time.
    expect(await cache.read('file-0', now())).toBeDefined()
    await cache.close()
  }
  const names = await readdir(join(folder, 'kept'))
  expect(names.length).toBeLessThanOrEqual(20)
  expect(names.length).toBeGreaterThan(10)
  expect(names).toEqual(expect.arrayContaining(['file-0', 'file-39']))
})

test('what a killed process left unfinished is removed, what another is writing is not', async () => {
  const cache = open(1_000)
  await cache.write('a', Buffer.from('a'), now())
  await cache.close()
  const [old, young] = [join(folder, 'kept', '.new-1-0'), join(folder, 'kept', '.new-2-0')]
  await writeFile(old, 'half')
  await utimes(old, new Date(0), new Date(0))
  await writeFile(young, 'half')
  await cache.write('b', randomBytes(200), now())
  await cache.close()
  expect((await readdir(join(folder, 'kept'))).sort()).toEqual(['.new-2-0', 'a', 'b'])
})

test('without a disk everything is made anew, and it is said', async () => {
  await writeFile(join(folder, 'kept'), 'a file where the folder should be')
  const { log, lines } = capturedLog()
  const cache = new DiskCache(join(folder, 'kept'), { maxBytes: 1_000, log })
  expect((await cache.write('a', Buffer.from('rose'), now())).bytes.toString()).toBe('rose')
  expect(await cache.read('a', now())).toBeUndefined()
  expect(lines.join()).toContain('could not be kept')
})
