import { type Locale, locales } from '@vitrina/contract'
import { botWords } from '@vitrina/contract/words/bot'
import { words as ru } from '@vitrina/contract/words/site/ru'
import { words as cabinet } from '@vitrina/contract/words/site/ru-cabinet'
import { words as ways } from '@vitrina/contract/words/site/ru-ways'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { newPhone, readCode, type Shop } from '../harness.ts'
import { screens } from './chromium.ts'
import { heading, siteWords, wrongFor } from './registering.ts'
import { personButton } from './telegram-page.ts'
import { describe, test } from './visit.ts'

const cases = locales.flatMap((locale) => (['desktop', 'phone'] as const).map((screen) => ({ locale, screen })))

/** Follows the site's link into the simulated Telegram, and shares the contact there; the code is in the chat then. */
async function getCode(site: Page, shop: Shop, { link, locale }: { link: string; locale: Locale }) {
  const person = shop.person({ phone: newPhone(), firstName: 'Дилноза', languageCode: locale })
  const opened = site.context().waitForEvent('page')
  await site.getByRole('link', { name: link }).click()
  const telegram = await opened
  await personButton(telegram, person.phone).click()
  await telegram.locator('.wide-button').click()
  await telegram.getByRole('button', { name: botWords[locale].shareContact }).click()
  await telegram.getByRole('link', { name: botWords[locale].openRegisterPage }).waitFor()
  return { phone: person.phone, code: (await telegram.locator('code').last().textContent()) ?? '' }
}

/** A person who got their code without any page. */
async function comeFromBot(shop: Shop) {
  const person = shop.person({ phone: newPhone(), languageCode: 'ru' })
  person.start()
  await person.waitFor(botWords.ru.offerCode)
  person.shareContact()
  return { phone: person.phone, code: readCode(await person.waitFor(/\d{6}/)) }
}

describe('a person who begins in the bot signs in on the site (D1, D3, D7)', () => {
  test.for(cases)('in $locale on a $screen', async ({ locale, screen }, { shop, open }) => {
    const { context, complaints } = await open({ ...screens[screen], locale })
    const site = await context.newPage()
    const { botCode, field, account } = siteWords[locale]
    await site.goto(`${shop.url}/register?way=bot`)
    const { phone, code } = await getCode(site, shop, { link: botCode.open, locale })
    expect(code).toMatch(/^\d{6}$/)
    await site.bringToFront()
    await site.getByLabel(botCode.phone).fill(phone)
    // The sixth digit sends it.
    await site.getByLabel(field.code).pressSequentially(code)
    await heading(site, account.greeting('Дилноза')).waitFor()
    expect(complaints).toEqual([])
  })

  test('and is told of a code whose answer was lost that it may have been used', async ({ site, shop }) => {
    const { phone, code } = await comeFromBot(shop)
    await site.goto(`${shop.url}/register?way=bot`)
    await site.getByLabel(ru.botCode.phone).fill(phone)
    await site.route('**/api/auth/bot-code', (route) => route.fetch().then(() => route.abort()), { times: 1 })
    await site.getByLabel(ru.field.code).pressSequentially(code)
    await site.getByRole('alert').getByText(ru.network).waitFor()
    await site.getByRole('button', { name: ru.botCode.submit }).click()
    await site.getByText(ru.botCode.used).waitFor()
    expect(await site.getByText(ru.botCode.wrong).count()).toBe(0)
  })

  test('from the sign-in page', async ({ site, shop }) => {
    await site.goto(`${shop.url}/login`)
    expect(await site.getByLabel(ru.field.code).count()).toBe(0)
    await site.getByRole('link', { name: ways.login.bot, exact: true }).click()
    const { phone, code } = await getCode(site, shop, { link: ru.botCode.open, locale: 'ru' })
    await site.bringToFront()
    await site.getByLabel(ru.botCode.phone).fill(phone)
    await site.getByLabel(ru.field.code).pressSequentially(code)
    await heading(site, ru.account.greeting('Дилноза')).waitFor()
  })
})

