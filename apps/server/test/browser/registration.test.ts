import { type Locale, locales } from '@vitrina/contract'
import { botWords } from '@vitrina/contract/words/bot'
import { words as en } from '@vitrina/contract/words/site/en'
import { words as ru } from '@vitrina/contract/words/site/ru'
import { words as uz } from '@vitrina/contract/words/site/uz'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newPhone, openDemoShop, type Shop } from '../harness.ts'
import { chromiumMissing, keepScreen, launchChromium, openContext, screens } from './chromium.ts'

const siteWords = { ru, uz, en }
const names: Record<Locale, string> = { ru: 'Анна', uz: 'Dilnoza', en: 'Emily' }
const password = 'a long password 7'

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

const cases = locales.flatMap((locale) => (['desktop', 'phone'] as const).map((screen) => ({ locale, screen })))

describe.skipIf(chromiumMissing)('a person registers in a browser with Telegram beside it (A9, X2, X7)', () => {
  test.each(cases)('in $locale on a $screen', async ({ locale, screen }) => {
    const visit = await openContext(browser, { ...screens[screen], locale })
    const person = { name: names[locale], phone: newPhone() }
    const kept = `${screen}-${locale}`
    const site = await fillForm(visit.context, locale, person, kept)
    const telegram = await confirmInTelegram(site, locale, person, kept)
    await typeCode(site, telegram, locale, kept)

    await site.getByRole('heading', { level: 1, name: siteWords[locale].account.greeting(person.name) }).waitFor()
    await keepScreen(site, `${kept}-5-account`)
    expect(visit.complaints).toEqual([])
    await visit.context.close()
  })

  test('the bot’s return link signs in where it began, with nothing typed (S1)', async () => {
    const { context, complaints } = await openContext(browser, { ...screens.desktop, locale: 'ru' })
    const person = { name: 'Вера', phone: newPhone() }
    const site = await fillForm(context, 'ru', person)
    const telegram = await confirmInTelegram(site, 'ru', person)
    const opened = context.waitForEvent('page')
    await telegram.getByRole('link', { name: botWords.ru.returnToSite }).click()
    const returned = await opened
    await returned.getByRole('heading', { level: 1, name: ru.account.greeting('Вера') }).waitFor()
    // The tab that waited follows by itself.
    await site.getByRole('heading', { level: 1, name: ru.account.greeting('Вера') }).waitFor()
    expect(returned.url()).not.toContain('#')
    expect(complaints).toEqual([])
    await context.close()
  })

  test('«Not me» ends the waiting with a way on (X6)', async () => {
    const { context } = await openContext(browser, { ...screens.phone, locale: 'ru' })
    const person = { name: 'Пётр', phone: newPhone() }
    const site = await fillForm(context, 'ru', person)
    const telegram = await openTelegram(site, 'ru', person)
    await telegram.getByRole('button', { name: botWords.ru.notMine }).click()
    await site.getByRole('heading', { name: ru.waiting.deniedHeading }).waitFor()
    await keepScreen(site, 'phone-ru-denied')
    await context.close()
  })
})

interface Registering {
  name: string
  phone: string
}

async function fillForm(context: BrowserContext, locale: Locale, person: Registering, kept?: string): Promise<Page> {
  const { field, register, home } = siteWords[locale]
  const site = await context.newPage()
  await site.goto(shop.url)
  const enter = site.getByRole('link', { name: home.register }).first()
  await enter.waitFor()
  if (kept) await keepScreen(site, `${kept}-1-home`)
  await enter.click()
  await site.getByLabel(field.phone, { exact: true }).fill(person.phone)
  await site.getByLabel(field.name, { exact: true }).fill(person.name)
  await site.getByLabel(field.password, { exact: true }).fill(password)
  if (kept) await keepScreen(site, `${kept}-2-register`)
  await site.getByRole('button', { name: register.submit }).click()
  return site
}

async function openTelegram(site: Page, locale: Locale, person: Registering, kept?: string): Promise<Page> {
  shop.person({ phone: person.phone, firstName: person.name, lastName: 'Telegram', languageCode: locale })
  const button = site.getByRole('link', { name: siteWords[locale].waiting.open })
  await button.waitFor()
  if (kept) await keepScreen(site, `${kept}-3-waiting`)
  const opened = site.context().waitForEvent('page')
  await button.click()
  const telegram = await opened
  await telegram.getByRole('button', { name: person.phone }).click()
  await telegram
    .locator('.start-button, button:has-text("START"), button:has-text("Начать"), button:has-text("Boshlash")')
    .first()
    .click()
  return telegram
}

async function confirmInTelegram(site: Page, locale: Locale, person: Registering, kept?: string): Promise<Page> {
  const words = botWords[locale]
  const telegram = await openTelegram(site, locale, person, kept)
  await telegram.getByRole('button', { name: words.mine, exact: true }).click()
  await telegram.getByRole('button', { name: words.shareContact }).click()
  await telegram.getByText(words.confirmed).waitFor()
  await telegram.getByRole('link', { name: words.returnToSite }).waitFor()
  if (kept) await keepScreen(telegram, `${kept}-4-telegram`)
  return telegram
}

async function typeCode(site: Page, telegram: Page, locale: Locale, kept: string): Promise<void> {
  const { code: words, field } = siteWords[locale]
  const code = (await telegram.locator('code').last().textContent()) ?? ''
  expect(code).toMatch(/^\d{6}$/)
  await site.bringToFront()
  await site.getByRole('heading', { name: words.heading }).waitFor()
  await keepScreen(site, `${kept}-code`)
  // The sixth digit sends it.
  await site.getByLabel(field.code).pressSequentially(code)
}
