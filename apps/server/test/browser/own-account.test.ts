import { botWords } from '@vitrina/contract/words/bot'
import { noticeWords } from '@vitrina/contract/words/notices'
import { words as en } from '@vitrina/contract/words/site/en-cabinet'
import { words as ru } from '@vitrina/contract/words/site/ru-cabinet'
import { words as uz } from '@vitrina/contract/words/site/uz-cabinet'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { hasButton, payloadOf, readCode, type Shop } from '../harness.ts'
import { screens } from './chromium.ts'
import { heading, password, reachCode, siteWords } from './registering.ts'
import { describe, test } from './visit.ts'

const cabinets = { ru, uz, en }

interface Stage {
  site: Page
  shop: Shop
}

async function signIn(stage: Stage, locale: 'ru' | 'uz' | 'en' = 'ru') {
  const registered = await reachCode(stage, { locale })
  await stage.site.getByLabel(siteWords[locale].field.code).pressSequentially(registered.code)
  await stage.site.locator('.identifier').first().waitFor()
  await stage.site.locator('.activity li').first().waitFor()
  return registered
}

const press = (site: Page, name: string) => site.getByRole('button', { name, exact: true }).click()
const grow = (shop: Shop) => shop.database.db.execute(`update sessions set proven_at = now() - interval '11 minutes'`)

describe('the cabinet', () => {
  test('asks for a proof before it unlinks, and then goes on by itself', async ({ site, shop }) => {
    await signIn({ site, shop })
    await grow(shop)
    await press(site, ru.identifiers.label(ru.identifiers.unlink, 'Telegram'))
    await site.getByRole('dialog').getByRole('button', { name: ru.identifiers.unlink }).click()
    const proof = site.getByRole('dialog', { name: ru.stepUp.heading })
    await proof.getByRole('textbox', { name: siteWords.ru.field.password }).fill('not the password')
    await proof.getByRole('button', { name: ru.stepUp.submit }).click()
    await proof.getByRole('alert').waitFor()
    await proof.getByRole('textbox', { name: siteWords.ru.field.password }).fill(password)
    await proof.getByRole('button', { name: ru.stepUp.submit }).click()
    await site.getByText(ru.identifiers.none.telegram).waitFor()
    expect(await site.getByRole('dialog').count()).toBe(0)
  })

  test('links a Telegram by a code from the bot', async ({ site, shop }) => {
    await signIn({ site, shop })
    await press(site, ru.identifiers.label(ru.identifiers.unlink, 'Telegram'))
    await site.getByRole('dialog').getByRole('button', { name: ru.identifiers.unlink }).click()
    await press(site, ru.identifiers.label(ru.identifiers.link, 'Telegram'))
    await press(site, ru.adding.next)
    const link = await site.locator('dialog a[href*="start="]').getAttribute('href')
    const person = shop.person({ languageCode: 'ru' })
    person.start(payloadOf(link ?? ''))
    await person.waitFor(hasButton(botWords.ru.mine))
    person.press(botWords.ru.mine)
    const code = readCode(await person.waitFor(/сайта: \d{6}/))
    await site.getByLabel(ru.proof.code).pressSequentially(code)
    await site.getByText(ru.identifiers.added).waitFor()
    await site.getByRole('button', { name: ru.identifiers.label(ru.identifiers.unlink, 'Telegram') }).waitFor()
  })

  test('changes the password, and says which one is wrong', async ({ site, shop }) => {
    await signIn({ site, shop })
    await press(site, ru.password.change)
    await site.getByLabel(ru.password.current, { exact: true }).fill('not the password')
    await site.getByLabel(ru.password.next, { exact: true }).fill('another long one 8')
    await press(site, ru.password.save)
    await site.locator('.field-said.bad').waitFor()
    await site.getByLabel(ru.password.current, { exact: true }).fill(password)
    await press(site, ru.password.save)
    await site.getByText(ru.password.saved).waitFor()
  })

  test('gives the data as a file, and deletes the account after asking', async ({ site, shop }) => {
    await signIn({ site, shop })
    const coming = site.waitForEvent('download')
    await press(site, ru.data.download)
    expect((await coming).suggestedFilename()).toBe(ru.data.file)
    await press(site, ru.data.erase)
    await press(site, ru.data.eraseConfirm)
    await site.getByText(ru.data.erased).waitFor()
    expect(new URL(site.url()).pathname).toBe('/')
  })

  for (const locale of ['ru', 'uz', 'en'] as const) {
    for (const [screen, options] of Object.entries(screens)) {
      for (const colorScheme of ['light', 'dark'] as const) {
        test(`is shown in ${locale} on a ${screen}, ${colorScheme}`, async ({ open, shop }) => {
          const { context, complaints } = await open({ ...options, locale, colorScheme })
          const site = await context.newPage()
          await signIn({ site, shop }, locale)
          expect(await site.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
          await press(
            site,
            cabinets[locale].identifiers.label(
              cabinets[locale].identifiers.change,
              cabinets[locale].identifiers.kinds.phone,
            ),
          )
          await site.getByRole('dialog').waitFor()
          await press(site, cabinets[locale].proof.cancel)
          await grow(shop)
          await press(site, cabinets[locale].data.download)
          const proof = site.getByRole('dialog', { name: cabinets[locale].stepUp.heading })
          await proof.locator('input[type=password]:focus').waitFor()
          expect(complaints).toEqual([])
        })
      }
    }
  }
})

describe('a forgotten password', () => {
  test('is replaced after a code from Telegram', async ({ site, shop, open }) => {
    const { phone } = await signIn({ site, shop })
    const { context } = await open({ ...screens.phone, locale: 'ru' })
    const other = await context.newPage()
    await other.goto(`${shop.url}/reset`)
    await heading(other, ru.reset.heading).waitFor()
    await press(other, ru.reset.telegramSend)
    const link = await other.locator('a[href*="start="]').getAttribute('href')
    const person = shop.person({ phone, languageCode: 'ru' })
    person.start(payloadOf(link ?? ''))
    await person.waitFor(hasButton(botWords.ru.mine))
    person.press(botWords.ru.mine)
    await person.waitFor(botWords.ru.askContact)
    expect(phone).toBeTruthy()
  })
})

describe('the page behind a letter', () => {
  test('says of a link that is over that it is, and keeps nothing of it in the address', async ({ site, shop }) => {
    await site.goto(`${shop.url}/security#${'A'.repeat(43)}`)
    await heading(site, ru.security.staleHeading).waitFor()
    expect(new URL(site.url()).hash).toBe('')
  })

  test('shows what will happen, and does it at one press', async ({ site, shop }) => {
    await signIn({ site, shop })
    const secret = 'S'.repeat(43)
    const hash = (await import('#platform')).hashToken(secret)
    await expect
      .poll(async () => (await shop.database.db.execute('select id from security_notices')).rows.length)
      .toBeGreaterThan(0)
    await shop.database.db.execute(`update security_notices set token_hash = '${hash}' where kind = 'password_set'
      and id = (select id from security_notices where kind = 'password_set' order by at desc limit 1)`)
    await site.goto(`${shop.url}/security#${secret}`)
    await heading(site, noticeWords.ru.kinds.password_set.title).waitFor()
    await press(site, ru.security.notMine)
    await site.getByText(noticeWords.ru.kinds.password_set.done).waitFor()
    await site.goto(`${shop.url}/account`)
    await heading(site, siteWords.ru.login.heading).waitFor()
  })
})
