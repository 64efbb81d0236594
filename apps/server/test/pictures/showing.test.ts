import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { addressKey } from '#platform'
import { madeFor } from '../../src/modules/pictures/limits.ts'
import { type UseCases, useCases } from '../use-cases.ts'
import { drawing, openGallery, photo } from './pictures.ts'

let on: UseCases
beforeAll(async () => {
  on = await useCases()
})
afterAll(() => on.close())
afterEach(async () => {
  await on.ctx.db.execute(sql`truncate pictures`)
})

const kindOf = async (bytes: Buffer) => {
  const { format, compression, width, height } = await sharp(bytes).metadata()
  return { format: compression === 'av1' ? 'avif' : format, width, height }
}

describe('a picture (E4)', () => {
  test('comes in the width that is asked for, in the best format that the browser shows', async () => {
    const gallery = await openGallery(on.ctx)
    const { pictureId, width, height } = await gallery.add(await photo(1600, 1200).jpeg().toBuffer())
    expect({ width, height }).toEqual({ width: 1600, height: 1200 })
    const webp = await gallery.get(pictureId, '?w=640', { accept: 'image/webp,*/*' })
    expect(webp.headers['content-type']).toBe('image/webp')
    expect(await kindOf(webp.bytes)).toEqual({ format: 'webp', width: 640, height: 480 })
    const jpeg = await gallery.get(pictureId, '', { accept: '*/*' })
    expect(await kindOf(jpeg.bytes)).toEqual({ format: 'jpeg', width: 960, height: 720 })
    expect(jpeg.headers.vary).toContain('Accept')
  })

  test('is WebP at once for who could show AVIF, and AVIF for the next', async () => {
    const gallery = await openGallery(on.ctx)
    const { pictureId } = await gallery.add(await photo(800, 600).jpeg().toBuffer())
    const first = await gallery.get(pictureId, '?w=320')
    expect(first.headers).toMatchObject({ 'content-type': 'image/webp', 'cache-control': 'public, max-age=300' })
    const next = await vi.waitUntil(
      async () => {
        const answer = await gallery.get(pictureId, '?w=320')
        return answer.headers['content-type'] === 'image/avif' && answer
      },
      { timeout: 20_000 },
    )
    expect(await kindOf(next.bytes)).toEqual({ format: 'avif', width: 320, height: 240 })
    expect(next.headers['cache-control']).toContain('immutable')
    expect(next.headers.etag).not.toBe(first.headers.etag)
  })

  test('is never made larger than it is, but a drawing is sharp at any size', async () => {
    const gallery = await openGallery(on.ctx)
    const small = await gallery.add(await photo(400, 300).png().toBuffer(), 'small')
    expect(await kindOf((await gallery.get(small.pictureId, '?w=1280', {})).bytes)).toMatchObject({ width: 400 })
    const drawn = await gallery.add(drawing(), 'drawn')
    expect(drawn).toMatchObject({ width: 800, height: 800 })
    expect(await kindOf((await gallery.get(drawn.pictureId, '?w=1280', {})).bytes)).toMatchObject({ width: 1280 })
  })

  test('is the right way up, and does not tell where it was taken (E4)', async () => {
    const gallery = await openGallery(on.ctx)
    const gps = { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '41/1 18/1 40/1' }, IFD0: { Copyright: 'Anna' } }
    const taken = await photo(600, 400).withExif(gps).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const { pictureId, width, height } = await gallery.add(taken)
    expect({ width, height }).toEqual({ width: 400, height: 600 })
    const shown = await sharp((await gallery.get(pictureId, '?w=320', {})).bytes).metadata()
    expect(shown).toMatchObject({ width: 320, height: 480 })
    expect(shown.exif).toBeUndefined()
  })

  test('is not sent again to who has it', async () => {
    const gallery = await openGallery(on.ctx)
    const { pictureId } = await gallery.add(drawing())
    const { headers } = await gallery.get(pictureId, '?w=320', {})
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    const again = await gallery.get(pictureId, '?w=320', { 'if-none-match': String(headers.etag) })
    expect(again).toMatchObject({ status: 304, bytes: Buffer.alloc(0) })
  })

  test('is the same picture when its bytes are the same, and another when they are not', async () => {
    const gallery = await openGallery(on.ctx)
    const first = await gallery.add(drawing(), 'a.svg')
    expect((await gallery.add(drawing(), 'b.svg')).pictureId).toBe(first.pictureId)
    expect((await gallery.add(drawing('<g/>'), 'a.svg')).pictureId).not.toBe(first.pictureId)
  })

  test('that came as a file outlives the folder it came from, and an emptied shelf as long as that is there', async () => {
    const gallery = await openGallery(on.ctx)
    const { pictureId } = await gallery.add(drawing(), 'a.svg')
    await rm(join(gallery.dataDir, 'pictures'), { recursive: true })
    expect((await gallery.get(pictureId, '?w=320', {})).headers['content-type']).toBe('image/jpeg')
    await gallery.add(drawing(), 'a.svg')
    await rm(join(gallery.folder, 'a.svg'))
    expect((await gallery.get(pictureId, '?w=640', {})).headers['content-type']).toBe('image/jpeg')
  })

  test('is still shown while the database is away, when it was shown before', async () => {
    const gallery = await openGallery(on.ctx)
    const { pictureId } = await gallery.add(drawing())
    await gallery.get(pictureId, '?w=320', {})
    await on.ctx.db.execute(sql`alter table pictures rename to pictures_away`)
    try {
      expect((await gallery.get(pictureId, '?w=320', {})).status).toBe(200)
    } finally {
      await on.ctx.db.execute(sql`alter table pictures_away rename to pictures`)
    }
  })
})

