import type { Locale } from '@vitrina/contract'
import { botWords } from '@vitrina/contract/words/bot'
import { words as ru } from '@vitrina/contract/words/site/ru-cabinet'
import type { Page } from 'playwright-core'
import { hasButton, payloadOf, readCode, type Shop } from '../harness.ts'
import { reachCode, returnLinkOf, siteWords } from './registering.ts'

export interface Stage {
  site: Page
  shop: Shop
}

/** Registers somebody new, into their cabinet. */
export async function signIn(stage: Stage, locale: Locale = 'ru') {
  const registered = await reachCode(stage, { locale })
  await stage.site.getByLabel(siteWords[locale].field.code).pressSequentially(registered.code)
  await stage.site.locator('.identifier').first().waitFor()
  await stage.site.locator('.activity li').first().waitFor()
  return registered
}

/** In the cabinet, names an address to be added; its code goes out then. */
export async function nameEmail(site: Page, email: string): Promise<void> {
  const { identifiers, adding } = ru
  await site
    .getByRole('button', { name: identifiers.label(identifiers.add, identifiers.kinds.email), exact: true })
    .click()
  await site.getByRole('dialog').getByRole('textbox').fill(email)
  await site.getByRole('button', { name: adding.next, exact: true }).click()
}

/** In the cabinet, unlinks the Telegram and links another, up to what came into its chat: the question, the code, and the link under it. */
export async function relinkTelegram({
  site,
  shop,
}: Stage): Promise<{ code: string; returnLink: string; asked: string }> {
  const press = (name: string) => site.getByRole('button', { name, exact: true }).click()
  await press(ru.identifiers.label(ru.identifiers.unlink, 'Telegram'))
  await site.getByRole('dialog').getByRole('button', { name: ru.identifiers.unlink }).click()
  await press(ru.identifiers.label(ru.identifiers.link, 'Telegram'))
  await press(ru.adding.next)
  const link = await site.locator('dialog a[href*="start="]').getAttribute('href')
  const person = shop.person({ languageCode: 'ru' })
  person.start(payloadOf(link ?? ''))
  const asked = await person.waitFor(hasButton(botWords.ru.mine))
  person.press(botWords.ru.mine)
  const code = readCode(await person.waitFor(/сайта: \d{6}/))
  return { code, returnLink: returnLinkOf(person), asked: asked.text }
}
