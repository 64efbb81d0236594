import { words as ru } from '@vitrina/contract/words/site/ru'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { freePort } from '../free-port.ts'
import { openShop } from '../harness.ts'
import { CLIENT_ID, CLIENT_SECRET, openProvider } from '../openid.ts'
import { heading, siteWords } from './registering.ts'
import { describe, test as visiting } from './visit.ts'

/** A shop with «Log in with Telegram», and who signs people in there: one person, who agrees. */
const test = visiting
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads from the pattern which others are asked for
  .extend('offering', { scope: 'file' }, async ({}, { onCleanup }) => {
    const port = await freePort()
    const publicUrl = `http://127.0.0.1:${port}`
    const account = { id: 6_700_000_000, name: 'Анна Соколова', phone_number: '+79000000199' }
    const provider = await openProvider(`${publicUrl}/api/auth/telegram/callback`, () => account)
    const telegramOidc = { issuer: provider.issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET }
    const shop = await openShop({ port, publicUrl, telegramOidc })
    onCleanup(async () => {
      await shop.close()
      await provider.close()
    })
    return { url: publicUrl }
  })

const press = (page: Page) => page.getByRole('link', { name: ru.telegramLogin.button, exact: true }).click()

describe('«Log in with Telegram» in a browser (Y1)', () => {
  test.for(['/login', '/register'])('from %s leads to the account', async (path, { site, visit, offering }) => {
    await site.goto(`${offering.url}${path}`)
    await press(site)
    await site.waitForURL('**/account')
    // For some seconds only.
    await site.getByText(ru.account.signedInAs('Анна Соколова')).waitFor()
    await heading(site, ru.account.greeting('Анна Соколова')).waitFor()
    await site.getByText('+7 900 000 01 99').waitFor()
    await site.reload()
    await heading(site, ru.account.greeting('Анна Соколова')).waitFor()
    expect(visit.complaints).toEqual([])
  })

  test('leads to the page that one wanted to see', async ({ site, offering }) => {
    await site.goto(`${offering.url}/login?next=/`)
    await press(site)
    await heading(site, ru.home.welcome('Анна Соколова')).waitFor()
  })

  test('is not offered by a shop that does not have it', async ({ site, shop }) => {
    await site.goto(`${shop.url}/login`)
    await heading(site, ru.login.heading).waitFor()
    expect(await site.getByRole('link', { name: ru.telegramLogin.button }).count()).toBe(0)
  })

  test.for([
    ['denied', 'denied'],
    ['return_rejected', 'over'],
    ['provider_away', 'away'],
    ['provider_rejected', 'rejected'],
    ['<script>', 'rejected'],
  ] as const)(
    'come to nothing (%s) says why in every language, and how to go on',
    async ([code, reason], { open, offering }) => {
      for (const locale of ['ru', 'uz', 'en'] as const) {
        const { context } = await open({ locale })
        const page = await context.newPage()
        await page.goto(`${offering.url}/auth/telegram?problem=telegram_sign_in.${encodeURIComponent(code)}`)
        const { telegramLogin } = siteWords[locale]
        await heading(page, telegramLogin.reasons[reason].title).waitFor()
        await page.getByText(telegramLogin.reasons[reason].text).waitFor()
        await page.getByRole('link', { name: telegramLogin.otherwise }).waitFor()
        expect(await page.getByRole('link', { name: telegramLogin.again }).getAttribute('href')).toContain('/start?')
      }
    },
  )

  test('come upon without having been there is told to begin', async ({ site, offering }) => {
    await site.goto(`${offering.url}/auth/telegram?next=https://evil.example`)
    await heading(site, ru.telegramLogin.reasons.over.title).waitFor()
  })
})
