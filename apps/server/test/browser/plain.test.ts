import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDemoShop, type Shop } from '../harness.ts'
import { chromiumMissing, launchChromium, openContext, screens } from './chromium.ts'

let browser: Browser
let shop: Shop

beforeAll(async () => {
  if (chromiumMissing) return
  ;[browser, shop] = await Promise.all([launchChromium(), openDemoShop()])
})
afterAll(async () => {
  await browser?.close()
  await shop?.close()
})

test.skipIf(chromiumMissing)(
  'without JavaScript the first screen says in three languages what is missing',
  async () => {
    const { context } = await openContext(browser, { ...screens.phone, javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(shop.url)
    for (const lang of ['ru', 'uz', 'en']) {
      const box = await page.locator(`noscript [lang=${lang}]`).boundingBox()
      expect(box?.y, lang).toBeLessThan(600)
    }
    await context.close()
  },
)

test.skipIf(chromiumMissing)('the API reference opens without a complaint of the browser', async () => {
  const { context } = await openContext(browser, screens.desktop)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('response', (response) => response.ok() || complaints.push(`${response.status()} ${response.url()}`))
  await page.goto(`${shop.url}/docs`)
  await page.getByRole('heading', { level: 1, name: 'Vitrina: API' }).waitFor()
  await page.getByText('What this shop is and offers').first().waitFor()
  expect(complaints).toEqual([])
  await context.close()
})
