import { botWords } from '@vitrina/contract/words/bot'
import type { Page } from 'playwright-core'
import type { Shop } from '../harness.ts'
import { botLink, type Registering } from './registering.ts'

/** Follows the waiting page's button into the simulated Telegram as that person, and starts the bot. */
export async function openTelegram({ site, shop }: { site: Page; shop: Shop }, person: Registering): Promise<Page> {
  shop.person({ phone: person.phone, firstName: person.name, lastName: 'Telegram', languageCode: person.locale })
  const opened = site.context().waitForEvent('page')
  await botLink(site).click()
  const telegram = await opened
  await telegram.getByRole('button', { name: person.phone }).click()
  await telegram.locator('.wide-button').click()
  return telegram
}

/** Says «It was me» and shares the contact; the code and the way back are in the chat then. */
export async function confirmByHand(telegram: Page, { locale }: Registering): Promise<{ code: string }> {
  const words = botWords[locale]
  await telegram.getByRole('button', { name: words.mine, exact: true }).click()
  await telegram.getByRole('button', { name: words.shareContact }).click()
  await telegram.getByText(words.confirmed).waitFor()
  await telegram.getByRole('link', { name: words.returnToSite }).waitFor()
  return { code: (await telegram.locator('code').last().textContent()) ?? '' }
}
