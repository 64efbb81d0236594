import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Shelf } from '#pictures'

const picture = resolve(import.meta.dirname, '../../sample-catalog/pictures/red-roses.svg')

test('a picture that many goods share is kept once, also when they are stored at once (E9)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vitrina-shelf-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const shelf = new Shelf(folder)
  const ids = await Promise.all(Array.from({ length: 20 }, () => shelf.keep(picture)))
  expect(new Set(ids).size).toBe(1)
  expect(await readdir(join(folder, 'pictures', 'originals'))).toEqual([ids[0]])
})
