import { expect, test } from 'vitest'
import { storePages } from '#content'
import { Shortcomings } from '#woocommerce'
import type { ContentSource, WordPressSettings } from '#woocommerce-content'
import { showBanners, showPage, showPages } from '../../src/modules/content/show-content.ts'
import { listBanners } from '../../src/modules/content/store.ts'
import { type ContentProgress, refreshContent } from '../../src/modules/woocommerce-content/refresh-content.ts'
import { openClient, settingsOf } from './shop.ts'
import { openSide } from './shop-source.ts'

const words = { locale: 'ru', fallback: 'ru' } as const

/** A WordPress whose content is read into a shop of its own; pictures are noted and not fetched. */
async function openContent(
  settings: Partial<WordPressSettings> = {},
  options: Parameters<typeof openSide>[0] & { open?: (url: string) => string } = {},
) {
  const side = await openSide(options)
  const { woo, ctx } = side
  const progress: ContentProgress = { dueAt: undefined, glance: undefined, isSettled: false }
  const shortcomings = new Shortcomings(ctx.log)
  const open = (): ContentSource => {
    const chosen = { login: undefined, bannerCategory: 'banners', pageCategory: undefined, ...settings }
    return {
      wordpress: openClient(settingsOf(woo), { wordpress: chosen }),
      woocommerce: openClient(settingsOf(woo)),
      ...{ url: woo.url, settings: chosen, locale: 'ru', pictureHosts: [new URL(woo.url).host] },
      registerPictures: async (_, sources) =>
        sources.map((source) => ({
          pictureId: 'url' in source ? new URL(source.url).pathname : '',
          ...{ alt: source.alt, width: 8, height: 8 },
        })),
    }
  }
  return {
    ...{ ...side, open, progress },
    refresh: (source = open()) => refreshContent(ctx, source, { progress, shortcomings }),
    slugs: async () => (await showPages(ctx, words)).items.map(({ slug }) => slug),
    page: (slug: string) => showPage(ctx, { slug, ...words }),
    banners: async () => showBanners(await listBanners(ctx.db), { now: ctx.now(), ...words }).items,
    category: (name: string) => woo.world.addPostCategory(name).id,
  }
}

test('pages that are published there are pages here, clean and in the order of the menu (E9, S25)', async () => {
  const on = await openContent()
  const { world } = on.woo
  world.addPage({ title: 'Возврат & обмен', slug: 'returns', menu_order: 2, content: 'Вернём -- без вопросов.' })
  const content = '<p onclick="x()">Везём</p><script>x()</script><img src="https://evil.example/x.png">'
  world.addPage({ title: 'Доставка', slug: 'доставка', menu_order: 1, content })
  world.addPage({ title: 'Черновик', slug: 'draft', status: 'draft', content: 'нет' })
  world.addPage({ title: 'Для своих', slug: 'secret', password: 'sesame', content: 'нет' })
  world.addPage({ title: 'Пустая', slug: 'empty' })
  world.setWooPage('cart', world.addPage({ title: 'Корзина', slug: 'cart', content: '[woocommerce_cart]' }).id)
  world.setWooPage('shop', world.addPage({ title: 'Магазин', slug: 'shop', content: 'Товары' }).id)
  await on.refresh()
  expect(await on.slugs()).toEqual(['доставка', 'returns'])
  expect(await on.page('returns')).toMatchObject({ title: 'Возврат & обмен', content: '<p>Вернём – без вопросов.</p>' })
  expect((await on.page('доставка')).content).toBe('<p>Везём</p>')
})

