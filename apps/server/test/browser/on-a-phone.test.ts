import { words as ru } from '@vitrina/contract/words/site/ru'
import { words } from '@vitrina/contract/words/site/ru-shop'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { basketWords, orderButton, putOnSale, reachCheckout } from './buying.ts'
import { screens } from './chromium.ts'
import { tabTo } from './keyboard.ts'
import { heading } from './registering.ts'
import { test } from './stocked.ts'
import { describe } from './visit.ts'

/** Which of these lie, even in part, under something else. */
const covered = (site: Page, those: string, by: string) =>
  site.evaluate<string[]>(`(() => {
    const over = [...document.querySelectorAll('${by}')].map((node) => node.getBoundingClientRect())
    const lies = ({ top, bottom }) => over.some((rect) => rect.top < bottom && rect.bottom > top)
    return [...document.querySelectorAll('${those}')].filter((node) => lies(node.getBoundingClientRect())).map((node) => node.innerText)
  })()`)

/** At the checkout of one thing, as soon as it says what it comes to. */
async function reachSum(stage: Parameters<typeof reachCheckout>[0]): Promise<void> {
  const { sku } = await putOnSale(stage.shop)
  await reachCheckout(stage, { [sku]: 1 })
  await stage.site
    .getByRole('button', { name: /1[\s\u00a0]?300/ })
    .first()
    .waitFor()
}

describe('on a phone', () => {
  test.override('look', { ...screens.phone, locale: 'ru' })

  test('what was said in passing gives way to what is wrong with a field', async ({ site, goods, context }) => {
    await reachSum({ site, shop: goods, context })
    await context.route(/\/assets\/en-/, (route) => route.abort())
    await site.locator('select[name=language]').selectOption('en')
    await site.getByText(ru.network).waitFor()
    await orderButton(site).click()
    await site.getByText(basketWords.ru.checkout.streetRequired).waitFor()
    expect(await covered(site, '.field-said.bad', '.toasts p')).toEqual([])
  })

  test('what would be bought is said where the choice itself is out of sight, and leads to it', async ({
    site,
    goods,
  }) => {
    await site.goto(`${goods.url}/product/peony-hatbox`)
    await heading(site, 'Шляпная коробка с пионами').waitFor()
    const chosen = site.getByRole('button', { name: words.product.change })
    const before = await site.getByRole('radio', { checked: true }).evaluate((node: any) => node.parentNode.innerText)
    expect(await chosen.innerText()).toContain(before)
    // Before it is pressed the browser driver scrolls to it, and with that to the choice, and it is gone.
    await chosen.dispatchEvent('click')
    expect(await covered(site, '.option', '.buying-ways, .tabs')).toEqual([])
    expect(await site.locator('.option:has(:focus)').innerText()).toBe(before)
    await chosen.waitFor({ state: 'detached' })
    await site.locator('.option:not(:has(:checked))').first().click()
    await site.evaluate('scrollTo(0, 0)')
    await chosen.waitFor()
    expect(await chosen.innerText()).not.toContain(before)
  })

  test('nothing that the keyboard comes to is left under the bar at the lower edge', async ({
    site,
    goods,
    context,
  }) => {
    await site.goto(`${goods.url}/product/red-roses`)
    await heading(site, 'Красные розы').waitFor()
    await tabTo(site, site.getByRole('radio', { checked: true }))
    expect(await covered(site, '.option', '.buying-ways, .tabs')).toEqual([])
    await reachSum({ site, shop: goods, context })
    for (const field of await site.locator('.checkout :is(input, textarea)').all()) {
      await field.evaluate((node: any) => {
        const { defaultView: page } = node.ownerDocument
        page.scrollBy(0, node.getBoundingClientRect().bottom - page.innerHeight)
        node.focus()
      })
      expect(await covered(site, ':focus', '.act-bar')).toEqual([])
    }
  })

  test('a price of many digits leaves a card as wide as its place', async ({ open, goods }) => {
    const { context } = await open({ ...screens.phone, locale: 'uz' })
    const site = await context.newPage()
    await context.route('**/api/products?*', async (route) => {
      const answer = await route.fetch()
      const list = await answer.json()
      for (const { price } of list.items) Object.assign(price, { amountMinor: 249_000_00, currency: 'UZS' })
      await route.fulfill({ response: answer, json: list })
    })
    await site.goto(`${goods.url}/catalog`)
    await site.getByText('249 000 soʻm').first().waitFor()
    const places = site.locator('.cards > li')
    for (const inner of ['.product-card', '.product-card-foot > :last-child']) {
      const [place, card] = [await places.nth(1).boundingBox(), await places.nth(1).locator(inner).boundingBox()]
      expect((card?.x ?? 0) + (card?.width ?? 0), inner).toBeLessThanOrEqual((place?.x ?? 0) + (place?.width ?? 0) - 4)
    }
  })
})
