import type { FrameLocator, Page } from 'playwright-core'
import { freePortForDemo } from '../free-port.ts'
import { newPhone, openShop } from '../harness.ts'
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

const MENU = 'Магазин'

/** Somebody new takes the simulated phone, and has the chat with the bot open. */
export async function takePhone(page: Page, telegramUrl: string, { firstName = 'Анна', languageCode = 'ru' } = {}) {
  const phone = newPhone()
  const newcomer = { firstName, lastName: 'Соколова', phone, languageCode }
  const headers = { 'content-type': 'application/json' }
  await fetch(`${telegramUrl}/simulator/people`, { method: 'POST', headers, body: JSON.stringify(newcomer) })
  await page.goto(telegramUrl)
  // A phone that somebody used before shows who; a new one asks.
  const switching = page.locator('.me')
  const person = page.getByRole('button', { name: phone })
  await switching.or(person).first().waitFor()
  if (await switching.isVisible()) await switching.click()
  await person.click()
  await page.locator('.wide-button').click()
  await page.getByRole('button', { name: MENU, exact: true }).waitFor()
  return { phone }
}

export async function openMiniApp(page: Page): Promise<FrameLocator> {
  await page.getByRole('button', { name: MENU, exact: true }).click()
  return page.frameLocator('.mini-app iframe')
}

export const frameOf = (page: Page, url: string) => page.frames().find((frame) => frame.url().startsWith(url))