test('posts of the category of banners are banners, with their picture and where they lead (E2, E9)', async () => {
  const on = await openContent()
  const { world, url } = on.woo
  const categories = [on.category('banners')]
  const about = world.addPage({ title: 'О нас', slug: 'about', content: 'Мы' })
  const link = (href: string) => `Смотрите <a class="x" href="${href}">здесь</a> и <a href="/other/">там</a>`
  const { id: featured_media } = world.addPicture({ title: 'Пионы', alt_text: 'Букет пионов' })
  const add = (title: string, content: string, more = {}) =>
    world.addPost({ title, content, categories, excerpt: 'Скидка &amp; открытка', ...more })
  add('Страница', link(`${url}/${about.slug}/`))
  add('Корзина', link(`${url}/cart/`))
  add('Прочь', link('https://t.me/shop?a=1&amp;b=2'))
  add('Опасно', link('javascript:alert(1)'))
  add('Категория', link('/product-category/flowers/roses/'))
  add('Пионы', link(`${url}/product/${encodeURIComponent('пионы')}/`), { featured_media })
  add('Главный', 'без ссылки', { sticky: true })
  add('Будет', 'ещё нет', { status: 'future' })
  world.addPost({ title: 'Просто новость', content: 'мимо' })
  await on.refresh()
  const shown = await on.banners()
  expect(shown.map(({ title, target }) => [title, target])).toEqual([
    ['Главный', undefined],
    ['Пионы', { product: 'пионы' }],
    ['Категория', { category: 'roses' }],
    ['Опасно', undefined],
    ['Прочь', { url: 'https://t.me/shop?a=1&b=2' }],
    ['Корзина', undefined],
    ['Страница', { page: 'about' }],
  ])
  expect(shown[1]).toMatchObject({ text: 'Скидка & открытка', image: { alt: 'Букет пионов' } })
  expect(shown[0]).not.toHaveProperty('image')
})

test('a picture of another host is not one of a banner (S25)', async () => {
  const on = await openContent()
  const { id: featured_media } = on.woo.world.addPicture({ title: 'Пионы' })
  on.woo.world.addPost({ title: 'Пионы', categories: [on.category('banners')], featured_media })
  await on.refresh({ ...on.open(), pictureHosts: ['wp.example'] })
  expect(await on.banners()).toEqual([{ id: expect.any(String), title: 'Пионы' }])
})

test('posts of a category that is named for it are pages too, after the pages (E9)', async () => {
  const on = await openContent({ pageCategory: 'info' })
  const categories = [on.category('info')]
  on.woo.world.addPost({ title: 'Уход', slug: 'care', content: 'Подрезать', categories })
  on.woo.world.addPost({ title: 'Новость', slug: 'news', content: 'мимо' })
  on.woo.world.addPage({ title: 'Яблоки', slug: 'about', content: 'Мы' })
  await on.refresh()
  expect(await on.slugs()).toEqual(['about', 'care'])
})

test('a category that is not there is told of once, and the pages are read all the same', async () => {
  const on = await openContent({ pageCategory: 'nowhere' })
  on.woo.world.addPage({ title: 'О нас', slug: 'about', content: 'Мы' })
  for (let nth = 0; nth < 3; nth++) await on.refresh()
  expect(await on.slugs()).toEqual(['about'])
  expect(on.told).toEqual([expect.stringContaining('WORDPRESS_PAGE_CATEGORY')])
})

test('a change, an arrival and a departure are seen at the next look, which asks for little (E9)', async () => {
  let at = Date.parse('2026-11-20T09:45:00Z')
  const on = await openContent({}, { clock: () => at, gmtOffsetHours: 3 })
  const { world } = on.woo
  for (let nth = 0; nth < 150; nth++) world.addPage({ title: `Страница ${nth}`, slug: `p-${nth}`, content: 'Текст' })
  for (let nth = 0; nth < 2; nth++) await on.refresh()
  expect(await on.slugs()).toHaveLength(150)
  on.woo.forgetCalls()
  await on.refresh()
  expect(on.woo.calls()).toHaveLength(2)
  at += 60_000
  const [first, second, third] = on.woo.world.shop.state.posts.values()
  world.changePost(first?.id ?? 0, { content: 'Другой текст' })
  await on.refresh()
  expect((await on.page('p-0')).content).toBe('<p>Другой текст</p>')
  world.deletePost(second?.id ?? 0)
  world.changePost(third?.id ?? 0, { status: 'draft' })
  world.addPage({ title: 'Новая', slug: 'new', content: 'Текст' })
  await on.refresh()
  expect(await on.slugs()).toHaveLength(149)
  expect(await on.slugs()).toContain('new')
})

