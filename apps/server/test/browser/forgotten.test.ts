import { words as ru } from '@vitrina/contract/words/site/ru'
import { words as cabinet } from '@vitrina/contract/words/site/ru-cabinet'
import { words as ways } from '@vitrina/contract/words/site/ru-ways'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Shop } from '../harness.ts'
import { screens } from './chromium.ts'
import { haveAccount, newEmail, receiveLetter } from './other-ways.ts'
import { heading } from './registering.ts'
import { describe, test } from './visit.ts'

interface Stage {
  site: Page
  shop: Shop
}

const codeField = (site: Page) => site.getByLabel(cabinet.proof.code)

/** From the sign-in page, where the address was typed, to the code. */
async function forget({ site, shop }: Stage, email: string): Promise<void> {
  await site.goto(`${shop.url}/login`)
  await site.getByLabel(ru.field.identifier).fill(email)
  await site.getByRole('link', { name: ways.login.forgot }).click()
  await heading(site, cabinet.reset.heading).waitFor()
  expect(await site.getByRole('textbox', { name: ways.email }).inputValue()).toBe(email)
  await site.getByRole('button', { name: cabinet.reset.send }).click()
  await codeField(site).waitFor()
}

describe('a forgotten password', () => {
  test.override('look', { ...screens.phone, locale: 'ru' })

  test('goes on where it was when the phone loads the tab again, to the new password', async ({ site, shop }) => {
    const email = await haveAccount({ site, shop })
    await forget({ site, shop }, email)
    await site.reload()
    // Whole, for whoever typed it here.
    await site.getByText(cabinet.reset.quiet(email)).waitFor()
    await codeField(site).pressSequentially(await receiveLetter(shop, email, 2))
    await heading(site, cabinet.reset.newHeading).waitFor()
    await site.reload()
    await heading(site, cabinet.reset.newHeading).waitFor()
    await site.getByLabel(cabinet.password.next, { exact: true }).fill('another long one 9')
    await site.getByRole('button', { name: cabinet.password.save }).click()
    await site.locator('.identifier').first().waitFor()
    expect(await site.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toMatch(/reset|@shop/)
  })

  test('is not held to an address that was mistyped', async ({ site, shop }) => {
    const mistyped = newEmail()
    await forget({ site, shop }, mistyped)
    await site.getByRole('button', { name: cabinet.reset.other }).click()
    expect(await site.getByRole('textbox', { name: ways.email }).inputValue()).toBe(mistyped)
  })

  test('asks for another code when its time has come, and once a press', async ({ site, shop }) => {
    const email = await haveAccount({ site, shop })
    await forget({ site, shop }, email)
    await site.getByText(ru.code.resendIn).waitFor()
    await site.reload()
    await site.getByText(ru.code.resendIn).waitFor()
    expect(await site.getByRole('button', { name: cabinet.proof.again }).count()).toBe(0)
    // As if the minute were over, which the server knows better.
    const hourAway = (hours: number) => new Date(Date.now() + hours * 3600_000).toISOString()
    await site.route('**/verifications/*/events', (route) => route.abort())
    await site.route(/verifications\/[\w-]+$/, async (route) => {
      const state = (await (await route.fetch()).json()) as object
      await route.fulfill({ json: { ...state, resendAt: hourAway(-1) } })
    })
    let asked = 0
    await site.route('**/resend', async (route) => {
      asked++
      await site.unroute(/verifications\/[\w-]+$/)
      await route.fulfill({ status: 202, json: { resendAt: hourAway(1), sentTo: email } })
    })
    await site.reload()
    await site.getByRole('button', { name: cabinet.proof.again }).dblclick()
    await site.getByText(cabinet.proof.resent).waitFor()
    await site.getByText(ru.code.resendIn).waitFor()
    expect(asked).toBe(1)
  })

  test('opens on the way that fits what was typed', async ({ site, shop }) => {
    await site.goto(`${shop.url}/login`)
    await site.getByLabel(ru.field.identifier).fill('+7 912 345 67 89')
    await site.getByRole('link', { name: ways.login.forgot }).click()
    await site.getByRole('radio', { name: cabinet.reset.byTelegram }).and(site.locator(':checked')).waitFor()
    await site.goto(`${shop.url}/reset`)
    await site.getByRole('radio', { name: cabinet.reset.byEmail }).and(site.locator(':checked')).waitFor()
  })
})
