import { words as ru } from '@vitrina/contract/words/site/ru'
import type { Page, Route } from 'playwright-core'
import { expect } from 'vitest'
import { newPhone, receiveCode, type Shop, startRegistration } from '../harness.ts'
import { screens } from './chromium.ts'
import { fiveTimes, heading, reachCode, spendAttempts, typeCode, wrongFor } from './registering.ts'
import { describe, test } from './visit.ts'

const input = (site: Page) => site.getByLabel(ru.field.code)

/** Guesses as often as one registration allows, without a page. */
async function guessElsewhere(shop: Shop, phone: string): Promise<void> {
  const registration = await startRegistration(shop, { phone })
  const code = await receiveCode(registration)
  const path = `/api/auth/verifications/${registration.started.id}/code`
  for (const nth of fiveTimes) await registration.browser.post(path, { code: wrongFor(code, nth) })
}

describe('a wrong code', () => {
  test.override('look', { ...screens.phone, locale: 'ru' })

  test('is sent once, however often it is typed and pressed (S15)', async ({ site, shop }) => {
    const { code } = await reachCode({ site, shop })
    let sent = 0
    site.on('request', (request) => request.url().endsWith('/code') && sent++)
    await typeCode(site, wrongFor(code))
    await site.getByText(ru.code.wrong).waitFor()
    await site.getByText(ru.code.attempts(4)).waitFor()
    await expect.poll(() => input(site).inputValue()).toBe('')
    // What was said of the code stays: that there is none yet is no news.
    await site.keyboard.press('Enter')
    await site.getByText(ru.code.wrong).waitFor()
    expect(await site.getByText(ru.field.errors.code_malformed).count()).toBe(0)
    await input(site).pressSequentially(wrongFor(code))
    await site.getByText(ru.code.wrong).waitFor()
    await site.getByRole('button', { name: ru.code.submit }).click()
    expect(sent).toBe(1)
    await input(site).pressSequentially(code)
    await site.waitForURL('**/account')
  })

  test('five times leaves nothing to type, after a reload and in another tab too', async ({ context, site, shop }) => {
    const { code } = await reachCode({ site, shop })
    await spendAttempts(site, code)
    await site.getByText(ru.code.spentStatus).waitFor()
    expect(await site.getByText(ru.waiting.status.code_sent).count()).toBe(0)
    const other = await context.newPage()
    await Promise.all([site.reload(), other.goto(site.url())])
    for (const page of [site, other]) {
      await page.getByText(ru.code.spentTitle).waitFor()
      expect(await input(page).count()).toBe(0)
    }
  })

  test('five times, the answer to one of them lost, leaves nothing to type either', async ({ site, shop }) => {
    const { code } = await reachCode({ site, shop })
    const lose = (route: Route) => route.fetch().then(() => route.abort())
    await site.route('**/verifications/*/code', lose, { times: 1 })
    await input(site).pressSequentially(wrongFor(code, 6))
    await site.getByRole('alert').getByText(ru.network).waitFor()
    await input(site).fill('')
    for (const nth of fiveTimes.slice(1)) {
      await typeCode(site, wrongFor(code, nth))
      if (nth < fiveTimes.length) await expect.poll(() => input(site).inputValue()).toBe('')
    }
    await site.getByText(ru.code.spentTitle).waitFor()
  })

  test('past the hour’s limit ends the registration honestly, with the ways on', async ({ site, shop }) => {
    const phone = newPhone()
    for (const _ of ['first', 'second']) await guessElsewhere(shop, phone)
    const { code } = await reachCode({ site, shop }, { phone })
    await input(site).pressSequentially(code)
    for (const visit of ['at once', 'after a reload']) {
      await heading(site, ru.waiting.heldHeading).waitFor()
      await site.getByText(ru.waiting.heldFor).waitFor()
      expect(await site.getByRole('button', { name: ru.code.resend }).count(), visit).toBe(0)
      await site.getByRole('main').getByRole('link', { name: ru.login.submit }).waitFor()
      await site.reload()
    }
  })
})
