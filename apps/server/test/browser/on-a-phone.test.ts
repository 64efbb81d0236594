import { words as ru } from '@vitrina/contract/words/site/ru'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { basketWords, orderButton, putOnSale, reachCheckout } from './buying.ts'
import { screens } from './chromium.ts'
import { test as anyTest } from './stocked.ts'
import { describe } from './visit.ts'

const test = anyTest.override('look', { ...screens.phone, locale: 'ru' })

/** Which of these lie, even in part, under something else. */
const covered = (site: Page, those: string, by: string) =>
  site.evaluate<string[]>(`(() => {
    const over = [...document.querySelectorAll('${by}')].map((node) => node.getBoundingClientRect())
    const lies = ({ top, bottom }) => over.some((rect) => rect.top < bottom && rect.bottom > top)
    return [...document.querySelectorAll('${those}')].filter((node) => lies(node.getBoundingClientRect())).map((node) => node.innerText)
  })()`)

describe('on a phone', () => {
  test('what was said in passing gives way to what is wrong with a field', async ({ site, goods, context }) => {
    const { sku } = await putOnSale(goods)
    await reachCheckout({ site, shop: goods, context }, { [sku]: 1 })
    await site
      .getByRole('button', { name: /1[\s\u00a0]?300/ })
      .first()
      .waitFor()
    await context.route(/\/assets\/en-/, (route) => route.abort())
    await site.locator('select[name=language]').selectOption('en')
    await site.getByText(ru.network).waitFor()
    await orderButton(site).click()
    await site.getByText(basketWords.ru.checkout.streetRequired).waitFor()
    expect(await covered(site, '.field-said.bad', '.toasts p')).toEqual([])
  })
})
