import { botWords } from '@vitrina/contract/words/bot'
import type { Page } from 'playwright-core'
import { botLink, type Registering } from './registering.ts'

interface Newcomer {
  phone: string
  firstName: string
  lastName: string
  languageCode: string
}

interface Stage {
  site: Page
  /** Where people are added to the simulated Telegram. */
  shop: { person(newcomer: Newcomer): unknown }
}

/** Follows the waiting page's button into the simulated Telegram as that person, and starts the bot. */
export async function openTelegram({ site, shop }: Stage, person: Registering): Promise<Page> {
  await shop.person({ phone: person.phone, firstName: person.name, lastName: 'Telegram', languageCode: person.locale })
  const opened = site.context().waitForEvent('page')
  await botLink(site).click()
  const telegram = await opened
  await personButton(telegram, person.phone).click()
  await telegram.locator('.wide-button').click()
  return telegram
}

/** Whoever has this number, which is written in groups there. */
export const personButton = (telegram: Page, phone: string) =>
  telegram.getByRole('button', { name: new RegExp([...phone.slice(1)].join(' ?')) })

/** Adds somebody to the simulated Telegram of a demo. */
export async function addPerson(telegramUrl: string, newcomer: Newcomer): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  await fetch(`${telegramUrl}/simulator/people`, { method: 'POST', headers, body: JSON.stringify(newcomer) })
}

/** Says «It was me» and shares the contact; the code and the way back are in the chat then. */
export async function confirmByHand(telegram: Page, { locale }: Registering): Promise<{ code: string }> {
  const words = botWords[locale]
  await telegram.getByRole('button', { name: words.mine, exact: true }).click()
  await telegram.getByRole('button', { name: words.shareContact }).click()
  await telegram.getByText(words.confirmed).waitFor()
  await telegram.locator('.inline-keyboard').getByRole('link', { name: words.returnToSite }).waitFor()
  return { code: (await telegram.locator('code').last().textContent()) ?? '' }
}
