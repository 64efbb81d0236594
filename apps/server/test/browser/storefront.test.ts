import { words as ru } from '@vitrina/contract/words/site/ru'
import { words } from '@vitrina/contract/words/site/ru-shop'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { cartAtServer, likedAtServer } from './buying.ts'
import { screens } from './chromium.ts'
import { pressByKey, tabTo } from './keyboard.ts'
import { answerAfter } from './late-answers.ts'
import { heading } from './registering.ts'
import { test } from './stocked.ts'
import { describe } from './visit.ts'

const cards = (site: Page) => site.locator('.product-card')
const signed = (site: Page, name: string) => site.locator('.header').getByRole('link', { name })
const countOf = async (site: Page) => Number.parseInt(await site.locator('.catalog-head [role=status]').innerText(), 10)

/** Runs in the page before anything else. */
const rememberAsking = `
  window.asked = []
  const { fetch } = window
  window.fetch = (address, ...rest) => {
    asked.push(String(address))
    return fetch(address, ...rest)
  }`
const seenAsking = `({
  named: [...document.querySelectorAll('link[rel=preload][as=fetch]')].map((link) => link.getAttribute('href')),
  asked,
})` as unknown as () => Record<'named' | 'asked', string[]>
/** Who had it fetched. On a slow machine it is a second old when the page takes it: then the browser renews it, as «other». */
const whoFetched = (site: Page, address: string) =>
  site.evaluate<string[]>(`performance
    .getEntriesByName(new URL('${address}', location).href)
    .map(({ initiatorType }) => initiatorType)
    .filter((by) => by !== 'other')`)

