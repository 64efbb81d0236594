import { words as ru } from '@vitrina/contract/words/site/ru'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newPhone, openDemoShop, type Shop } from '../harness.ts'
import { chromiumMissing, launchChromium, openContext, screens } from './chromium.ts'
import { botLink, fillForm, reachCode } from './registering.ts'

let browser: Browser
let shop: Shop
let context: BrowserContext
let site: Page

beforeAll(async () => {
  if (chromiumMissing) return
  ;[browser, shop] = await Promise.all([launchChromium(), openDemoShop()])
})
beforeEach(async () => {
  if (chromiumMissing) return
  ;({ context } = await openContext(browser, { ...screens.desktop, locale: 'ru' }))
  site = await context.newPage()
})
afterEach(() => context?.close())
afterAll(async () => {
  await browser?.close()
  await shop?.close()
})

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })

/** Answers `/api/config` with something changed. */
async function configure(change: (config: any) => object): Promise<void> {
  await context.route('**/api/config', async (route) => {
    const config = await (await route.fetch()).json()
    await route.fulfill({ json: { ...config, ...change(config) } })
  })
}

describe.skipIf(chromiumMissing)('a waiting registration', () => {
  test('has its link and picture in another tab of the browser too', async () => {
    await fillForm(site, shop, { phone: newPhone() })
    const other = await context.newPage()
    await other.goto(site.url())
    expect(await botLink(other).getAttribute('href')).toBe(await botLink(site).getAttribute('href'))
    await other.getByRole('img', { name: ru.waiting.qrLabel }).waitFor()
  })

  test('leaves nothing of the person in the browser once it is over', async () => {
    const phone = newPhone()
    await fillForm(site, shop, { phone })
    const { code } = await reachCode(site, shop, phone)
    await site.getByLabel(ru.field.code).pressSequentially(code)
    await site.waitForURL('**/account')
    const kept = await site.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
    expect(kept).not.toMatch(/start=|Анна|phone/)
  })

  test('is said to be elsewhere, not over, in a browser that did not begin it (S3)', async () => {
    await fillForm(site, shop, { phone: newPhone() })
    const stranger = await openContext(browser, { ...screens.phone, locale: 'ru' })
    const other = await stranger.context.newPage()
    await other.goto(site.url())
    await heading(other, ru.waiting.lostHeading).waitFor()
    await stranger.context.close()
  })

  test('shows no picture in the demo, whose Telegram no other phone reaches', async () => {
    await configure(() => ({ features: { demo: true } }))
    await fillForm(site, shop, { phone: newPhone() })
    await site.getByText(ru.waiting.status.pending).waitFor()
    expect(await site.getByText(ru.waiting.qr).count()).toBe(0)
  })
})

describe.skipIf(chromiumMissing)('the registration form', () => {
  test('says beforehand that nobody can register, and opens by itself when they can', async () => {
    let methods: string[] = []
    await configure(() => ({ methods }))
    await site.goto(`${shop.url}/register`)
    await site.getByText(ru.register.closed).waitFor()
    const submit = site.getByRole('button', { name: ru.register.submit })
    expect(await submit.getAttribute('aria-disabled')).toBe('true')
    methods = ['telegram_contact']
    await site.getByText(ru.register.closed).waitFor({ state: 'detached' })
    expect(await submit.getAttribute('aria-disabled')).toBeNull()
  })

  test('calls no password good that the server has refused', async () => {
    await site.goto(`${shop.url}/register`)
    await site.getByLabel(ru.field.phone, { exact: true }).fill(newPhone())
    await site.getByLabel(ru.field.name, { exact: true }).fill('Анна')
    const field = site.getByLabel(ru.field.password, { exact: true })
    await field.fill('football1')
    await site.getByText(ru.strength.fair).waitFor()
    await site.getByRole('button', { name: ru.register.submit }).click()
    await field.and(site.locator('[aria-invalid]')).waitFor()
    await field.press('End')
    await field.press('!')
    await field.press('Backspace')
    await site.getByText(ru.strength.weak).waitFor()
  })
})
