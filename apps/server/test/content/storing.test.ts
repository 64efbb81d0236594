import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { type BannerNews, type PageNews, storeBanners, storePages } from '#content'
import { transact } from '#platform'
import { showBanners, showPage, showPages } from '../../src/modules/content/show-content.ts'
import { listBanners } from '../../src/modules/content/store.ts'
import { countLockWaits } from '../database.ts'
import { type UseCases, useCases } from '../use-cases.ts'

let on: UseCases
beforeAll(async () => {
  on = await useCases()
})
afterAll(() => on.close())
afterEach(async () => {
  await on.ctx.db.execute(sql`truncate content_pages, content_banners`)
})

const words = { locale: 'ru', fallback: 'ru' } as const

function newPage(overrides: Partial<PageNews> = {}): PageNews {
  const modifiedAt = new Date('2029-12-01T10:00:00Z')
  return {
    ...{ externalId: 'about', slug: 'about', title: { ru: 'О нас' }, content: { ru: '<p>Цветы</p>' } },
    ...{ modifiedAt, ...overrides },
  }
}

function newBanner(overrides: Partial<BannerNews> = {}): BannerNews {
  return {
    ...{ externalId: 'spring', title: { ru: 'Весна' }, text: {}, picture: null, target: null },
    ...{ shownFrom: null, shownUntil: null, ...overrides },
  }
}

const menu = async () => (await showPages(on.ctx, words)).items.map(({ slug }) => slug)
const banners = async () => showBanners(await listBanners(on.ctx.db), { now: on.ctx.now(), ...words }).items
const titles = async () => (await banners()).map(({ title }) => title)

describe('pages (E9)', () => {
  test('are shown in the order of their source, in the language that is asked for or the shop’s own', async () => {
    const about = newPage({ title: { ru: 'О нас', en: 'About' }, content: { ru: '<p>Цветы</p>' } })
    await storePages(on.ctx, 'file', [newPage({ externalId: 'pay', slug: 'pay', title: { ru: 'Оплата' } }), about])
    expect((await showPages(on.ctx, { locale: 'en', fallback: 'ru' })).items).toEqual([
      { slug: 'pay', title: 'Оплата' },
      { slug: 'about', title: 'About' },
    ])
    expect(await showPage(on.ctx, { slug: 'about', locale: 'en', fallback: 'ru' })).toEqual({
      slug: 'about',
      title: 'About',
      content: '<p>Цветы</p>',
      updatedAt: '2029-12-01T10:00:00.000Z',
    })
    await expect(showPage(on.ctx, { slug: 'pey', ...words })).rejects.toMatchObject({ code: 'content.page_unknown' })
  })

  test('that a source has no more are gone, those of another stay, and the same again changes nothing', async () => {
    const [about, pay] = [newPage(), newPage({ externalId: 'pay', slug: 'pay' })]
    await storePages(on.ctx, 'woocommerce', [newPage({ externalId: '7', slug: 'news' })])
    expect(await storePages(on.ctx, 'file', [about, pay])).toEqual({ written: 2, gone: 0 })
    const later = new Date('2029-12-31')
    expect(await storePages(on.ctx, 'file', [{ ...about, modifiedAt: later }, pay])).toEqual({ written: 0, gone: 0 })
    expect(await storePages(on.ctx, 'file', [pay])).toEqual({ written: 1, gone: 2 })
    expect(await menu()).toEqual(['pay', 'news'])
    expect(await storePages(on.ctx, 'file', [])).toEqual({ written: 0, gone: 1 })
    expect(await menu()).toEqual(['news'])
  })

  test('may exchange their slugs, and two with one slug both have an address', async () => {
    const [a, b] = [newPage({ externalId: '1', slug: 'a' }), newPage({ externalId: '2', slug: 'b' })]
    await storePages(on.ctx, 'woocommerce', [a, b])
    await storePages(on.ctx, 'woocommerce', [
      { ...a, slug: 'b' },
      { ...b, slug: 'a' },
    ])
    expect(await menu()).toEqual(['b', 'a'])
    await storePages(on.ctx, 'woocommerce', [
      { ...b, slug: 'o%20%d0%bd%d0%b0%d1%81' },
      { ...a, slug: 'о-нас' },
    ])
    expect(await menu()).toEqual(['o-нас', 'о-нас'])
    await storePages(on.ctx, 'woocommerce', [b, { ...a, slug: 'b' }])
    expect((await menu()).sort()).toEqual(['b', 'b-2'])
  })

  test('of a WordPress hide those of a file with the same slug', async () => {
    await storePages(on.ctx, 'file', [newPage({ content: { ru: '<p>из файла</p>' } })])
    await storePages(on.ctx, 'woocommerce', [newPage({ externalId: '7', content: { ru: '<p>из WordPress</p>' } })])
    expect(await menu()).toEqual(['about'])
    expect((await showPage(on.ctx, { slug: 'about', ...words })).content).toBe('<p>из WordPress</p>')
  })

  test('keep their links and nothing that runs or fetches (S21, S25)', async () => {
    const html = `<h2 onclick="steal()">Доставка</h2><script>alert(1)</script><style>*{display:none}</style>
      <a href="/pages/pay" style="x">Оплата</a><a href="javascript:alert(1)">!</a><iframe src="//evil.example"></iframe>`
    await storePages(on.ctx, 'woocommerce', [
      newPage({ title: { ru: '<b>Доставка</b> &amp; оплата' }, content: { ru: html } }),
    ])
    const page = await showPage(on.ctx, { slug: 'about', ...words })
    expect(page.title).toBe('Доставка & оплата')
    expect(page.content.replace(/\s+/g, ' ')).toBe(
      '<h2>Доставка</h2> <a href="/pages/pay" rel="noopener nofollow">Оплата</a><a rel="noopener nofollow">!</a>',
    )
  })

  test('said by two processes at once are those of the later one', async () => {
    const of = (name: string) => [1, 2, 3].map((nth) => newPage({ externalId: `${name}${nth}`, slug: `${name}${nth}` }))
    let other: Promise<unknown> = Promise.resolve()
    await transact(on.ctx, async (ctx) => {
      await storePages(ctx, 'file', of('a'))
      let isDone = false
      other = storePages(on.ctx, 'file', of('b')).then(() => {
        isDone = true
      })
      await vi.waitUntil(async () => isDone || (await countLockWaits(on.ctx.db)) > 0, { timeout: 10_000 })
    })
    await other
    expect(await menu()).toEqual(['b1', 'b2', 'b3'])
  })
})

