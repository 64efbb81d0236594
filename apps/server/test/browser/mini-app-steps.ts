import type { Locale } from '@vitrina/contract'
import { botWords } from '@vitrina/contract/words/bot'
import type { FrameLocator, Page } from 'playwright-core'
import { freePortForDemo } from '../free-port.ts'
import { newPhone, openShop } from '../harness.ts'
import { addPerson, personButton } from './telegram-page.ts'
import { test as visiting } from './visit.ts'

/** The demo as it is: the shop starts its own Telegram beside itself. */
export const test = visiting
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads from the pattern which others are asked for
  .extend('demo', { scope: 'file' }, async ({}, { onCleanup }) => {
    const port = await freePortForDemo()
    const demo = await openShop({ port, publicUrl: `http://127.0.0.1:${port}`, telegram: undefined })
    onCleanup(() => demo.close())
    return { url: demo.url, telegramUrl: demo.apps[0]?.demoUrl ?? '', database: demo.database }
  })

const menuOf = (page: Page, locale: Locale) =>
  page.getByRole('button', { name: botWords[locale].openShop, exact: true })

/** Somebody new takes the simulated phone, and has the chat with the bot open. */
export async function takePhone(
  page: Page,
  telegramUrl: string,
  { firstName = 'Анна', languageCode = 'ru' as Locale } = {},
) {
  const phone = newPhone()
  await addPerson(telegramUrl, { firstName, lastName: 'Соколова', phone, languageCode })
  await page.goto(telegramUrl)
  // A phone that somebody used before shows who; a new one asks.
  const switching = page.locator('.me')
  const person = personButton(page, phone)
  await switching.or(person).first().waitFor()
  if (await switching.isVisible()) await switching.click()
  await person.click()
  await page.locator('.wide-button').click()
  await menuOf(page, languageCode).waitFor()
  return { phone }
}

export async function openMiniApp(page: Page, locale: Locale = 'ru'): Promise<FrameLocator> {
  await menuOf(page, locale).click()
  return page.frameLocator('.mini-app iframe')
}

export const frameOf = (page: Page, url: string) => page.frames().find((frame) => frame.url().startsWith(url))

/** Telegram's own large button below the page. */
export const mainButton = (page: Page) => page.locator('.mini-app-main')
export const appHeading = (app: FrameLocator, name: string) => app.getByRole('heading', { level: 1, name })