describe('a visitor', () => {
  test('browses, narrows, chooses a variation, puts it into the cart and another thing aside (E4, E5)', async ({
    site,
    context,
    goods,
    visit,
  }) => {
    await site.goto(goods.url)
    await site.locator('.category-list').getByRole('link', { name: 'Букеты' }).click()
    await heading(site, 'Букеты').waitFor()
    await settled(site)
    const all = await countOf(site)
    await site.getByLabel(words.filters.onSale).check()
    await site.getByRole('button', { name: words.filters.remove(words.filters.onSale) }).waitFor()
    await expect.poll(() => countOf(site)).toBeLessThan(all)
    expect(await cards(site).locator('.sale-badge').count()).toBe(await cards(site).count())

    await site.getByRole('button', { name: words.filters.remove(words.filters.onSale) }).click()
    await site.getByRole('link', { name: 'Красные розы', exact: true }).click()
    await heading(site, 'Красные розы').waitFor()
    await site.locator('.option', { hasText: /^51$/ }).click()
    await site.locator('.buying .price.sale').waitFor()
    await site.getByRole('button', { name: words.cart.add, exact: true }).click()
    await signed(site, ru.header.cartOf(1)).waitFor()
    await site.getByRole('button', { name: words.cart.more }).click()
    await signed(site, ru.header.cartOf(2)).waitFor()
    await site
      .locator('.buying')
      .getByRole('button', { name: words.favorites.add('Красные розы') })
      .click()

    await expect
      .poll(() => cartAtServer({ context, shop: goods }))
      .toMatchObject({ items: [{ sku: 'RED-ROSES-51', quantity: 2 }] })
    await expect.poll(() => likedAtServer({ context, shop: goods })).toEqual(['red-roses'])
    await signed(site, ru.header.favorites).click()
    await heading(site, words.favorites.title).waitFor()
    await site.reload()
    await site.getByRole('link', { name: 'Красные розы', exact: true }).waitFor()
    await signed(site, ru.header.cartOf(2)).waitFor()
    expect(visit.complaints).toEqual([])
  })

  test('loses nothing of what is pressed before the first answer makes a guest of them (E5)', async ({
    site,
    context,
    goods,
  }) => {
    await site.goto(`${goods.url}/catalog`)
    await settled(site)
    const pressed = Promise.withResolvers<void>()
    await site.route(/\/api\/(?:cart|favorites)\//, (route) => answerAfter(route, () => pressed.promise))
    for (const nth of [0, 1, 2]) await cards(site).nth(nth).locator('.heart').click()
    await site.locator('.to-cart-round').first().click()
    pressed.resolve()
    await expect.poll(async () => (await likedAtServer({ context, shop: goods })).length).toBe(3)
    await expect.poll(async () => (await cartAtServer({ context, shop: goods })).items.length).toBe(1)
  })

  test('keeps a heart that was pressed while the list of them was on its way', async ({ site, context, goods }) => {
    await site.goto(`${goods.url}/catalog`)
    await settled(site)
    const heart = (nth: number) => cards(site).nth(nth).locator('.heart')
    await heart(0).click()
    await expect.poll(async () => (await likedAtServer({ context, shop: goods })).length).toBe(1)
    const [asked, pressed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const afterPress = () => {
      asked.resolve()
      return pressed.promise
    }
    await site.route('**/api/favorites', (route) => answerAfter(route, afterPress), { times: 1 })
    await site.reload()
    await asked.promise
    await heart(1).click()
    pressed.resolve()
    await expect.poll(async () => (await likedAtServer({ context, shop: goods })).length).toBe(2)
    for (const nth of [0, 1]) await expect.poll(() => heart(nth).getAttribute('aria-pressed')).toBe('true')
  })

  test('finds what was meant by what was mistyped, by the keyboard alone (Y5)', async ({ site, goods }) => {
    await site.goto(goods.url)
    await tabTo(site, site.getByRole('combobox', { name: ru.header.search }))
    await site.keyboard.type('краные рзы')
    // Of all that was typed, and not of its beginning.
    await site.getByRole('option', { name: words.search.everything('краные рзы') }).waitFor()
    const hint = site.getByRole('option', { name: /Красные розы/ })
    await hint.waitFor()
    while ((await hint.getAttribute('aria-selected')) !== 'true') await site.keyboard.press('ArrowDown')
    await site.keyboard.press('Enter')
    await heading(site, 'Красные розы').waitFor()
  })

  test('searches by Enter, and comes back to the same place in the list (E4)', async ({ site, goods }) => {
    await site.goto(goods.url)
    await site.getByRole('combobox', { name: ru.header.search }).fill('atirgul')
    await site.keyboard.press('Enter')
    await heading(site, words.list.found('atirgul')).waitFor()
    await site.goto(`${goods.url}/catalog`)
    await expect.poll(() => cards(site).count()).toBe(24)
    await site.mouse.wheel(0, 9000)
    await expect.poll(() => cards(site).count()).toBeGreaterThan(24)
    const link = cards(site).nth(30).getByRole('link').first()
    await link.scrollIntoViewIfNeeded()
    // Where the page stands when it is left: more cards may come, and move it, until then.
    await site.evaluate('addEventListener("click", () => { window.leftAt = scrollY }, true)')
    await link.click()
    await site.locator('.product').waitFor()
    await site.goBack()
    await expect.poll(() => site.evaluate('scrollY === window.leftAt && scrollY > 0')).toBe(true)
    expect(await cards(site).count()).toBeGreaterThan(30)
  })

  test('gets what a page is made of together with the page, once, and in the language chosen here (E4)', async ({
    site,
    goods,
  }) => {
    await site.addInitScript({ content: rememberAsking })
    for (const path of ['/', '/catalog', '/category/bouquets', '/product/red-roses', '/pages/delivery']) {
      await site.goto(`${goods.url}${path}`)
      await settled(site)
      const { named, asked } = await site.evaluate(seenAsking)
      expect(named.length, path).toBeGreaterThan(0)
      expect(asked, path).toEqual(expect.arrayContaining(named))
      // The browser notes it a moment after the page has it.
      for (const address of named)
        await expect.poll(() => whoFetched(site, address), { message: address }).toEqual(['link'])
    }
    await site.evaluate(`localStorage.setItem('vitrina.locale', '"uz"')`)
    await site.goto(`${goods.url}/product/red-roses`)
    await heading(site, 'Qizil atirgullar').waitFor()
  })

  test('walks through pictures and variations by the arrow keys', async ({ site, goods }) => {
    await site.goto(`${goods.url}/product/red-roses`)
    await tabTo(site, site.locator('.gallery-strip'))
    await site.keyboard.press('ArrowRight')
    await site.getByText(words.product.picture(2, 2)).waitFor()
    await tabTo(site, site.getByRole('radio', { checked: true }))
    await site.keyboard.press('ArrowRight')
    await expect.poll(() => site.url()).toContain('sku=RED-ROSES-25')
    await pressByKey(site, site.getByRole('button', { name: words.cart.add, exact: true }))
    // The keyboard is where the next one is added.
    await site
      .locator('.buying [data-next]:focus')
      .and(site.getByRole('button', { name: words.cart.more }))
      .waitFor()
    await site.keyboard.press('Enter')
    await site.locator('.header .count', { hasText: '2' }).waitFor()
  })

  test('sees all of what is related to a product, and reaches the last filter of a long list', async ({
    site,
    goods,
  }) => {
    await site.goto(`${goods.url}/product/red-roses`)
    await settled(site)
    const card = cards(site).first()
    await card.evaluate((element: any) => element.scrollIntoView({ block: 'start' }))
    const [above, below] = [await site.locator('.gallery').boundingBox(), await card.boundingBox()]
    expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0)

    await site.goto(`${goods.url}/catalog`)
    await settled(site)
    const side = await site.locator('.catalog-side').boundingBox()
    expect(side?.height).toBeLessThanOrEqual(screens.desktop.viewport.height)
  })

  test('is told that a product, a category or a page is not there', async ({ site, goods }) => {
    for (const [path, said] of [
      ['/product/none', words.product.goneTitle],
      ['/category/none', words.list.noCategory],
    ] as const) {
      const answer = await site.goto(`${goods.url}${path}`)
      expect(answer?.status()).toBe(404)
      await heading(site, said).waitFor()
    }
  })

  test('asks once for a product that is not there', async ({ site, goods }) => {
    const asked: string[] = []
    site.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await site.goto(`${goods.url}/product/none`)
    await heading(site, words.product.goneTitle).waitFor()
    await settled(site)
    expect(asked.filter((path) => path === '/api/products/none')).toHaveLength(1)
  })

  test('is led by a link of Telegram to the thing itself, and back to the front of the shop (T14)', async ({
    site,
    goods,
  }) => {
    const { items } = await (await site.request.get(`${goods.url}/api/products?q=aloe`)).json()
    await site.goto(`${goods.url}/#tgWebAppVersion=8.0&tgWebAppStartParam=p_${items[0].id}`)
    await heading(site, items[0].name).waitFor()
    await site.goBack()
    await heading(site, words.home.lead).waitFor()
  })
})

describe('on a phone', () => {
  test.override('look', { ...screens.phone, locale: 'ru' })

  test('filters are in a sheet, and the ways around at the lower edge', async ({ site, goods }) => {
    await site.goto(`${goods.url}/catalog`)
    await site.getByRole('button', { name: words.filters.open(0) }).click()
    const sheet = site.getByRole('dialog', { name: words.filters.title })
    await sheet.getByLabel(words.filters.to).fill('1000')
    await sheet.getByLabel(words.filters.inStock).check()
    const { total } = await (await site.request.get(`${goods.url}/api/products?maxPrice=100000&inStock=true`)).json()
    await sheet.getByRole('button', { name: words.filters.show(total) }).click()
    await site.getByText(words.list.count(total)).waitFor()
    await site.locator('.tabs').getByRole('link', { name: ru.header.favorites }).click()
    await heading(site, words.favorites.title).waitFor()
  })

  test('a step back closes the filters, and takes off what was chosen in them; closed by hand they leave none', async ({
    site,
    goods,
  }) => {
    await site.goto(goods.url)
    await site.locator('.tabs').getByRole('link', { name: ru.header.catalog }).click()
    const sheet = site.getByRole('dialog', { name: words.filters.title })
    const openSheet = () => site.getByRole('button', { name: /^Фильтры/ }).click()
    await openSheet()
    await sheet.waitFor()
    await site.goBack()
    await sheet.waitFor({ state: 'detached' })
    expect(new URL(site.url()).pathname).toBe('/catalog')

    await openSheet()
    await sheet.getByLabel(words.filters.inStock).check()
    await sheet.getByLabel(words.filters.onSale).check()
    await site.goBack()
    await sheet.waitFor({ state: 'detached' })
    expect(new URL(site.url()).search).toBe('')

    await openSheet()
    const shut = sheet.getByRole('button', { name: words.filters.close })
    await shut.dblclick()
    await sheet.waitFor({ state: 'detached' })
    expect(new URL(site.url()).pathname).toBe('/catalog')
    await site.goBack()
    await heading(site, words.home.lead).waitFor()
  })

  test('a step back closes the filters however soon after a choice it comes', async ({ site, goods }) => {
    await site.goto(`${goods.url}/catalog`)
    await site.getByRole('button', { name: /^Фильтры/ }).click()
    const sheet = site.getByRole('dialog', { name: words.filters.title })
    await sheet.getByLabel(words.filters.inStock).waitFor()
    await site.evaluate(`{
      requestAnimationFrame = () => 0
      document.querySelector('.sheet input[type=checkbox]').click()
      history.back()
    }`)
    await sheet.waitFor({ state: 'detached' })
    expect(new URL(site.url()).search).toBe('')
  })

  test('a step back to the same page leads to where it was left', async ({ site, goods }) => {
    await site.goto(`${goods.url}/catalog`)
    await settled(site)
    await site.evaluate('scrollTo(0, 300)')
    await site.locator('.tabs').getByRole('link', { name: ru.header.catalog }).click()
    await expect.poll(() => site.evaluate('scrollY')).toBe(0)
    await site.goBack()
    await expect.poll(() => site.evaluate('scrollY')).toBe(300)
  })

  test.for(['/', '/catalog', '/product/red-roses'])(
    'nothing jumps while %s comes, however slowly its goods and pictures do',
    async (path, { context, site, goods }) => {
      await context.route(/\/(?:api\/(?:products|categories|banners)|pictures)/, async (route) => {
        await new Promise((go) => setTimeout(go, 700))
        await route.fallback()
      })
      await site.addInitScript(watchShifts)
      await site.goto(`${goods.url}${path}`)
      await settled(site)
      await site.waitForLoadState('networkidle')
      expect(await site.evaluate('window.shifted')).toBeLessThan(0.05)
    },
  )
})

const pages = ['/', '/catalog', '/category/roses?onSale=true', '/catalog?q=zzzzz', '/product/red-roses', '/favorites']

describe('in every language', () => {
  test('an address may say which, whatever the browser speaks; who chooses another has that (X2)', async ({
    site,
    goods,
  }) => {
    await site.goto(`${goods.url}/product/red-roses?lang=en`)
    await heading(site, 'Red roses').waitFor()
    // As far as the tab goes.
    await site.goto(`${goods.url}/catalog`)
    await heading(site, 'Catalogue').waitFor()
    await site.locator('select[name=language]').selectOption('uz')
    await heading(site, 'Katalog').waitFor()
    await site.goto(`${goods.url}/product/red-roses?lang=en`)
    await heading(site, 'Qizil atirgullar').waitFor()
  })

  test.for([
    ['ru', /undefined|\[object/],
    ['uz', /undefined|\[object|[А-Яа-яЁё]/],
    ['en', /undefined|\[object|[А-Яа-яЁё]/],
  ] as const)('%s has all its words (X2)', async ([locale, foreign], { open, goods }) => {
    const { context } = await open({ ...screens.desktop, locale })
    const site = await context.newPage()
    for (const path of pages) {
      await site.goto(`${goods.url}${path}`)
      await settled(site)
      expect(await site.locator('main').innerText(), path).not.toMatch(foreign)
      expect(await site.title(), path).not.toMatch(foreign)
    }
  })
})

/** What the page has to show is there. */
async function settled(site: Page): Promise<void> {
  await site.getByRole('heading', { level: 1 }).waitFor()
  await site.locator('.card-shape').first().waitFor({ state: 'detached' })
}

/** Runs in the page before anything else. */
function watchShifts(): void {
  const page = globalThis as any
  page.shifted = 0
  new page.PerformanceObserver((list: any) => {
    for (const { hadRecentInput, value } of list.getEntries()) if (!hadRecentInput) page.shifted += value
  }).observe({ type: 'layout-shift', buffered: true })
}