describe('banners (E9)', () => {
  test('are shown in their time only, in the order of their source', async () => {
    const at = (hours: number) => new Date(on.ctx.now().getTime() + hours * 3_600_000)
    await storeBanners(on.ctx, 'file', [
      newBanner({ externalId: 'later', title: { ru: 'Потом' }, shownFrom: at(1) }),
      newBanner({ externalId: 'now', title: { ru: 'Сейчас' }, shownFrom: at(0), shownUntil: at(1) }),
      newBanner({ externalId: 'past', title: { ru: 'Было' }, shownUntil: at(0) }),
      newBanner({ externalId: 'never', title: { ru: 'Никогда' }, shownFrom: at(2), shownUntil: at(1) }),
      newBanner({ externalId: 'always', title: { ru: 'Всегда' } }),
    ])
    expect(await titles()).toEqual(['Сейчас', 'Всегда'])
    on.ctx.advance(3_600_000)
    expect(await titles()).toEqual(['Потом', 'Всегда'])
  })

  test('lead somewhere, have a picture of ours, and are text', async () => {
    const picture = { pictureId: 'abc', alt: { ru: 'Тюльпаны' }, width: 1200, height: 600 }
    const [title, text] = [{ ru: 'Скидки &amp; <b>подарки</b>' }, { ru: 'До <i>марта</i>' }]
    const news = newBanner({ title, text, picture, target: { category: 'tulips' } })
    await storeBanners(on.ctx, 'file', [news])
    expect(await banners()).toEqual([
      {
        id: 'file-spring',
        title: 'Скидки & подарки',
        text: 'До марта',
        image: { url: '/pictures/abc', alt: 'Тюльпаны', width: 1200, height: 600 },
        target: { category: 'tulips' },
      },
    ])
    expect(await storeBanners(on.ctx, 'file', [news])).toEqual({ written: 0, gone: 0 })
    expect(await storeBanners(on.ctx, 'file', [])).toEqual({ written: 0, gone: 1 })
    expect(await titles()).toEqual([])
  })
})
