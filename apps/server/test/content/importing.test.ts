import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readContent } from '#content'
import { showBanners, showPage } from '../../src/modules/content/show-content.ts'
import { listBanners } from '../../src/modules/content/store.ts'
import { toUrl } from '../harness.ts'
import type { TestDatabase } from '../postgres.ts'
import { type UseCases, useCases } from '../use-cases.ts'

let on: UseCases
let folder: string
beforeAll(async () => {
  on = await useCases()
  folder = await mkdtemp(join(tmpdir(), 'vitrina-content-'))
  await mkdir(join(folder, 'pages'))
  await writeFile(join(folder, 'pages', 'about.uz.html'), '<p>Gullar</p>')
  await writeFile(join(folder, 'spring.svg'), '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="600"/>')
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await on.close()
})

const content = {
  banners: [
    {
      id: 'spring',
      title: { ru: 'Весна', en: 'Spring' },
      image: { file: 'spring.svg' },
      target: { url: 'https://t.me/vitrina' },
      from: '2026-03-01T00:00:00+05:00',
    },
  ],
  pages: [{ slug: 'about', title: 'О нас', content: { ru: '<p>Цветы</p>', uz: { file: 'pages/about.uz.html' } } }],
}

const read = (given: unknown) => {
  const text = typeof given === 'string' ? given : JSON.stringify(given, null, 1)
  return readContent(text, { locale: 'ru', now: on.ctx.now(), folder })
}

describe('a file of content (E9)', () => {
  test('is read with its pictures and its texts in files of their own', async () => {
    expect(await read(content)).toEqual({
      draft: {
        banners: [
          {
            externalId: 'spring',
            title: { ru: 'Весна', en: 'Spring' },
            text: {},
            image: { file: join(folder, 'spring.svg'), alt: { ru: 'Весна', en: 'Spring' } },
            target: { url: 'https://t.me/vitrina' },
            shownFrom: new Date('2026-02-28T19:00:00Z'),
            shownUntil: null,
          },
        ],
        pages: [
          {
            ...{ externalId: 'about', slug: 'about', title: { ru: 'О нас' }, modifiedAt: on.ctx.now() },
            content: { ru: '<p>Цветы</p>', uz: '<p>Gullar</p>' },
          },
        ],
      },
    })
    expect(await read({})).toEqual({ draft: { banners: undefined, pages: undefined } })
  })

  const [banner] = content.banners
  const [page] = content.pages
  test.each([
    ['{"banners": [', 1, 'this is not JSON'],
    [{ banner: [] }, 1, 'nrecognized key'],
    [{ banners: [{ ...banner, target: { url: 'javascript:alert(1)' } }] }, 13, 'target'],
    [{ banners: [{ ...banner, target: { url: 'http://plain.example' } }] }, 13, 'target'],
    [{ banners: [{ ...banner, target: { product: 'rose', page: 'about' } }] }, 12, 'target'],
    [{ banners: [{ ...banner, image: { file: '../../etc/passwd' } }] }, 10, 'within the folder'],
    [{ banners: [{ ...banner, image: { file: '/etc/passwd' } }] }, 10, 'within the folder'],
    [{ banners: [{ ...banner, from: '1 March' }] }, 15, 'is written like "2026-03-08T09:00:00+05:00"'],
    [{ banners: [{ ...banner, until: '2026-01-01T00:00:00Z' }] }, 16, 'is not after "from"'],
    [{ banners: [banner, banner] }, 17, 'there is another "spring" before it'],
    [{ pages: [{ ...page, slug: '../admin' }] }, 4, 'is letters, digits and dashes'],
    [{ pages: [{ ...page, content: { file: '../secret.html' } }] }, 7, 'within the folder'],
    [{ pages: [{ ...page, content: { en: { file: 'lost.html' } } }] }, 7, 'lost.html cannot be read'],
  ])('%# that is wrong is not read, and it says where and why', async (given, line, message) => {
    const result = await read(given)
    if ('draft' in result) throw new Error('it was read')
    expect(result.faults[0]?.message).toContain(message)
    expect(result.faults[0]?.line).toBe(line)
  })
})

/** Runs `npm run content:import` as it is. */
function command(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const main = resolve(import.meta.dirname, '../../src/import-content.ts')
  // A socket's address has no host, and the settings want one.
  const url = toUrl(on.connection as TestDatabase).replace('@/', '@localhost/')
  const env = { ...process.env, DATABASE_URL: url, LOG_LEVEL: 'warn', DATA_DIR: join(folder, 'data') }
  return new Promise((done) => {
    execFile(process.execPath, [main, ...args], { env, cwd: folder }, (error, out, err) => {
      done({ code: error ? Number(error.code) : 0, out, err })
    })
  })
}

test('the command says what it did, what was wrong, and how it is used (E9)', async () => {
  await writeFile(join(folder, 'content.json'), JSON.stringify(content))
  const said = 'Banners: 1 written, 0 taken away or replaced.\nPages: 1 written, 0 taken away or replaced.\n'
  expect(await command('.')).toEqual({ code: 0, out: said, err: '' })
  expect((await command('content.json')).out).toContain('Banners: 0 written')
  const words = { locale: 'uz', fallback: 'ru' } as const
  expect((await showPage(on.ctx, { slug: 'about', ...words })).content).toBe('<p>Gullar</p>')
  const { items } = showBanners(await listBanners(on.ctx.db), { now: on.ctx.now(), ...words })
  expect(items[0]?.image).toMatchObject({
    url: expect.stringMatching(/^\/pictures\/[\w-]{24}$/),
    width: 1200,
    height: 600,
  })

  await writeFile(join(folder, 'only-pages.json'), '{ "pages": [] }')
  expect((await command('only-pages.json')).out).toBe(
    'Banners: as they were.\nPages: 0 written, 1 taken away or replaced.\n',
  )
  expect(await command('lost.json')).toMatchObject({ code: 1, err: expect.stringContaining('cannot be read') })
  expect(await command()).toMatchObject({ code: 2, err: expect.stringContaining('Usage: npm run content:import') })
})
