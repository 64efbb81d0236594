import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { basketWords, putInCart, putOnSale, reachCheckout } from './buying.ts'
import { heading } from './registering.ts'
import { test } from './stocked.ts'
import { describe } from './visit.ts'

const PATIENT = { timeout: 10_000 }

/** What whoever has the page read out is at. */
const readFrom = (site: Page) =>
  expect.poll(() => site.locator(':focus').evaluate((node: any) => `${node.tagName} ${node.innerText}`), PATIENT)

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
