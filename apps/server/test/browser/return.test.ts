import { words as ru } from '@vitrina/contract/words/site/ru'
import { words as uz } from '@vitrina/contract/words/site/uz'
import { expect } from 'vitest'
import { screens } from './chromium.ts'
import { heading, password, reachCode } from './registering.ts'
import { describe, test } from './visit.ts'

describe('the bot’s return link', () => {
  test('followed again leads to the cabinet, and for a guest is used up (S1)', async ({ context, site, shop }) => {
    const { returnLink } = await reachCode({ site, shop })
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

  test('in another browser sends the person back to theirs (S3)', async ({ site, shop, open }) => {
    const { returnLink } = await reachCode({ site, shop })
    const stranger = await open({ ...screens.phone, locale: 'ru' })
    const page = await stranger.context.newPage()
    await page.goto(returnLink)
    await heading(page, ru.returning.elsewhereHeading).waitFor()
  })
})

describe('who signs in', () => {
  test('is greeted in the language of the account from the first word on (X2)', async ({ site, shop, open }) => {
    const { phone, code } = await reachCode({ site, shop })
    await site.getByLabel(ru.field.code).pressSequentially(code)
    await site.waitForURL('**/account')
    const foreign = await open({ ...screens.desktop, locale: 'uz' })
    const page = await foreign.context.newPage()
    await page.goto(`${shop.url}/login`)
    await page.getByLabel(uz.field.identifier).fill(phone)
    await page.getByLabel(uz.field.password, { exact: true }).fill(password)
    await page.getByRole('button', { name: uz.login.submit, exact: true }).click()
    await expect.poll(() => page.locator('.toasts').textContent()).toBe(ru.account.signedInAs('Анна'))
    await heading(page, ru.account.greeting('Анна')).waitFor()
  })
})
