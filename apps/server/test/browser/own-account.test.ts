import { maskPhone, type Phone } from '@vitrina/contract'
import { botWords } from '@vitrina/contract/words/bot'
import { noticeWords } from '@vitrina/contract/words/notices'
import { words as en } from '@vitrina/contract/words/site/en-cabinet'
import { words as ru } from '@vitrina/contract/words/site/ru-cabinet'
import { words as ruWays } from '@vitrina/contract/words/site/ru-ways'
import { words as uz } from '@vitrina/contract/words/site/uz-cabinet'
import type { Page, Route } from 'playwright-core'
import { expect } from 'vitest'
import { hasButton, newPhone, payloadOf, receiveCode, type Shop } from '../harness.ts'
import { nameEmail, relinkTelegram, type Stage, signIn } from './cabinet-steps.ts'
import { screens } from './chromium.ts'
import { configure } from './other-ways.ts'
import { heading, password, siteWords, wrongFor } from './registering.ts'
import { describe, test } from './visit.ts'

const cabinets = { ru, uz, en }

const press = (site: Page, name: string) => site.getByRole('button', { name, exact: true }).click()
const grow = (shop: Shop) => shop.database.db.execute(`update sessions set proven_at = now() - interval '11 minutes'`)

/** The code in the letter that came to a mailbox. */
async function codeByMail(shop: Shop, email: string): Promise<string> {
  const codeIn = () => shop.simulator.mail.letters(email).flatMap(({ text }) => /: (\d{6})\b/.exec(text)?.[1] ?? [])[0]
  await expect.poll(codeIn, { timeout: 10_000 }).toBeDefined()
  return codeIn() ?? ''
}

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
    await site.getByRole('dialog').waitFor({ state: 'detached' })
  })

  for (const [locale, question] of [
    ['ru', 'Удалить телефон?'],
    ['uz', 'Telefon oʻchirilsinmi?'],
    ['en', 'Remove the phone?'],
  ] as const) {
    test(`asks in ${locale}, in a sentence, before it removes a phone`, async ({ open, shop }) => {
      const { context } = await open({ ...screens.phone, locale })
      const site = await context.newPage()
      await signIn({ site, shop }, locale)
      const { identifiers } = cabinets[locale]
      await press(site, identifiers.label(identifiers.remove, identifiers.kinds.phone))
      const dialog = site.getByRole('dialog', { name: question, exact: true })
      await dialog.getByRole('button', { name: identifiers.remove, exact: true }).click()
      await site.getByText(identifiers.none.phone, { exact: true }).waitFor()
    })
  }

  test('puts a question that was left open to nobody who comes later', async ({ site, shop }) => {
    await signIn({ site, shop })
    // A step within the page, so that a step back loads nothing anew.
    for (const path of ['/', '/account']) await site.locator(`header a[href="${path}"]`).first().click()
    await grow(shop)
    await press(site, ru.data.erase)
    await press(site, ru.data.eraseConfirm)
    const proof = site.getByRole('dialog', { name: ru.stepUp.heading })
    await proof.waitFor()
    await site.goBack()
    await proof.waitFor({ state: 'detached' })
    await site.goForward()
    await site.locator('.identifier').first().waitFor()
    expect(await proof.count()).toBe(0)
  })

  test('turns to the first language that is ever chosen here, and stays in it (X2)', async ({ site, shop }) => {
    await signIn({ site, shop })
    const languages = site.getByRole('radiogroup', { name: siteWords.ru.account.language })
    await languages.getByRole('radio', { name: siteWords.ru.languages.en }).press('Space')
    await site.getByRole('radiogroup', { name: siteWords.en.account.language }).waitFor()
    await site.waitForLoadState('networkidle')
    expect(await site.locator('html').getAttribute('lang')).toBe('en')
  })

  test('says of a password that there is nothing left to type it with', async ({ site, shop }) => {
    await signIn({ site, shop })
    await site.getByText(ru.password.has).waitFor()
    await press(site, ru.identifiers.label(ru.identifiers.remove, ru.identifiers.kinds.phone))
    await site.getByRole('dialog').getByRole('button', { name: ru.identifiers.remove }).click()
    await site.getByText(ru.password.hasNameless).waitFor()
  })

  test('says of what is confirmed in the account that it is, and sends it no code', async ({ site, shop }) => {
    const { phone } = await signIn({ site, shop })
    let asked = 0
    site.on('request', (request) => request.url().endsWith('/api/auth/verifications') && asked++)
    await press(site, ru.identifiers.label(ru.identifiers.change, ru.identifiers.kinds.phone))
    const dialog = site.getByRole('dialog')
    await dialog.getByRole('textbox').fill(phone.slice(1))
    await press(site, ru.adding.next)
    await dialog.getByText(ru.adding.own.phone).waitFor()
    expect(asked).toBe(0)
    await press(site, ru.proof.cancel)

    const email = `own${phone.slice(1)}@shop.example`
    await nameEmail(site, email)
    await dialog.getByLabel(ru.proof.code).pressSequentially(await codeByMail(shop, email))
    await site.locator('.identifier').getByText(email).waitFor()
    await press(site, ru.identifiers.label(ru.identifiers.change, ru.identifiers.kinds.email))
    await dialog.getByRole('textbox').fill(email.toUpperCase())
    await press(site, ru.adding.next)
    await dialog.getByText(ru.adding.own.email).waitFor()
    expect(asked).toBe(1)
  })

  test('links a Telegram by a code from the bot, which has said whose account it is (X6)', async ({ site, shop }) => {
    const { name } = await signIn({ site, shop })
    const { code, asked } = await relinkTelegram({ site, shop })
    expect(asked).toContain(`Имя: ${name}\n`)
    await site.getByLabel(ru.proof.code).pressSequentially(code)
    await site.getByText(ru.identifiers.added).waitFor()
    await site.locator('.activity').getByText(ru.activity.continued, { exact: true }).waitFor()
    await site.getByRole('button', { name: ru.identifiers.label(ru.identifiers.unlink, 'Telegram') }).waitFor()
  })

  test('keeps the question for a code through a reload and a step back, until it is answered', async ({
    site,
    shop,
  }) => {
    const { phone } = await signIn({ site, shop })
    for (const path of ['/', '/account']) await site.locator(`header a[href="${path}"]`).first().click()
    const email = `kept${phone.slice(1)}@shop.example`
    await nameEmail(site, email)
    const dialog = site.getByRole('dialog', { name: ru.adding.email })
    const field = dialog.getByLabel(ru.proof.code)
    await field.waitFor()
    await site.goBack()
    await dialog.waitFor({ state: 'detached' })
    await site.goForward()
    await field.waitFor()
    await site.reload()
    await dialog.getByText(email).waitFor()
    await field.pressSequentially(await codeByMail(shop, email))
    await site.locator('.identifier').getByText(email).waitFor()
    await site.reload()
    await site.locator('.identifier').getByText(email).waitFor()
    expect(await site.getByRole('dialog').count()).toBe(0)
    expect(await site.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain('kept')
  })

  test('is not asked for a code again by what was given up before its answer came', async ({ site, shop }) => {
    const { phone } = await signIn({ site, shop })
    const released = Promise.withResolvers<void>()
    const hold = (route: Route) => released.promise.then(() => route.continue())
    await site.route('**/api/auth/verifications', hold, { times: 1 })
    const dialog = site.getByRole('dialog')
    await nameEmail(site, `late${phone.slice(1)}@shop.example`)
    await press(site, ru.proof.cancel)
    const answered = site.waitForResponse('**/api/auth/verifications')
    released.resolve()
    await answered
    await site.reload()
    await site.locator('.identifier').first().waitFor()
    expect(await dialog.count()).toBe(0)
  })

  test('keeps nothing of what was being added once its owner is signed out, in another tab even', async ({
    context,
    site,
    shop,
  }) => {
    const { phone } = await signIn({ site, shop })
    await nameEmail(site, `left${phone.slice(1)}@shop.example`)
    await site.getByLabel(ru.proof.code).waitFor()
    const kept = () => site.evaluate('JSON.stringify({ ...sessionStorage })')
    expect(await kept()).toContain('@shop.example')
    const other = await context.newPage()
    await other.goto(`${shop.url}/account`)
    await press(other, siteWords.ru.account.signOut)
    await site.getByLabel(siteWords.ru.field.identifier).waitFor()
    expect(await kept()).not.toContain('@shop.example')
  })

  test('offers no other code in the moment in which the first goes out', async ({ site, shop }) => {
    const { phone } = await signIn({ site, shop })
    await press(site, ru.identifiers.label(ru.identifiers.add, ru.identifiers.kinds.email))
    await site
      .getByRole('dialog')
      .getByRole('textbox')
      .fill(`first${phone.slice(1)}@shop.example`)
    const watch = `new MutationObserver(() => {
      window.wasOffered ||= document.querySelector('dialog').textContent.includes('${ru.proof.again}')
    }).observe(document.body, { subtree: true, childList: true })`
    await site.evaluate(watch)
    await press(site, ru.adding.next)
    await site.getByText(siteWords.ru.code.resendIn).waitFor()
    expect(await site.evaluate('Boolean(window.wasOffered)')).toBe(false)
  })

  test('says of a code that was guessed at too often that it is spent, and takes the next one (C5)', async ({
    site,
    shop,
  }) => {
    const { phone } = await signIn({ site, shop })
    await site.clock.install()
    const email = `mine${phone.slice(1)}@shop.example`
    await nameEmail(site, email)
    const field = site.getByLabel(ru.proof.code)
    const code = await codeByMail(shop, email)
    for (let nth = 1; nth <= 5; nth++) {
      await field.pressSequentially(wrongFor(code, nth))
      await (nth < 5 ? expect.poll(() => field.inputValue()).toBe('') : field.waitFor({ state: 'detached' }))
    }
    await site.getByRole('alert').getByText(ru.proof.spent).waitFor()
    // A minute is long for a test: only the page lives through it.
    const resendAt = new Date(Date.now() + 3600_000).toISOString()
    await site.route('**/resend', (route) => route.fulfill({ status: 202, json: { resendAt, sentTo: email } }))
    await site.clock.fastForward('01:01')
    await site.getByRole('button', { name: ru.proof.again }).click()
    await field.waitFor()
    expect(await site.getByText(ru.proof.spent).count()).toBe(0)
  })

  test.for([390, 320])(
    'asks for a code in a dialog that it fits into, on a phone %d px wide',
    async (width, { open, shop }) => {
      const { context } = await open({ ...screens.phone, viewport: { width, height: 844 }, locale: 'ru' })
      const site = await context.newPage()
      await signIn({ site, shop })
      await press(site, ru.identifiers.label(ru.identifiers.change, ru.identifiers.kinds.phone))
      const dialog = site.getByRole('dialog')
      await dialog.getByRole('textbox').fill(newPhone())
      await press(site, ru.adding.next)
      await dialog.getByLabel(ru.proof.code).waitFor()
      const sheet = await dialog.locator('.dialog-sheet').boundingBox()
      for (const part of [dialog.locator('.code-field'), dialog.getByRole('button', { name: ru.proof.submit })]) {
        const box = await part.boundingBox()
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual((sheet?.x ?? 0) + (sheet?.width ?? 0) - 16)
      }
    },
  )

  for (const locale of ['ru', 'uz', 'en'] as const) {
    test(`says in ${locale} that two accounts became one by what was added, what came over and what is left behind`, async ({
      open,
      shop,
    }) => {
      const { context, complaints } = await open({ ...screens.phone, locale })
      const site = await context.newPage()
      const say = cabinets[locale]
      const { phone } = await signIn({ site, shop }, locale)
      const email = `other${phone.slice(1)}@shop.example`
      const another = newPhone() as Phone
      await shop.database.db.execute(`insert into customers
        (name, locale, email, email_verified_at, phone, phone_verified_at, created_at, updated_at)
        values ('Emily', 'en', '${email}', now(), '${another}', now(), now(), now())`)
      await press(site, say.identifiers.label(say.identifiers.add, say.identifiers.kinds.email))
      await site.getByRole('dialog').getByText(say.adding.joiningApart).waitFor()
      await site.getByRole('dialog').getByRole('textbox').fill(email)
      await press(site, say.adding.next)
      await site.getByLabel(say.proof.code).pressSequentially(await codeByMail(shop, email))
      const news = site.getByRole('status', { name: say.joined.heading })
      await news.getByText(say.joined.came(say.identifiers.kinds.email.toLowerCase())).waitFor()
      const left = `${say.identifiers.kinds.phone.toLowerCase()} ${maskPhone(another)}`
      await news.getByText(say.joined.left(left)).waitFor()
      await site.locator('.activity').getByText(say.activity.acts.accounts_joined).waitFor()
      expect(await site.getByText(say.identifiers.added).count()).toBe(0)
      expect(await site.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      await news.getByRole('button', { name: say.joined.fine }).click()
      await news.waitFor({ state: 'detached' })
      await site.locator('.identifier').getByText(email).waitFor()
      await site.reload()
      await site.locator('.activity').getByText(say.activity.acts.accounts_joined).waitFor()
      expect(await news.count()).toBe(0)
      expect(complaints).toEqual([])
    })
  }

  test('asks for each consent by itself, keeps it and says when it was given (Y6, Y7)', async ({ site, shop }) => {
    await signIn({ site, shop })
    const radio = (name: string) => site.getByRole('radio', { name, exact: true })
    expect(await radio(ru.cartReminders.off).isChecked()).toBe(true)
    await radio(ru.cartReminders.on).check()
    await site.getByText(siteWords.ru.account.saved).waitFor()
    await site.reload()
    await site.getByText(ru.activity.acts['consent_given:cart_reminders']).waitFor()
    expect(await radio(ru.cartReminders.on).isChecked()).toBe(true)
    expect(await radio(ru.marketing.off).isChecked()).toBe(true)
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

  test('tells what was done here as soon as it is done', async ({ site, shop, open }) => {
    const { phone } = await signIn({ site, shop })
    const told = (what: string) => site.locator('.activity').getByText(what).first().waitFor()
    await press(site, ru.password.change)
    await site.getByLabel(ru.password.current, { exact: true }).fill(password)
    await site.getByLabel(ru.password.next, { exact: true }).fill('another long one 8')
    await press(site, ru.password.save)
    await told(ru.activity.acts.password_changed)
    await relinkTelegram({ site, shop }).then(({ code }) => site.getByLabel(ru.proof.code).pressSequentially(code))
    await told(`${ru.activity.acts.identifier_removed}: Telegram`)
    await told(`${ru.activity.acts.identifier_added}: Telegram`)
    const { context } = await open({ ...screens.phone, locale: 'ru' })
    const other = await context.newPage()
    await other.goto(`${shop.url}/login`)
    await other.getByLabel(siteWords.ru.field.identifier).fill(phone)
    await other.getByLabel(siteWords.ru.field.password, { exact: true }).fill('another long one 8')
    await press(other, siteWords.ru.login.submit)
    await other.locator('.identifier').first().waitFor()
    await press(other, siteWords.ru.account.signOutOthers)
    await other.getByRole('dialog').getByRole('button', { name: siteWords.ru.account.signOutOthers }).click()
    await other.locator('.activity').getByText(ru.activity.acts.sessions_ended).waitFor()
  })

  test('gives the data as a file, and deletes the account after asking', async ({ site, shop }) => {
    await signIn({ site, shop })
    const coming = site.waitForEvent('download')
    await press(site, ru.data.download)
    expect((await coming).suggestedFilename()).toBe(ru.data.file)
    await press(site, ru.data.erase)
    for (const point of ru.data.erasePoints) await site.getByRole('listitem').getByText(point).waitFor()
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
  test('is replaced after a code by mail, and the cabinet opens', async ({ site, shop, open }) => {
    const { phone } = await signIn({ site, shop })
    const email = `forgetful${phone.slice(1)}@shop.example`
    await shop.database.db.execute(
      `update customers set email = '${email}', email_verified_at = now() where phone = '${phone}'`,
    )
    const { context } = await open({ ...screens.phone, locale: 'ru' })
    const other = await context.newPage()
    await other.goto(`${shop.url}/login`)
    await other.getByRole('link', { name: ruWays.login.forgot }).click()
    await heading(other, ru.reset.heading).waitFor()
    await other.getByRole('textbox', { name: ruWays.email }).fill(email)
    await press(other, ru.reset.send)
    await other.getByLabel(ru.proof.code).waitFor()
    await other.getByLabel(ru.proof.code).pressSequentially(await codeByMail(shop, email))
    await heading(other, ru.reset.newHeading).waitFor()
    await other.getByLabel(ru.password.next, { exact: true }).fill('another long one 9')
    await press(other, ru.password.save)
    await other.locator('.identifier').first().waitFor()
    expect(new URL(other.url()).pathname).toBe('/account')
  })
})

describe('a forgotten password, by Telegram', () => {
  /** As far as the link into the bot, in a browser that is not signed in. */
  async function begin({ site, shop }: Stage): Promise<string> {
    await site.goto(`${shop.url}/reset`)
    await site.getByRole('radio', { name: ru.reset.byTelegram }).check()
    await press(site, ru.reset.telegramSend)
    const link = await site.locator('a[href*="start="]').getAttribute('href')
    return payloadOf(link ?? '')
  }

  test('is replaced after a code from the bot', async ({ site, shop, open }) => {
    const { phone } = await signIn({ site, shop })
    const { context } = await open({ ...screens.phone, locale: 'ru' })
    const other = await context.newPage()
    const payload = await begin({ site: other, shop })
    // Nothing was sent yet: there is nothing to ask for again.
    expect(await other.getByText(ru.proof.again).count()).toBe(0)
    const person = shop.simulator.people().find((one) => one.phone === phone)
    if (!person) throw new Error('the person is not there any more')
    const code = await receiveCode({ person, payload, words: botWords.ru })
    await other.getByText(siteWords.ru.code.resendIn).waitFor()
    await other.getByLabel(ru.proof.code).pressSequentially(code)
    await heading(other, ru.reset.newHeading).waitFor()
    await other.getByLabel(ru.password.next, { exact: true }).fill('another long one 9')
    await press(other, ru.password.save)
    await other.waitForURL('**/account')
  })

  test('that «Not me» has ended says so, and begins again (X6)', async ({ site, shop }) => {
    const payload = await begin({ site, shop })
    const person = shop.person({ languageCode: 'ru' })
    person.start(payload)
    await person.waitFor(hasButton(botWords.ru.notMine))
    person.press(botWords.ru.notMine)
    await site.getByRole('alert').getByText(ru.proof.denied).waitFor()
    expect(await site.getByLabel(ru.proof.code).count()).toBe(0)
    await press(site, ru.proof.startOver)
    await site.getByRole('button', { name: ru.reset.send }).waitFor()
  })

  test('cannot be replaced while nothing can be confirmed, and the page says so', async ({ context, site, shop }) => {
    await configure(context, () => ({ methods: [] }))
    await site.goto(`${shop.url}/reset`)
    await site.getByText(ru.reset.noWay).waitFor()
    expect(await site.locator('form').count()).toBe(0)
  })
})

describe('the page behind a letter', () => {
  test('says of a link that is over that it is, and keeps nothing of it in the address', async ({ site, shop }) => {
    await site.goto(`${shop.url}/security#${'A'.repeat(43)}`)
    await heading(site, ru.security.staleHeading).waitFor()
    expect(new URL(site.url()).hash).toBe('')
  })

  test('shows what will happen, and does it at one press', async ({ site, shop }) => {
    const { phone } = await signIn({ site, shop })
    const secret = 'S'.repeat(43)
    const hash = (await import('#platform')).hashToken(secret)
    const changed = () =>
      shop.database.db.execute(`update security_notices set token_hash = '${hash}' where kind = 'password_set'
        and customer_id = (select id from customers where phone = '${phone}') returning id`)
    await expect.poll(async () => (await changed()).rows.length).toBe(1)
    await site.goto(`${shop.url}/security#${secret}`)
    await heading(site, noticeWords.ru.kinds.password_set.title).waitFor()
    await press(site, ru.security.notMine)
    await site.getByText(noticeWords.ru.kinds.password_set.done).waitFor()
    await site.goto(`${shop.url}/account`)
    await heading(site, siteWords.ru.login.heading).waitFor()
  })
})
