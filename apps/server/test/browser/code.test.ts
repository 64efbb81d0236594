import { words as ru } from '@vitrina/contract/words/site/ru'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newPhone, openDemoShop, receiveCode, type Shop, startRegistration } from '../harness.ts'
import { chromiumMissing, launchChromium, openContext, screens } from './chromium.ts'
import { fillForm, reachCode, wrongFor } from './registering.ts'

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
  ;({ context } = await openContext(browser, { ...screens.phone, locale: 'ru' }))
  site = await context.newPage()
})
afterEach(() => context?.close())
afterAll(async () => {
  await browser?.close()
  await shop?.close()
})

const input = () => site.getByLabel(ru.field.code)

/** Types a code and waits for what the server says; true when it was asked at all. */
async function type(code: string): Promise<void> {
  const answered = site.waitForResponse(/\/code$/)
  await input().pressSequentially(code)
  await answered
}

async function spendAttempts(code: string): Promise<void> {
  for (const nth of [1, 2, 3, 4, 5]) {
    await type(wrongFor(code, nth))
    if (nth < 5) await expect.poll(() => input().inputValue()).toBe('')
  }
  await site.getByText(ru.code.spentTitle).waitFor()
}

describe.skipIf(chromiumMissing)('a wrong code', () => {
  test('is sent once, however often it is typed and pressed (S15)', async () => {
    const phone = newPhone()
    await fillForm(site, shop, { phone })
    const { code } = await reachCode(site, shop, phone)
    let sent = 0
    site.on('request', (request) => request.url().endsWith('/code') && sent++)
    await type(wrongFor(code))
    await site.getByText(ru.code.wrong).waitFor()
    await expect.poll(() => input().inputValue()).toBe('')
    await site.keyboard.press('Enter')
    await site.getByText(ru.field.errors.code_malformed).waitFor()
    await input().pressSequentially(wrongFor(code))
    await site.getByText(ru.code.wrong).waitFor()
    await site.getByRole('button', { name: ru.code.submit }).click()
    expect(sent).toBe(1)
    await input().pressSequentially(code)
    await site.waitForURL('**/account')
  })

  test('five times leaves nothing to type, after a reload and in another tab too', async () => {
    const phone = newPhone()
    await fillForm(site, shop, { phone })
    const { code } = await reachCode(site, shop, phone)
    await spendAttempts(code)
    await site.getByText(ru.code.spentStatus).waitFor()
    expect(await site.getByText(ru.waiting.status.code_sent).count()).toBe(0)
    const other = await context.newPage()
    await Promise.all([site.reload(), other.goto(site.url())])
    for (const page of [site, other]) {
      await page.getByText(ru.code.spentTitle).waitFor()
      expect(await page.getByLabel(ru.field.code).count()).toBe(0)
    }
  })

  test('past the hour’s limit ends the registration honestly, with the ways on', async () => {
    const phone = newPhone()
    for (let round = 0; round < 2; round++) {
      const registration = await startRegistration(shop, { phone })
      const code = await receiveCode(registration)
      const path = `/api/auth/verifications/${registration.started.id}/code`
      for (const nth of [1, 2, 3, 4, 5]) await registration.browser.post(path, { code: wrongFor(code, nth) })
    }
    await fillForm(site, shop, { phone })
    const { code } = await reachCode(site, shop, phone)
    await input().pressSequentially(code)
    for (const visit of ['at once', 'after a reload']) {
      await site.getByRole('heading', { level: 1, name: ru.waiting.heldHeading }).waitFor()
      await site.getByText(ru.waiting.heldFor).waitFor()
      expect(await site.getByRole('button', { name: ru.code.resend }).count(), visit).toBe(0)
      await site.getByRole('main').getByRole('link', { name: ru.login.submit }).waitFor()
      await site.reload()
    }
  })
})