test('two changes within one second are both seen', async () => {
  const on = await openContent({}, { clock: () => Date.parse('2026-11-20T09:45:00Z') })
  const page = on.woo.world.addPage({ title: 'О нас', slug: 'about', content: 'Один' })
  await on.refresh()
  on.woo.world.changePost(page.id, { content: 'Два' })
  await on.refresh()
  expect((await on.page('about')).content).toBe('<p>Два</p>')
})

test('pages of the shop’s own files stay, whatever the WordPress has', async () => {
  const on = await openContent()
  const own = { externalId: 'own', slug: 'own', title: { ru: 'Своя' }, content: { ru: 'x' }, modifiedAt: new Date(0) }
  await storePages(on.ctx, 'file', [own])
  await on.refresh()
  expect(await on.slugs()).toEqual(['own'])
})

test.each([
  ['away', { kind: 'maintenance' }, {}],
  ['answered for by a page of HTML', { kind: 'garbage' }, {}],
  ['silent about its posts', { kind: 'error', status: 500 }, { path: '/wp/v2/posts' }],
  ['silent about its own pages', { kind: 'no-database' }, { path: '/settings/advanced' }],
] as const)('while the site is %s the pages are those that were read last (Y4)', async (_, fault, scope) => {
  const on = await openContent()
  const page = on.woo.world.addPage({ title: 'О нас', slug: 'about', content: 'Мы' })
  on.woo.world.addPost({ title: 'Пионы', categories: [on.category('banners')] })
  await on.refresh()
  on.woo.world.deletePost(page.id)
  on.woo.faults.always(fault, scope)
  await expect(on.refresh()).rejects.toThrow()
  expect([await on.slugs(), (await on.banners()).length]).toEqual([['about'], 1])
  on.woo.faults.clear()
  await on.refresh()
  expect(await on.slugs()).toEqual([])
})

test('one page that WordPress fails to show stays as it was, takes no other away and is told of once (S8)', async () => {
  let at = Date.parse('2026-11-20T09:45:00Z')
  const on = await openContent({}, { clock: () => at })
  const { world, faults } = on.woo
  const [one, two, three] = ['one', 'two', 'three'].map((slug) =>
    world.addPage({ title: slug, slug, content: 'Текст' }),
  )
  await on.refresh()
  faults.breakId(one?.id ?? 0)
  at += 60_000
  world.changePost(two?.id ?? 0, { content: 'Новый' })
  world.deletePost(three?.id ?? 0)
  for (let nth = 0; nth < 2; nth++) await on.refresh()
  expect((await on.slugs()).toSorted()).toEqual(['one', 'three', 'two'])
  expect((await on.page('two')).content).toBe('<p>Новый</p>')
  expect(on.told).toEqual([expect.stringContaining('fails to show 1')])
  faults.clear()
  on.on.ctx.advance(10 * 60_000)
  await on.refresh()
  expect((await on.slugs()).toSorted()).toEqual(['one', 'two'])
})

test('an application password opens what is open to nobody else, and a wrong one is told of in a sentence', async () => {
  const on = await openContent()
  on.woo.world.addPage({ title: 'О нас', slug: 'about', content: 'Мы' })
  const login = on.woo.application
  const source = (password: string): ContentSource => ({
    ...on.open(),
    settings: { ...on.open().settings, login: { ...login, password } },
    wordpress: openClient(settingsOf(on.woo), { wordpress: { login: { ...login, password } } }),
  })
  await on.refresh(source('not the password of it'))
  expect(on.told).toEqual([expect.stringContaining('WORDPRESS_APP_PASSWORD')])
  expect(await on.slugs()).toEqual([])
  await on.refresh(source(login.password))
  expect(await on.slugs()).toEqual(['about'])
})
