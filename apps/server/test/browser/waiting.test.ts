import { botWords } from '@vitrina/contract/words/bot'
import { words as ru } from '@vitrina/contract/words/site/ru'
import { words as ways } from '@vitrina/contract/words/site/ru-ways'
import { expect } from 'vitest'
import { hasButton, newPhone, payloadOf } from '../harness.ts'
import { screens } from './chromium.ts'
import { configure } from './other-ways.ts'
import { botLink, heading, reachCode, register } from './registering.ts'
import { describe, test } from './visit.ts'

describe('a waiting registration', () => {
  test('has its link and picture in another tab of the browser too', async ({ context, site, shop }) => {
    await register({ site, shop })
    const other = await context.newPage()
    await other.goto(site.url())
    expect(await botLink(other).getAttribute('href')).toBe(await botLink(site).getAttribute('href'))
    await other.getByRole('img', { name: ru.waiting.qrLabel }).waitFor()
  })

  test('shows the time it has, asks for the confirmation in Telegram, and says when that time is over (A4, A9)', async ({
    site,
    shop,
  }) => {
    await register({ site, shop })
    expect(await botLink(site).textContent()).toContain('Подтвердить номер в Telegram')
    const timer = site.getByRole('timer')
    const face = () => timer.textContent()
    const first = await face()
    expect(first).toMatch(/^(10:00|9:[0-5]\d)$/)
    await expect.poll(face, { timeout: 10_000 }).not.toBe(first)
    const { id } = /\/register\/(?<id>[\w-]{43})/.exec(site.url())?.groups ?? {}
    const over = `jsonb_set(value::jsonb, '{expiresAt}', '"2026-01-01T00:00:00.000Z"')::text`
    await shop.database.db.execute(`update ephemeral set value = ${over} where key = 'verification:${id}'`)
    await site.reload()
    await heading(site, 'Время истекло. Попробуйте снова').waitFor()
    await site.getByRole('link', { name: ru.waiting.tryAgain }).click()
    await site.getByLabel(ru.field.phone, { exact: true }).waitFor()
  })

  test('leaves nothing of the person in the browser once it is over', async ({ site, shop }) => {
    const { code } = await reachCode({ site, shop })
    await site.getByLabel(ru.field.code).pressSequentially(code)
    await site.waitForURL('**/account')
    const kept = await site.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
    expect(kept).not.toMatch(/start=(?!register)|Анна|phone/)
  })

  test('is said to be elsewhere, not over, in a browser that did not begin it (S3)', async ({ site, shop, open }) => {
    await register({ site, shop })
    const stranger = await open({ ...screens.phone, locale: 'ru' })
    const other = await stranger.context.newPage()
    await other.goto(site.url())
    await heading(other, ru.waiting.lostHeading).waitFor()
  })

  test('says so when nobody answers for it, and when its address is no address', async ({ site, shop }) => {
    const status = '**/api/auth/verifications/**'
    await site.route(status, (route) => route.abort())
    await site.goto(`${shop.url}/register/mistyped`)
    await heading(site, ru.fault.unreachableTitle).waitFor()
    await site.unroute(status)
    await site.getByRole('button', { name: ru.fault.again }).click()
    await heading(site, ru.waiting.lostHeading).waitFor()
  })

  test('of somebody who blocked the bot says so, and goes on when they come back to it (A6)', async ({
    site,
    shop,
  }) => {
    const { phone } = await register({ site, shop })
    const payload = payloadOf((await botLink(site).getAttribute('href')) ?? '')
    const person = shop.person({ phone, languageCode: 'ru' })
    person.start(payload)
    await person.waitFor(hasButton(botWords.ru.mine))
    person.press(botWords.ru.mine)
    await person.waitFor(botWords.ru.askContact)
    person.shareContact()
    person.block()
    const alert = site.getByRole('alert').filter({ hasText: ways.waiting.refusedHeading })
    await alert.getByText(ways.waiting.refused).waitFor()
    await alert.getByRole('heading', { level: 2 }).waitFor()
    await site.getByText(ru.code.spentStatus).waitFor()
    await site.getByText(ru.code.resendIn).waitFor()
    expect(await botLink(site).textContent()).toContain(ways.waiting.openTelegram)

    person.start(payload)
    await person.waitFor(({ text }) => text === botWords.ru.askContact)
    person.shareContact()
    await heading(site, ru.code.heading).waitFor()
    expect(await alert.count()).toBe(0)
  })

  test('shows a real link as a picture for the phone beside the computer (B6)', async ({ context, site, shop }) => {
    const link = `https://t.me/shop_bot?start=${'A'.repeat(43)}`
    await context.route('**/api/auth/verifications', async (route) => {
      const started = (await (await route.fetch()).json()) as object
      await route.fulfill({ status: 201, json: { ...started, telegramLink: link } })
    })
    await register({ site, shop })
    await site.getByRole('img', { name: ru.waiting.qrLabel }).waitFor()
    await site.getByText(ru.waiting.qr).waitFor()
    expect(await botLink(site).getAttribute('href')).toBe(link)
  })

  test('shows it in the demo too, and says that no phone reaches its Telegram', async ({ context, site, shop }) => {
    await configure(context, () => ({ features: { demo: true } }))
    await register({ site, shop })
    await site.getByRole('img', { name: ru.waiting.qrLabel }).waitFor()
    await site.getByText(ways.waiting.qrDemo).waitFor()
    expect(await site.getByText(ru.waiting.qr).count()).toBe(0)
  })

  test('whose link two Telegrams have opened says that, and not that somebody said no (S7)', async ({ site, shop }) => {
    await register({ site, shop })
    const payload = payloadOf((await botLink(site).getAttribute('href')) ?? '')
    const [first, second] = [shop.person({ languageCode: 'ru' }), shop.person({ languageCode: 'ru' })]
    first.start(payload)
    await first.waitFor(hasButton(botWords.ru.mine))
    second.start(payload)
    for (const visit of ['at once', 'after a reload']) {
      await heading(site, ways.waiting.passedOnHeading).waitFor()
      await site.getByText(ways.waiting.passedOnText).waitFor()
      expect(await site.getByText(ru.waiting.deniedText).count(), visit).toBe(0)
      await site.reload()
    }
  })

  test('says that another number was shared, and leads to another try (A6)', async ({ site, shop }) => {
    const { phone } = await register({ site, shop })
    const payload = payloadOf((await botLink(site).getAttribute('href')) ?? '')
    const person = shop.person({ phone: newPhone(), languageCode: 'ru' })
    person.start(payload)
    await person.waitFor(hasButton(botWords.ru.mine))
    person.press(botWords.ru.mine)
    await person.waitFor(botWords.ru.askContact)
    person.shareContact()
    const alert = site.getByRole('alert').filter({ hasText: ways.waiting.mismatchHeading })
    await alert.getByText(phone.slice(-2)).waitFor()
    await alert.getByRole('heading', { level: 2 }).waitFor()
    // Opened from another Telegram, the same link would be burnt (S7).
    expect(await botLink(site).count()).toBe(0)
    await site.getByRole('link', { name: ru.waiting.startOver }).click()
    await heading(site, ways.register.phone.heading).waitFor()
    expect((await site.getByLabel(ru.field.phone, { exact: true }).inputValue()).replace(/\D/g, '')).toBe(
      phone.slice(1),
    )
  })
})

