import { expect } from 'vitest'
import { screens } from './chromium.ts'
import { describe, test } from './visit.ts'

describe('without JavaScript', () => {
  test.override('look', { ...screens.phone, javaScriptEnabled: false })

  test('the first screen says in three languages what is missing', async ({ site, shop }) => {
    await site.goto(shop.url)
    for (const lang of ['ru', 'uz', 'en']) {
      const box = await site.locator(`noscript [lang=${lang}]`).boundingBox()
      expect(box?.y, lang).toBeLessThan(600)
    }
  })
})

describe('the API reference', () => {
  test('opens without a complaint of the browser (E16)', async ({ site, shop }) => {
    const complaints: string[] = []
    site.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    site.on('response', (response) => response.ok() || complaints.push(`${response.status()} ${response.url()}`))
    await site.goto(`${shop.url}/docs`)
    await site.getByRole('heading', { level: 1, name: 'Vitrina: API' }).waitFor()
    await site.getByText('What this shop is and offers').first().waitFor()
    expect(complaints).toEqual([])
  })
})
