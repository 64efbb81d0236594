import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type UseCases, useCases } from '../use-cases.ts'
import { drawing, openGallery, openSite, photo } from './pictures.ts'

const DAY_MS = 24 * 3_600_000
let on: UseCases
let jpeg: Buffer
beforeAll(async () => {
  on = await useCases()
  jpeg = await photo(1200, 900).jpeg().toBuffer()
})
afterAll(() => on.close())
afterEach(async () => {
  await on.ctx.db.execute(sql`truncate pictures`)
})

const isPlaceholder = ({ headers }: { headers: Record<string, unknown> }) => headers['content-type'] === 'image/svg+xml'

test('a picture of a configured host is fetched once, by whoever looks first, and told its size (S25)', async () => {
  const site = await openSite((_request, response) => response.end(jpeg))
  const gallery = await openGallery(on.ctx, { hosts: [site.host] })
  const source = { url: `${site.url}/wp-content/rose.jpg`, alt: { ru: 'Роза' } }
  const [ref] = await gallery.register(source)
  expect(ref).toMatchObject({ alt: { ru: 'Роза' }, width: 1000, height: 1000 })
  expect(site.asked).toEqual([])
  const id = ref?.pictureId ?? ''
  const all = await Promise.all(
    ['320', '640', '960', '1280'].flatMap((w) => [gallery.get(id, `?w=${w}`), gallery.get(id, `?w=${w}`, {})]),
  )
  expect(all.every(({ status, headers }) => status === 200 && /webp|jpeg/.test(String(headers['content-type'])))).toBe(
    true,
  )
  expect(all[1]?.headers['cache-control']).toBe('public, max-age=86400, stale-while-revalidate=604800')
  expect(site.asked).toEqual(['/wp-content/rose.jpg'])
  expect((await gallery.register(source))[0]).toMatchObject({ pictureId: id, width: 1200, height: 900 })
})

test('sizes that the source says are believed until somebody has looked', async () => {
  const gallery = await openGallery(on.ctx)
  const source = { url: 'https://cdn.example/a.jpg', width: 600, height: 800, alt: {} }
  const [ref, again, changed] = await gallery.register(source, source, { ...source, version: '2026-11-21' })
  expect(ref).toMatchObject({ width: 600, height: 800 })
  expect(again?.pictureId).toBe(ref?.pictureId)
  expect(changed?.pictureId).not.toBe(ref?.pictureId)
})

describe('a placeholder stands for what (S25)', () => {
  test.each([
    ['is a drawing of a stranger’s', () => drawing()],
    ['is a page', () => '<!doctype html><title>Sign in</title>'],
    ['is cut off', () => jpeg.subarray(0, jpeg.length / 2)],
    ['is empty', () => ''],
  ])('%s; it is not asked for again at once', async (_, make) => {
    const site = await openSite((_request, response) => response.setHeader('content-type', 'image/jpeg').end(make()))
    const gallery = await openGallery(on.ctx, { hosts: [site.host] })
    const [ref] = await gallery.register({ url: `${site.url}/a.jpg`, alt: {} })
    for (const w of ['320', '640', '320'])
      expect(isPlaceholder(await gallery.get(ref?.pictureId ?? '', `?w=${w}`))).toBe(true)
    expect(site.asked).toHaveLength(1)
  })

  test('is on a host that nobody configured, which is not asked', async () => {
    const site = await openSite((_request, response) => response.end(jpeg))
    const gallery = await openGallery(on.ctx, { hosts: ['cdn.example'] })
    const [ref] = await gallery.register({ url: `${site.url}/a.jpg`, alt: {} })
    expect(isPlaceholder(await gallery.get(ref?.pictureId ?? ''))).toBe(true)
    expect(site.asked).toEqual([])
  })
})

test('what was shown is shown on while its source is down, and renewed after a week when it is not (E4)', async () => {
  let answer: Buffer | undefined = jpeg
  const site = await openSite((_request, response) => (answer ? response.end(answer) : response.writeHead(503).end()))
  const gallery = await openGallery(on.ctx, { hosts: [site.host] })
  const [ref] = await gallery.register({ url: `${site.url}/a.jpg`, alt: {} })
  const show = () => gallery.get(ref?.pictureId ?? '', '?w=320', {})
  const first = await show()
  on.ctx.advance(8 * DAY_MS)
  answer = undefined
  expect((await show()).headers.etag).toBe(first.headers.etag)
  expect(site.asked).toHaveLength(2)

  const renewed = await openGallery(on.ctx, { hosts: [site.host], dataDir: gallery.dataDir })
  answer = await photo(1200, 900, 9).jpeg().toBuffer()
  const later = await renewed.get(ref?.pictureId ?? '', '?w=320', {})
  expect(later.headers['content-type']).toBe('image/jpeg')
  expect(later.headers.etag).not.toBe(first.headers.etag)
})

// More than the line is long: that all are answered shows that each picture was made once.
test('many who ask for many new pictures at once wait in line and all get them (S20)', async () => {
  const gallery = await openGallery(on.ctx)
  const refs = await Promise.all(
    Array.from({ length: 20 }, async (_, nth) => gallery.add(await photo(500, 400, nth).png().toBuffer(), `${nth}`)),
  )
  const answers = await Promise.all(
    Array.from({ length: 1_500 }, (_, nth) => gallery.get(refs[nth % 20]?.pictureId ?? '', '?w=320', {})),
  )
  expect(new Set(answers.map(({ headers }) => headers['content-type']))).toEqual(new Set(['image/jpeg']))
  expect(new Set(answers.map(({ headers }) => headers.etag)).size).toBe(20)
})
