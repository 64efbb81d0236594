import { botWords } from '@vitrina/contract/words/bot'
import { words as ru } from '@vitrina/contract/words/site/ru'
import { words as cabinet } from '@vitrina/contract/words/site/ru-cabinet'
import { words as ways } from '@vitrina/contract/words/site/ru-ways'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { hasButton, payloadOf, type Shop } from '../harness.ts'
import { screens } from './chromium.ts'
import { askForCode, newEmail, openWay, receiveLetter } from './other-ways.ts'
import { heading, password, reachCode } from './registering.ts'
import { describe, test } from './visit.ts'

interface Stage {
  site: Page
  shop: Shop
}

const told = ['authorization', 'content-type', 'cookie', 'origin', 'sec-fetch-site', 'user-agent']

/** The server does what the next code asks of it, and its answer is lost on the way, cookies and all. */
async function loseAnswer(site: Page): Promise<void> {
  const lose = async (route: Parameters<Parameters<Page['route']>[1]>[0]) => {
    const request = route.request()
    const all = await request.allHeaders()
    const headers = Object.fromEntries(told.flatMap((name) => (all[name] ? [[name, all[name]]] : [])))
    const answer = await fetch(request.url(), { method: 'POST', headers, body: request.postData() })
    expect(answer.status).toBe(200)
    await route.abort()
  }
  await site.route('**/api/auth/verifications/*/code', lose, { times: 1 })
}

async function registerByMail({ site, shop }: Stage, email: string): Promise<void> {
  await openWay({ site, shop }, 'email')
  await askForCode(site, { email, name: 'Вера' })
  const code = await receiveLetter(shop, email)
  const field = site.getByLabel(ways.carried.email.label)
  await field.waitFor()
  await loseAnswer(site)
  await field.pressSequentially(code)
}

describe('a right code whose answer was lost', () => {
  test.override('look', { ...screens.phone, locale: 'ru' })

  test('is said to be used, with the way to another one to the same mailbox (S15)', async ({ site, shop }) => {
    const email = newEmail()
    await registerByMail({ site, shop }, email)
    await heading(site, ways.waiting.usedHeading).waitFor()
    await site.reload()
    await heading(site, ways.waiting.usedHeading).waitFor()
    await site.getByText(ways.waiting.used).waitFor()
    await site.getByRole('link', { name: ways.login.password }).waitFor()
    await site.getByRole('link', { name: ways.getCode }).click()
    await site.getByLabel(ways.email, { exact: true }).fill(email)
    await site.getByRole('button', { name: ways.getCode }).click()
    await site.getByLabel(ways.carried.email.label).pressSequentially(await receiveLetter(shop, email, 2))
    await heading(site, ru.account.greeting('Вера')).waitFor()
  })

  test('has the address in the next form already, and nobody who comes after finds it there', async ({
    site,
    shop,
  }) => {
    const email = newEmail()
    await registerByMail({ site, shop }, email)
    await site.getByRole('link', { name: ways.getCode }).click()
    const field = site.getByLabel(ways.email, { exact: true })
    await field.waitFor()
    expect(await field.inputValue()).toBe(email)
    await site.getByRole('button', { name: ways.getCode }).click()
    await site.getByLabel(ways.carried.email.label).pressSequentially(await receiveLetter(shop, email, 2))
    await site.getByRole('button', { name: ru.account.signOut, exact: true }).click()
    await site.getByText(ru.account.signedOut).waitFor()
    await site.getByRole('link', { name: ru.login.submit }).first().click()
    const identifier = site.getByLabel(ru.field.identifier)
    await identifier.waitFor()
    expect(await identifier.inputValue()).toBe('')
  })

  test('through Telegram leads to the sign-in, where the password still opens', async ({ site, shop }) => {
    const { code, phone } = await reachCode({ site, shop })
    await loseAnswer(site)
    await site.getByLabel(ru.field.code).pressSequentially(code)
    await heading(site, ways.waiting.usedHeading).waitFor()
    await site.getByRole('main').getByRole('link', { name: ru.login.submit }).click()
    await heading(site, ru.login.heading).waitFor()
    expect((await site.getByLabel(ru.field.identifier).inputValue()).replace(/\D/g, '')).toBe(phone.slice(1))
    await site.getByLabel(ru.field.password, { exact: true }).fill(password)
    await site.getByRole('button', { name: ru.login.submit, exact: true }).click()
    await heading(site, ru.account.greeting('Анна')).waitFor()
  })
})