describe('a number that was only typed in the bot', () => {
  test('stands in the account as unconfirmed, and what a password would be typed with is said beforehand (D5, C4)', async ({
    site,
    shop,
  }) => {
    const person = shop.person({ languageCode: 'ru' })
    person.start()
    await person.waitFor(botWords.ru.offerCode)
    person.say(person.phone)
    const code = readCode(await person.waitFor(/\d{6}/))
    await site.goto(`${shop.url}/register?way=bot`)
    await site.getByLabel(ru.botCode.phone).fill(person.phone)
    await site.getByLabel(ru.field.code).pressSequentially(code)
    const phone = site.locator('.identifier').first()
    await phone.getByText(cabinet.identifiers.unverified, { exact: true }).waitFor()
    expect((await phone.textContent())?.replace(/\D/g, '')).toBe(person.phone.slice(1))
    const { label, verify, kinds } = cabinet.identifiers
    await site.getByRole('button', { name: label(verify, kinds.phone) }).waitFor()
    await site.getByText(cabinet.password.hasNotNameless).waitFor()
  })
})

describe('number and code are judged as they are typed (D7)', () => {
  test.override('look', { ...screens.phone, locale: 'ru' })

  test('what is only not whole is not told off, what cannot become right is', async ({ site, shop }) => {
    await site.goto(`${shop.url}/register?way=bot`)
    const phone = site.getByLabel(ru.botCode.phone)
    await phone.pressSequentially('+99890')
    expect(await phone.getAttribute('aria-invalid')).toBeNull()
    await phone.blur()
    await site.getByText(ru.field.errors.phone_incomplete).waitFor()
    await phone.fill('+9989012345678')
    await site.getByText(ru.field.errors.phone_invalid).waitFor()
    await phone.fill('')
    await phone.pressSequentially('901234567')
    await phone.blur()
    expect(await phone.inputValue()).toBe('+998 90 123 45 67')
    await site.getByLabel(ru.field.code).pressSequentially('12a3')
    expect(await site.getByLabel(ru.field.code).inputValue()).toBe('123')
    await site.getByText(ru.botCode.codeLeft(3)).waitFor()
  })

  test('nothing is sent before both are there', async ({ site, shop }) => {
    let sent = 0
    site.on('request', (request) => request.url().endsWith('/bot-code') && sent++)
    await site.goto(`${shop.url}/register?way=bot`)
    await site.getByRole('button', { name: ru.botCode.submit }).click()
    await site.getByText(ru.field.errors.phone_required).waitFor()
    await site.getByText(ru.field.errors.code_malformed).waitFor()
    await site.getByLabel(ru.field.code).pressSequentially('123456')
    expect(sent).toBe(0)
  })

  test('a wrong code is said, costs one try however often it is typed, and the right one follows (S15)', async ({
    site,
    shop,
  }) => {
    let sent = 0
    site.on('request', (request) => request.url().endsWith('/bot-code') && sent++)
    const { phone, code } = await comeFromBot(shop)
    await site.goto(`${shop.url}/register?way=bot`)
    await site.getByLabel(ru.botCode.phone).fill(phone)
    const input = site.getByLabel(ru.field.code)
    for (const _ of ['first', 'again']) {
      await input.pressSequentially(wrongFor(code))
      await site.getByText(ru.botCode.wrong).waitFor()
      await expect.poll(() => input.inputValue()).toBe('')
    }
    expect(sent).toBe(1)
    await input.pressSequentially(code)
    await site.waitForURL('**/account')
  })

  test('without a bot there is no way through it', async ({ context, site, shop }) => {
    await context.route('**/api/config', async (route) => {
      const config = (await (await route.fetch()).json()) as object
      await route.fulfill({ json: { ...config, botLink: null, methods: [] } })
    })
    await site.goto(`${shop.url}/register?way=bot`)
    await site.getByRole('heading', { level: 1 }).waitFor()
    expect(await site.getByText(ru.botCode.open).count()).toBe(0)
  })
})