describe('asking for another code', () => {
  test('that cannot be sent yet says why and when; a shop out of reach is told, and asked again', async ({
    site,
    shop,
  }) => {
    // As if the first minute were over, which the server knows better.
    await site.route(/verifications\/[\w-]+$/, async (route) => {
      const state = (await (await route.fetch()).json()) as object
      await route.fulfill({ json: { ...state, resendAt: '2026-01-01T00:00:00Z' } })
    })
    await site.route('**/verifications/*/events', (route) => route.abort())
    await reachCode({ site, shop })
    const again = site.getByRole('button', { name: ru.code.resend })
    await again.waitFor()
    await site.route('**/resend', (route) => route.abort())
    await again.click()
    await site.getByRole('alert').getByText(ru.network).waitFor()
    await site.unroute('**/resend')
    await again.click()
    await site.getByRole('alert').getByText(ru.login.waitFor).waitFor()
    expect(await site.getByText(ru.network).count()).toBe(0)
    await site.getByLabel(ru.field.code).waitFor()
  })
})

describe('the registration form', () => {
  test('says beforehand that nobody can register, and opens by itself when they can', async ({
    context,
    site,
    shop,
  }) => {
    let methods: string[] = []
    await configure(context, () => ({ methods }))
    await site.goto(`${shop.url}/register`)
    await site.getByText(ru.register.closed).waitFor()
    const submit = site.getByRole('button', { name: ru.register.submit })
    expect(await submit.getAttribute('aria-disabled')).toBe('true')
    methods = ['telegram_contact']
    await site.getByText(ru.register.closed).waitFor({ state: 'detached' })
    expect(await submit.getAttribute('aria-disabled')).toBeNull()
  })

  test('points to the other ways while only Telegram is away (Y4)', async ({ context, site, shop }) => {
    await configure(context, () => ({ methods: ['email'] }))
    await site.goto(`${shop.url}/register`)
    await site.getByRole('alert').getByText(ways.closedElse).waitFor()
    await site.getByRole('link', { name: ways.register.email.link }).click()
    await heading(site, ways.register.email.heading).waitFor()
  })

  test('calls no password good that the server has refused', async ({ site, shop }) => {
    await site.goto(`${shop.url}/register`)
    await site.getByLabel(ru.field.phone, { exact: true }).fill(newPhone())
    await site.getByLabel(ru.field.name, { exact: true }).fill('Анна')
    const field = site.getByLabel(ru.field.password, { exact: true })
    await field.fill('football1')
    await site.getByText(ru.strength.fair).waitFor()
    await site.getByRole('button', { name: ru.register.submit }).click()
    await field.and(site.locator('[aria-invalid]')).waitFor()
    await field.press('End')
    await field.press('!')
    await field.press('Backspace')
    await site.getByText(ru.strength.weak).waitFor()
  })
})
