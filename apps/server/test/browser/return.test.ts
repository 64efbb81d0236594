import { words as ru } from '@vitrina/contract/words/site/ru'
import { words as uz } from '@vitrina/contract/words/site/uz'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newPhone, openDemoShop, type Shop } from '../harness.ts'
import { chromiumMissing, launchChromium, openContext, screens } from './chromium.ts'
import { fillForm, password, reachCode } from './registering.ts'

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

describe.skipIf(chromiumMissing)('the bot’s return link', () => {
  test('followed again leads to the cabinet, and for a guest is used up (S1)', async () => {
    const phone = newPhone()
    await fillForm(site, shop, { phone })
    const { returnLink } = await reachCode(site, shop, phone)
    for (const _ of ['first', 'again']) {
      const page = await context.newPage()
      await page.goto(returnLink)
      await heading(page, ru.account.greeting('Анна')).waitFor()
      await page.close()
    }
    await heading(site, ru.account.greeting('Анна')).waitFor()
    await site.getByRole('button', { name: ru.account.signOut, exact: true }).click()
    await site.getByText(ru.account.signedOut).waitFor()
    const page = await context.newPage()
    await page.goto(returnLink)
    await heading(page, ru.returning.staleHeading).waitFor()
  })

  test('in another browser sends the person back to theirs (S3)', async () => {
    const phone = newPhone()
    await fillForm(site, shop, { phone })
    const { returnLink } = await reachCode(site, shop, phone)
    const stranger = await openContext(browser, { ...screens.phone, locale: 'ru' })
    const page = await stranger.context.newPage()
    await page.goto(returnLink)
    await heading(page, ru.returning.elsewhereHeading).waitFor()
    await stranger.context.close()
  })
})

test.skipIf(chromiumMissing)(
  'who signs in is greeted in the language of the account from the first word on (X2)',
  async () => {
    const phone = newPhone()
    await fillForm(site, shop, { phone })
    const { code } = await reachCode(site, shop, phone)
    await site.getByLabel(ru.field.code).pressSequentially(code)
    await site.waitForURL('**/account')
    const foreign = await openContext(browser, { ...screens.desktop, locale: 'uz' })
    const page = await foreign.context.newPage()
    await page.goto(`${shop.url}/login`)
    await page.getByLabel(uz.field.identifier).fill(phone)
    await page.getByLabel(uz.field.password, { exact: true }).fill(password)
    await page.getByRole('button', { name: uz.login.submit }).click()
    await heading(page, ru.account.greeting('Анна')).waitFor()
    await expect.poll(() => page.locator('.toasts').textContent()).toBe(ru.account.signedInAs('Анна'))
    await foreign.context.close()
  },
)