describe('what is refused (S25)', () => {
  test.each(['?w=321', '?w=0', '?w=-1', '?w=99999', '?w=320&w=640', '?w=', '?w=320&x=1', '?h=320'])(
    'the width %s',
    async (query) => {
      const gallery = await openGallery(on.ctx)
      const { pictureId } = await gallery.add(drawing())
      expect((await gallery.get(pictureId, query)).status).toBe(422)
      expect(await readdir(join(gallery.dataDir, 'pictures'))).toEqual(['originals'])
    },
  )

  test.each(['..%2f..%2fsecret', '..', '%2e%2e%2fsecret', 'A'.repeat(24), 'a', 'A'.repeat(200)])(
    'the picture %s',
    async (id) => {
      const gallery = await openGallery(on.ctx)
      await writeFile(join(gallery.folder, 'secret'), drawing())
      expect((await gallery.get(id)).status).toBe(404)
    },
  )

  test('a file that was replaced since by something else is not given out', async () => {
    const gallery = await openGallery(on.ctx)
    const { pictureId } = await gallery.add(drawing(), 'a.svg')
    await rm(join(gallery.dataDir, 'pictures'), { recursive: true })
    await writeFile(join(gallery.folder, 'a.svg'), drawing('<text y="99">secret</text>'))
    expect((await gallery.get(pictureId, '?w=320', {})).headers['content-type']).toBe('image/svg+xml')
  })
})

describe('a placeholder stands for (S25)', () => {
  test.each([
    ['a file that is no picture', async () => 'root:x:0:0:root:/root:/bin/bash'],
    ['a page that is called a picture', async () => '<html><script>alert(1)</script></html>'],
    ['a picture that is cut off', async () => (await photo().jpeg().toBuffer()).subarray(0, 20_000)],
    ['a bomb of pixels', async () => bomb(60_000, 60_000)],
    ['a drawing with a bomb of names', async () => laughs()],
    ['a drawing of an endless size', async () => drawing().replace('width="800"', 'width="9999999"')],
    ['nothing', async () => ''],
  ])('%s, for a minute and without a fault', async (_, make) => {
    const gallery = await openGallery(on.ctx)
    const { pictureId, ...ref } = await gallery.add(await make())
    const began = performance.now()
    const { status, headers, bytes } = await gallery.get(pictureId, '?w=640')
    expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'image/svg+xml' })
    expect(headers['cache-control']).toBe('public, max-age=60')
    expect(bytes.toString()).not.toMatch(/script|root/)
    expect(performance.now() - began).toBeLessThan(10_000)
    expect(ref.width * ref.height).toBeGreaterThan(0)
  })

  test('a file that is not there; once it is, and is imported again, it is shown', async () => {
    const gallery = await openGallery(on.ctx)
    const source = { file: join(gallery.folder, 'later.svg'), alt: {} }
    const [lost] = await gallery.register(source)
    expect((await gallery.get(lost?.pictureId ?? '')).headers['content-type']).toBe('image/svg+xml')
    await writeFile(source.file, drawing())
    const [found] = await gallery.register(source)
    expect((await gallery.get(found?.pictureId ?? '')).headers['content-type']).toBe('image/webp')
  })
})

