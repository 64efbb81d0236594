import { words as ru } from '@vitrina/contract/words/site/ru'
import { words as ways } from '@vitrina/contract/words/site/ru-ways'
import type { BrowserContext, Page } from 'playwright-core'
import { vi } from 'vitest'
import { readCode, type Shop } from '../harness.ts'
import { heading } from './registering.ts'

let people = 0

/** A mailbox that no other test of the file has. */
export const newEmail = () => `vera.${++people}@shop.example`

/** Answers `/api/config` with something changed. */
export async function configure(context: BrowserContext, change: (config: any) => object): Promise<void> {
  await context.route('**/api/config', async (route) => {
    const config = await (await route.fetch()).json()
    await route.fulfill({ json: { ...config, ...change(config) } })
  })
}

/** Opens the registration at one of its other ways. */
export async function openWay({ site, shop }: { site: Page; shop: Shop }, way: 'name' | 'email' | 'sms') {
  await site.goto(`${shop.url}/register?way=${way}`)
  await heading(site, ways.register[way].heading).waitFor()
}

/** Fills the form of the way by mail in, and sends it. */
export async function askForCode(site: Page, { email, name }: { email: string; name: string }): Promise<void> {
  await site.getByLabel(ways.email, { exact: true }).fill(email)
  await site.getByLabel(ru.field.name, { exact: true }).fill(name)
  await site.getByRole('button', { name: ways.getCode }).click()
}

/** The code in the `nth` letter to a mailbox. */
export function receiveLetter({ simulator }: Shop, email: string, nth = 1): Promise<string> {
  const find = () => {
    const letters = simulator.mail.letters(email)
    if (letters.length < nth) throw new Error(`${letters.length} letters have come, not ${nth}`)
    return readCode({ text: letters[0]?.text ?? '' })
  }
  return vi.waitFor(find, { timeout: 20_000, interval: 20 })
}

/** Somebody who has an account by mail, and is signed out again. */
export async function haveAccount({ site, shop }: { site: Page; shop: Shop }): Promise<string> {
  const email = newEmail()
  await openWay({ site, shop }, 'email')
  await askForCode(site, { email, name: 'Вера' })
  await site.getByLabel(ways.carried.email.label).pressSequentially(await receiveLetter(shop, email))
  await site.locator('.identifier').first().waitFor()
  await site.getByRole('button', { name: ru.account.signOut, exact: true }).click()
  await site.getByText(ru.account.signedOut).waitFor()
  return email
}
