import { words as ru } from '@vitrina/contract/words/site/ru'
import { words } from '@vitrina/contract/words/site/ru-shop'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { basketWords, putInCart, putOnSale, reachCheckout } from './buying.ts'
import { screens } from './chromium.ts'
import { heading } from './registering.ts'
import { test } from './stocked.ts'
import { describe } from './visit.ts'

const cards = (site: Page) => site.locator('.product-card')
const countOf = async (site: Page) => Number.parseInt(await site.locator('.catalog-head [role=status]').innerText(), 10)

/** What whoever has the page read out is at. */
const readFrom = (site: Page) =>
  expect.poll(() => site.locator(':focus').evaluate((node: any) => `${node.tagName} ${node.innerText}`))

describe('a step to another page leads the reader to its heading', () => {
  test('also where that comes only with what the page is about', async ({ site, goods: shop, context }) => {
    const { sku } = await putOnSale(shop)
    await reachCheckout({ site, shop, context }, { [sku]: 1 })
    await putInCart({ shop, context }, sku)
    await site.goto(`${shop.url}/cart`)
    await site.getByRole('link', { name: basketWords.ru.cart.checkout }).first().click()
    await readFrom(site).toBe(`H1 ${basketWords.ru.checkout.heading}`)
  })

  test('and to the one that takes its place, but nobody who has gone on meanwhile', async ({
    site,
    goods,
    context,
  }) => {
    await site.goto(`${goods.url}/category/bouquets`)
    const card = site.getByRole('link', { name: 'Красные розы', exact: true })
    let answer = () => {}
    await context.route('**/api/products/red-roses?*', async (route) => {
      await new Promise<void>((go) => {
        answer = go
      })
      await route.continue()
    })
    await card.click()
    await readFrom(site).toContain('H1')
    answer()
    await heading(site, 'Красные розы').waitFor()
    await readFrom(site).toBe('H1 Красные розы')

    await site.goto(`${goods.url}/category/bouquets`)
    await card.click()
    await site.locator('.product-shape').waitFor()
    await site.getByRole('combobox').first().focus()
    answer()
    await heading(site, 'Красные розы').waitFor()
    await readFrom(site).toContain('INPUT')
  })
})

describe('a step back from a filter', () => {
  test('takes it off and leads to the same place in the list, one filter at a time', async ({ site, goods }) => {
    await site.goto(goods.url)
    await site.evaluate('window.isSame = true')
    await site.locator('.tabs, .header').getByRole('link', { name: ru.header.catalog }).first().click()
    await cards(site).nth(23).waitFor()
    await site.mouse.wheel(0, 500)
    await expect.poll(() => site.evaluate('scrollY')).toBe(500)
    const all = await countOf(site)
    const { filters } = words
    await site.getByLabel(filters.onSale).check()
    await expect.poll(() => countOf(site)).toBeLessThan(all)
    const onSale = await countOf(site)
    await site.getByLabel(filters.to, { exact: true }).pressSequentially('3000,50')
    await site.getByLabel(filters.to, { exact: true }).press('Enter')
    await expect.poll(() => countOf(site)).toBeLessThan(onSale)

    await site.goBack()
    await expect.poll(() => countOf(site)).toBe(onSale)
    expect(await site.getByLabel(filters.to, { exact: true }).inputValue()).toBe('')
    await site.goBack()
    await expect.poll(() => countOf(site)).toBe(all)
    expect(await site.getByLabel(filters.onSale).isChecked()).toBe(false)
    await expect.poll(() => site.evaluate('scrollY')).toBe(500)
    await site.goForward()
    await expect.poll(() => countOf(site)).toBe(onSale)
    await site.goBack()
    await site.goBack()
    await heading(site, words.home.lead).waitFor()
    expect(await site.evaluate('window.isSame')).toBe(true)
  })

  test('is none after what changes nothing', async ({ site, goods }) => {
    await site.goto(goods.url)
    await site.goto(`${goods.url}/catalog`)
    await cards(site).first().waitFor()
    const price = site.getByLabel(words.filters.to, { exact: true })
    await price.fill('x')
    await price.blur()
    await expect.poll(() => price.inputValue()).toBe('')
    await site.goBack()
    await heading(site, words.home.lead).waitFor()
  })
})

describe('a step back from what was chosen in the sheet of a phone', () => {
  test.override('look', { ...screens.phone, locale: 'ru' })

  const { filters } = words
  const sheet = (site: Page) => site.getByRole('dialog', { name: filters.title })
  const open = (site: Page, on: number) => site.getByRole('button', { name: filters.open(on), exact: true }).click()

  test('takes back all of it, however much that was', async ({ site, goods }) => {
    await site.goto(goods.url)
    await site.goto(`${goods.url}/catalog`)
    await cards(site).first().waitFor()
    const all = await countOf(site)
    for (let nth = 1; nth <= 2; nth++) {
      await open(site, 0)
      const price = sheet(site).getByLabel(filters.to, { exact: true })
      await price.fill('x')
      await price.blur()
      await expect.poll(() => price.inputValue()).toBe('')
      await price.fill('3000')
      await sheet(site).getByLabel(filters.inStock).check()
      await sheet(site).getByLabel(filters.onSale).check()
      await sheet(site).getByRole('button', { name: filters.close }).click()
      await expect.poll(() => countOf(site)).toBeLessThan(all)
      await site.goBack()
      await expect.poll(() => countOf(site)).toBe(all)
      expect(new URL(site.url()).search).toBe('')
    }
    await site.goBack()
    await heading(site, words.home.lead).waitFor()
  })

  test('closes the sheet, and leads the reader to the heading of the list', async ({ site, goods }) => {
    await site.goto(`${goods.url}/catalog`)
    await cards(site).first().waitFor()
    await open(site, 0)
    await sheet(site).getByLabel(filters.inStock).check()
    await sheet(site).getByLabel(filters.onSale).check()
    await site.goBack()
    await sheet(site).waitFor({ state: 'detached' })
    await site.getByRole('button', { name: filters.open(0), exact: true }).waitFor()
    await readFrom(site).toBe(`H1 ${words.list.title}`)
  })
})
