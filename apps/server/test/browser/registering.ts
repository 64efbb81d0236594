import type { Locale } from '@vitrina/contract'
import { botWords } from '@vitrina/contract/words/bot'
import { words as en } from '@vitrina/contract/words/site/en'
import { words as ru } from '@vitrina/contract/words/site/ru'
import { words as uz } from '@vitrina/contract/words/site/uz'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { newPhone, payloadOf, receiveCode, type Shop } from '../harness.ts'

export const siteWords = { ru, uz, en }
export const password = 'a long password 7'
const names: Record<Locale, string> = { ru: 'Анна', uz: 'Dilnoza', en: 'Emily' }

export interface Registering {
  name: string
  phone: string
  locale: Locale
}

interface Stage {
  site: Page
  shop: Shop
}

/** Somebody who has not been here before. */
export function somebody(overrides: Partial<Registering> = {}): Registering {
  const { locale = 'ru' } = overrides
  return { name: names[locale], phone: newPhone(), locale, ...overrides }
}

export const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
/** Into the bot with the secret of a registration; the one that only asks for a code is another. */
export const botLink = (site: Page) => site.locator('a[href*="start="]:not([href$="=register"])')

/** Types what the form asks for, and leaves it unsent. */
export async function fillForm(site: Page, { name, phone, locale }: Registering): Promise<void> {
  const { field } = siteWords[locale]
  await site.getByLabel(field.phone, { exact: true }).fill(phone)
  await site.getByLabel(field.name, { exact: true }).fill(name)
  await site.getByLabel(field.password, { exact: true }).fill(password)
}

export const sendForm = (site: Page, { locale }: Registering) =>
  site.getByRole('button', { name: siteWords[locale].register.submit }).click()

/** Comes to the waiting page; nothing has happened in Telegram yet. */
export async function register({ site, shop }: Stage, overrides: Partial<Registering> = {}): Promise<Registering> {
  const person = somebody(overrides)
  await site.goto(`${shop.url}/register`)
  await fillForm(site, person)
  await sendForm(site, person)
  await botLink(site).waitFor()
  return person
}

/** The person goes through the bot; the code and the link that came, with the page asking for the code. */
export async function confirmInTelegram({ site, shop }: Stage, { phone, locale }: Registering) {
  const payload = payloadOf((await botLink(site).getAttribute('href')) ?? '')
  const person = shop.person({ phone, languageCode: locale })
  const words = botWords[locale]
  const code = await receiveCode({ person, payload, words })
  await heading(site, siteWords[locale].code.heading).waitFor()
  return { code, returnLink: returnLinkOf(person, locale) }
}

/** The link under the code in a person's chat. */
export function returnLinkOf(person: ReturnType<Shop['person']>, locale: Locale = 'ru'): string {
  const buttons = person.chat().flatMap(({ inlineKeyboard }) => inlineKeyboard.flat())
  return buttons.find(({ text }) => text === botWords[locale].returnToSite)?.url ?? ''
}

/** Both of these: a registration that only waits for its code. */
export async function reachCode(stage: Stage, overrides: Partial<Registering> = {}) {
  const person = await register(stage, overrides)
  return { ...person, ...(await confirmInTelegram(stage, person)) }
}

/** A code that is surely not `code`. */
export const wrongFor = (code: string, nth = 1) => String((Number(code) + nth) % 1_000_000).padStart(6, '0')

/** As often as one code may be guessed at. */
export const fiveTimes = [1, 2, 3, 4, 5]

/** Types a code and waits for what the server says. */
export async function typeCode(site: Page, code: string): Promise<void> {
  const answered = site.waitForResponse(/\/code$/)
  await site.getByLabel(ru.field.code).pressSequentially(code)
  await answered
}

/** Guesses until nothing is left to type. */
export async function spendAttempts(site: Page, code: string): Promise<void> {
  for (const nth of fiveTimes) {
    await typeCode(site, wrongFor(code, nth))
    if (nth < fiveTimes.length) await expect.poll(() => site.getByLabel(ru.field.code).inputValue()).toBe('')
  }
  await site.getByText(ru.code.spentTitle).waitFor()
}