describe('a new password', () => {
  test('whose code was right and whose answer was lost is begun again', async ({ site, shop }) => {
    const email = newEmail()
    await openWay({ site, shop }, 'email')
    await askForCode(site, { email, name: 'Вера' })
    await site.getByLabel(ways.carried.email.label).pressSequentially(await receiveLetter(shop, email))
    await site.getByRole('button', { name: ru.account.signOut, exact: true }).click()
    await site.getByText(ru.account.signedOut).waitFor()
    await site.goto(`${shop.url}/reset`)
    await site.getByRole('textbox', { name: ways.email }).fill(email)
    await press(site, cabinet.reset.send)
    const code = await receiveLetter(shop, email, 2)
    await loseAnswer(site)
    await site.getByLabel(cabinet.proof.code).pressSequentially(code)
    await site.getByText(cabinet.proof.used).waitFor()
    await press(site, cabinet.proof.startOver)
    expect(await site.getByRole('textbox', { name: ways.email }).inputValue()).toBe(email)
  })
})

const press = (site: Page, name: string) => site.getByRole('button', { name, exact: true }).click()

async function signIn({ site, shop }: Stage): Promise<string> {
  const { code, phone } = await reachCode({ site, shop })
  await site.getByLabel(ru.field.code).pressSequentially(code)
  await site.locator('.identifier').first().waitFor()
  return phone
}

describe('a proof in the cabinet', () => {
  test('whose answer was lost has added what it proved, and the page goes on', async ({ site, shop }) => {
    await signIn({ site, shop })
    const email = newEmail()
    await press(site, cabinet.identifiers.label(cabinet.identifiers.add, cabinet.identifiers.kinds.email))
    await site.getByRole('dialog').getByRole('textbox').fill(email)
    await press(site, cabinet.adding.next)
    const code = await receiveLetter(shop, email)
    await loseAnswer(site)
    await site.getByLabel(cabinet.proof.code).pressSequentially(code)
    await site.getByText(cabinet.identifiers.added).waitFor()
    await site.locator('.identifier').getByText(email).waitFor()
    await site.reload()
    await site.locator('.identifier').getByText(email).waitFor()
  })

  test('finished by the bot’s link in another tab goes on in this one (S1)', async ({ context, site, shop }) => {
    await signIn({ site, shop })
    await press(site, cabinet.identifiers.label(cabinet.identifiers.unlink, 'Telegram'))
    await site.getByRole('dialog').getByRole('button', { name: cabinet.identifiers.unlink }).click()
    await press(site, cabinet.identifiers.label(cabinet.identifiers.link, 'Telegram'))
    await press(site, cabinet.adding.next)
    const link = await site.locator('dialog a[href*="start="]').getAttribute('href')
    const person = shop.person({ languageCode: 'ru' })
    person.start(payloadOf(link ?? ''))
    await person.waitFor(hasButton(botWords.ru.mine))
    person.press(botWords.ru.mine)
    await person.waitFor(/сайта: \d{6}/)
    const buttons = person.chat().flatMap(({ inlineKeyboard }) => inlineKeyboard.flat())
    const other = await context.newPage()
    await other.goto(buttons.find(({ text }) => text === botWords.ru.returnToSite)?.url ?? '')
    await heading(other, ru.account.greeting('Анна')).waitFor()
    await site.getByText(cabinet.identifiers.added).waitFor()
    await site
      .getByRole('button', { name: cabinet.identifiers.label(cabinet.identifiers.unlink, 'Telegram') })
      .waitFor()
  })
})
