import { botWords } from '@vitrina/contract/words/bot'
import { words as ru } from '@vitrina/contract/words/site/ru'
import { words as ways } from '@vitrina/contract/words/site/ru-ways'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { newPhone, readCode, type Shop } from '../harness.ts'
import { pressByKey, tabTo, typeByKey } from './keyboard.ts'
import { heading, reachCode } from './registering.ts'
import { describe, test } from './visit.ts'

type Person = ReturnType<Shop['person']>

const link = (site: Page, name: string) => site.getByRole('link', { name, exact: true })

/** The person tells the bot their number, and is given a code. */
async function askBot(person: Person): Promise<string> {
  person.start()
  await person.waitFor(botWords.ru.offerCode)
  person.shareContact()
  return readCode(await person.waitFor(/\d{6}/))
}

async function typeBotCode(site: Page, { phone, code }: { phone: string; code: string }): Promise<void> {
  await typeByKey(site, site.getByLabel(ru.botCode.phone), phone)
  await typeByKey(site, site.getByLabel(ru.field.code), code)
}

describe('with the keyboard alone, a code from the bot (D3, D7)', () => {
  test('makes an account', async ({ shop, site, visit }) => {
    const person = shop.person({ phone: newPhone(), firstName: 'Дилноза', languageCode: 'ru' })
    const code = await askBot(person)
    await site.goto(`${shop.url}/register`)
    await pressByKey(site, link(site, ways.register.bot.link))
    // Where the page changes, the reader is told, and the next Tab goes on from there.
    await heading(site, ways.register.bot.heading).and(site.locator(':focus')).waitFor()
    await typeBotCode(site, { phone: person.phone, code })
    await heading(site, ru.account.greeting('Дилноза')).and(site.locator(':focus')).waitFor()
    expect(visit.complaints).toEqual([])
  })

  test('opens the account that the number has, from the sign-in page (X1)', async ({ shop, site, open }) => {
    const { phone, code: registering } = await reachCode({ site, shop }, { name: 'Вера' })
    await site.getByLabel(ru.field.code).pressSequentially(registering)
    await heading(site, ru.account.greeting('Вера')).waitFor()
    const person = shop.simulator.people().find((one) => one.phone === phone)
    const code = await askBot(person as Person)

    const { context } = await open({ locale: 'ru' })
    const other = await context.newPage()
    await other.goto(`${shop.url}/login`)
    await pressByKey(other, link(other, ways.login.bot))
    await tabTo(other, other.getByRole('link', { name: ru.botCode.open }))
    await typeBotCode(other, { phone, code })
    await heading(other, ru.account.greeting('Вера')).waitFor()
  })
})

/** Begins in this browser what a site of one's own begins by the API: a code for a name in Telegram (C1). */
async function beginByName({ site, shop }: { site: Page; shop: Shop }, telegramUsername: string): Promise<void> {
  await site.goto(shop.url)
  const body = { method: 'telegram_code', name: 'Тимур', telegramUsername, locale: 'ru' }
  const begun = await site.request.post(`${shop.url}/api/auth/verifications`, {
    data: body,
    headers: { origin: shop.url },
  })
  const { id } = (await begun.json()) as { id: string }
  await site.goto(`${shop.url}/register/${id}`)
}

describe('with the keyboard alone, a code for a name in Telegram (C1, C9)', () => {
  test('makes an account, and opens the same one the next time', async ({ shop, site, open }) => {
    const person = shop.person({ username: 'timur_keys', languageCode: 'ru' })
    person.start()
    await person.waitFor(botWords.ru.offerCode)
    for (const visit of ['first', 'next']) {
      const { context } = await open({ locale: 'ru' })
      const page = visit === 'first' ? site : await context.newPage()
      await beginByName({ site: page, shop }, 'timur_keys')
      await heading(page, ru.code.heading).waitFor()
      const isCode = ({ text }: { text: string }) => /\d{6}/.test(text)
      const code = readCode(person.chat().findLast(isCode) ?? { text: '' })
      await typeByKey(page, page.getByLabel(ru.field.code), code)
      await heading(page, ru.account.greeting('Тимур')).waitFor()
    }
    const { rows } = await shop.database.db.execute(`select id from customers where telegram_username = 'timur_keys'`)
    expect(rows).toHaveLength(1)
  })
})
