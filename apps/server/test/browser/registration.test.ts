import { locales } from '@vitrina/contract'
import { botWords } from '@vitrina/contract/words/bot'
import { words as ru } from '@vitrina/contract/words/site/ru'
import { words as cabinet } from '@vitrina/contract/words/site/ru-cabinet'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { payloadOf, receiveCode } from '../harness.ts'
import { keepScreen, screens } from './chromium.ts'
import { botLink, fillForm, heading, register, sendForm, siteWords, somebody } from './registering.ts'
import { confirmByHand, openTelegram } from './telegram-page.ts'
import { describe, test } from './visit.ts'

const cases = locales.flatMap((locale) => (['desktop', 'phone'] as const).map((screen) => ({ locale, screen })))

describe('a person registers in a browser with Telegram beside it (A9, X2, X7)', () => {
  test.for(cases)('in $locale on a $screen', async ({ locale, screen }, { shop, open }) => {
    const { context, complaints } = await open({ ...screens[screen], locale })
    const site = await context.newPage()
    const person = somebody({ locale })
    const { home, code: words, field, account } = siteWords[locale]
    const keep = (page: Page, name: string) => keepScreen(page, `${screen}-${locale}-${name}`)

    await site.goto(shop.url)
    const enter = site.getByRole('link', { name: home.register }).first()
    await enter.waitFor()
    await keep(site, '1-home')
    await enter.click()
    await fillForm(site, person)
    await keep(site, '2-register')
    await sendForm(site, person)
    await botLink(site).waitFor()
    await keep(site, '3-waiting')

    const telegram = await openTelegram({ site, shop }, person)
    const { code } = await confirmByHand(telegram, person)
    await keep(telegram, '4-telegram')
    expect(code).toMatch(/^\d{6}$/)
    await site.bringToFront()
    await heading(site, words.heading).waitFor()
    await keep(site, 'code')
    // The sixth digit sends it.
    await site.getByLabel(field.code).pressSequentially(code)
    await heading(site, account.greeting(person.name)).waitFor()
    await keep(site, '5-account')
    expect(complaints).toEqual([])
  })

  test('the bot’s return link signs in where it began, with nothing typed (S1)', async ({ visit, site, shop }) => {
    const person = await register({ site, shop }, { name: 'Вера' })
    const telegram = await openTelegram({ site, shop }, person)
    await confirmByHand(telegram, person)
    const opened = visit.context.waitForEvent('page')
    await telegram.getByRole('link', { name: botWords.ru.returnToSite }).click()
    const returned = await opened
    await heading(returned, ru.account.greeting('Вера')).waitFor()
    // The tab that waited follows by itself.
    await heading(site, ru.account.greeting('Вера')).waitFor()
    expect(returned.url()).not.toContain('#')
    expect(visit.complaints).toEqual([])
  })

  test('who registers with a number that has an account is told so in the cabinet (S2)', async ({
    site,
    shop,
    open,
  }) => {
    const owner = somebody()
    const person = shop.person({ phone: owner.phone, languageCode: owner.locale })
    async function goThrough(page: Page) {
      await page.goto(`${shop.url}/register`)
      await fillForm(page, owner)
      await sendForm(page, owner)
      const payload = payloadOf((await botLink(page).getAttribute('href')) ?? '')
      const code = await receiveCode({ person, payload, words: botWords.ru })
      await page.getByLabel(ru.field.code).pressSequentially(code)
      await heading(page, ru.account.greeting(owner.name)).waitFor()
    }
    const { heading: title, kept, fine } = cabinet.known
    await goThrough(site)
    expect(await site.getByText(title).count()).toBe(0)
    const { context, complaints } = await open({ ...screens.desktop, locale: 'ru' })
    const again = await context.newPage()
    await goThrough(again)
    await again.getByRole('heading', { name: title }).waitFor()
    await again.getByText(kept).waitFor()
    await again.getByRole('button', { name: fine }).click()
    await expect.poll(() => again.getByText(kept).count()).toBe(0)
    expect(complaints).toEqual([])
  })

  test('«Not me» ends the waiting with a way on (X6)', async ({ open, shop }) => {
    const { context } = await open({ ...screens.phone, locale: 'ru' })
    const site = await context.newPage()
    const person = await register({ site, shop }, { name: 'Пётр' })
    const telegram = await openTelegram({ site, shop }, person)
    await telegram.getByRole('button', { name: botWords.ru.notMine }).click()
    await heading(site, ru.waiting.deniedHeading).waitFor()
    await keepScreen(site, 'phone-ru-denied')
  })
})