test('a drawing reads no file of ours and asks nobody (S25)', async () => {
  const gallery = await openGallery(on.ctx)
  await writeFile(
    join(gallery.folder, 'inner.svg'),
    '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="800"><path d="M0 0h800v800H0z"/></svg>',
  )
  const inner = join(gallery.folder, 'inner.svg')
  const [nosy, blank] = [
    await gallery.add(
      drawing(
        `<image href="file://${inner}" width="800" height="800"/><image xlink:href="inner.svg" width="800" height="800"/><image href="${inner}" width="800" height="800"/>`,
      ),
      'nosy.svg',
    ),
    await gallery.add(drawing('<g/>'), 'blank.svg'),
  ]
  const shown = await Promise.all([nosy, blank].map(({ pictureId }) => gallery.get(pictureId, '?w=320', {})))
  expect(shown[0]?.headers['content-type']).toBe('image/jpeg')
  expect(shown[0]?.bytes.equals(shown[1]?.bytes ?? Buffer.alloc(0))).toBe(true)
})

describe('whoever asks for more than a visit needs (S20, S25)', () => {
  test('hears of what is not there without a look at the database, and sees what everybody sees', async () => {
    const gallery = await openGallery(on.ctx)
    const { pictureId } = await gallery.add(drawing())
    const { pictureId: unseen } = await gallery.add(drawing('<g/>'), 'unseen')
    await gallery.get(pictureId, '?w=320', {})
    const guess = (nth: number) => gallery.get(String(nth).padStart(24, 'A'), '', {})
    for (let nth = 0; nth < 300; nth++) expect((await guess(nth)).status).toBe(404)
    const looks = vi.spyOn(gallery.pictures.rows, 'find')
    expect((await guess(301)).status).toBe(429)
    expect((await gallery.get(unseen, '?w=320', {})).status).toBe(429)
    expect(looks).not.toHaveBeenCalled()
    expect((await gallery.get(pictureId, '?w=320', {})).status).toBe(200)
  })

  test('has no more made for them, and gets what there is', async () => {
    const gallery = await openGallery(on.ctx)
    const { pictureId } = await gallery.add(drawing())
    expect((await gallery.get(pictureId, '?w=320', {})).status).toBe(200)
    for (let nth = 1; nth < 1_500; nth++) await gallery.flood.penalize(madeFor, addressKey('127.0.0.1'))
    const refused = await gallery.get(pictureId, '?w=640', {})
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': expect.anything() } })
    expect((await gallery.get(pictureId, '?w=320', {})).status).toBe(200)
  })
})

/** A PNG that says it is this large, of a few hundred bytes. */
async function bomb(width: number, height: number): Promise<Buffer> {
  const png = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  png.writeUInt32BE(width, 16)
  png.writeUInt32BE(height, 20)
  const { crc32 } = await import('node:zlib')
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29)
  return png
}

function laughs(): string {
  const entities = Array.from({ length: 12 }, (_, nth) => `<!ENTITY a${nth + 1} "${`&a${nth};`.repeat(10)}">`)
  const type = `<!DOCTYPE svg [<!ENTITY a0 "ha">${entities.join('')}]>`
  return `<?xml version="1.0"?>${type}${drawing('<text y="100">&a12;</text>')}`
}
