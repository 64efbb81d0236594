import { botWords } from '@vitrina/contract/words/bot'
import { words as ru } from '@vitrina/contract/words/site/ru'
import type { Page } from 'playwright-core'
import { payloadOf, receiveCode, type Shop } from '../harness.ts'

export const password = 'a long password 7'

/** Fills the form in and comes to the waiting page; nothing has happened in Telegram yet. */
export async function fillForm(site: Page, shop: Shop, { phone, name = 'Анна' }: { phone: string; name?: string }) {
  await site.goto(`${shop.url}/register`)
  await site.getByLabel(ru.field.phone, { exact: true }).fill(phone)
  await site.getByLabel(ru.field.name, { exact: true }).fill(name)
  await site.getByLabel(ru.field.password, { exact: true }).fill(password)
  await site.getByRole('button', { name: ru.register.submit }).click()
  await botLink(site).waitFor()
}

export const botLink = (site: Page) => site.locator('a[href*="start="]')

/** The person goes through the bot, in Russian; the code that came, with the page asking for it. */
export async function reachCode(site: Page, shop: Shop, phone: string): Promise<{ code: string; returnLink: string }> {
  const payload = payloadOf((await botLink(site).getAttribute('href')) ?? '')
  const person = shop.person({ phone, languageCode: 'ru' })
  const code = await receiveCode({ person, payload, words: botWords.ru })
  await site.getByRole('heading', { name: ru.code.heading }).waitFor()
  const buttons = person.chat().flatMap(({ inlineKeyboard }) => inlineKeyboard.flat())
  return { code, returnLink: buttons.find(({ text }) => text === botWords.ru.returnToSite)?.url ?? '' }
}

/** A code that is surely not `code`. */
export const wrongFor = (code: string, nth = 1) => String((Number(code) + nth) % 1_000_000).padStart(6, '0')
