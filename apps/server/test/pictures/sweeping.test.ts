import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { listPicturesOfGoods, type PictureRef, storeProducts } from '#catalog'
import { listPicturesOfBanners, storeBanners } from '#content'
import { listPicturesOfOrders } from '#orders'
import { registerPictures, Shelf, sweepShelf } from '#pictures'
import { newOffer, newProduct } from '../catalog/products.ts'
import { orderLine, placedOrder } from '../orders.ts'
import { counted } from '../selling.ts'
import { type UseCases, useCases } from '../use-cases.ts'
import { drawing } from './pictures.ts'

let on: UseCases
beforeAll(async () => {
  on = await useCases()
})
afterAll(() => on.close())

const DAY = 24 * 3600_000
const users = [listPicturesOfGoods, listPicturesOfOrders, listPicturesOfBanners]

/** A shelf, and what brings pictures to it. */
async function openShelf() {
  const folder = await mkdtemp(join(tmpdir(), 'vitrina-sweeping-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const shelf = new Shelf(folder)
  const originals = join(folder, 'pictures', 'originals')
  const bring = async (name: string): Promise<PictureRef> => {
    const file = join(folder, `${name}.svg`)
    await writeFile(file, drawing(`<text>${name}</text>`))
    const [ref] = await registerPictures(on.ctx, [{ file, alt: {} }], shelf)
    if (!ref) throw new Error('nothing was brought')
    return ref
  }
  const age = async (days: number, now = on.ctx.now()) => {
    const at = new Date(now.getTime() - days * DAY)
    for (const name of await readdir(originals)) await utimes(join(originals, name), at, at)
  }
  return { shelf, originals, bring, age, there: async () => (await readdir(originals)).sort() }
}

test('what nobody shows and nobody has brought for a month goes off the shelf, and comes back when it is brought', async () => {
  const { shelf, originals, bring, age, there } = await openShelf()
  const [goods, sold, banner, offered, unused] = await Promise.all(
    ['goods', 'sold', 'banner', 'offered', 'unused'].map(bring),
  )
  if (!goods || !sold || !banner || !offered || !unused) throw new Error('nothing was brought')
  await storeProducts(on.ctx, 'file', [newProduct({ pictures: [goods], offers: [newOffer({ picture: offered })] })])
  await placedOrder(on, { lines: [orderLine({ picture: sold })] })
  const shown = { text: {}, target: null, shownFrom: null, shownUntil: new Date(0) }
  await storeBanners(on.ctx, 'file', [{ externalId: 'old', title: { ru: 'Давно' }, picture: banner, ...shown }])
  await writeFile(join(originals, `${goods.pictureId}.left-by-a-killed-process`), 'half')

  await age(29)
  expect(await sweepShelf(on.ctx, shelf, users)).toBe(0)
  await age(31)
  expect(await sweepShelf(on.ctx, shelf, users)).toBe(2)
  expect(await there()).toEqual([goods, sold, banner, offered].map(({ pictureId }) => pictureId).sort())
  expect(await counted(on, 'pictures', `id = '${unused.pictureId}'`)).toBe(0)
  expect(await bring('unused')).toEqual(unused)
  expect(await there()).toContain(unused.pictureId)
})

test('what was brought again lately stays, for it may be about to be shown', async () => {
  const { shelf, bring, age, there } = await openShelf()
  // By the clock of the disk, which no test moves.
  const now = new Date()
  const { pictureId } = await bring('again')
  await age(31, now)
  await bring('again')
  expect(await sweepShelf({ ...on.ctx, now: () => now }, shelf, users)).toBe(0)
  expect(await there()).toEqual([pictureId])
})
