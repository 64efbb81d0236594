import { botWords } from '@vitrina/contract/words/bot'
import { words as ru } from '@vitrina/contract/words/site/ru'
import { words as ways } from '@vitrina/contract/words/site/ru-ways'
import { words as uzWays } from '@vitrina/contract/words/site/uz-ways'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { screens } from './chromium.ts'
import { askForCode, configure, newEmail, openWay, receiveLetter } from './other-ways.ts'
import { botLink, heading, siteWords, somebody } from './registering.ts'
import { openTelegram } from './telegram-page.ts'
import { describe, test } from './visit.ts'

const link = (site: Page, name: string) => site.getByRole('link', { name, exact: true })
const nameField = (site: Page) => site.getByLabel(ru.field.name, { exact: true })

describe('a name alone is enough to register through Telegram (B6)', () => {
  test.for(['desktop', 'phone'] as const)('on a %s', async (screen, { shop, open }) => {
    const { context, complaints } = await open({ ...screens[screen], locale: 'ru' })
    const site = await context.newPage()
    const person = somebody({ name: 'Мадина' })
    await site.goto(`${shop.url}/register`)
    await link(site, ways.register.name.link).click()
    // What is typed into the form before, as it makes way, is lost with it.
    await heading(site, ways.register.name.heading).waitFor()
    await nameField(site).fill(person.name)
    await site.getByRole('button', { name: ru.register.submit }).click()
    await heading(site, ways.waiting.nameHeading).waitFor()
    expect(await botLink(site).textContent()).toContain(ways.waiting.openTelegram)
    const qr = site.getByRole('img', { name: ru.waiting.qrLabel })
    // Drawn once its script has come.
    if (screen === 'desktop') await qr.waitFor()
    else expect(await qr.count()).toBe(0)

    const telegram = await openTelegram({ site, shop }, person)
    await telegram.getByRole('button', { name: botWords.ru.mine, exact: true }).click()
    await telegram.getByRole('button', { name: botWords.ru.shareContact }).click()
    await telegram.getByText(botWords.ru.contactReceived).waitFor()
    await heading(site, ru.code.heading).waitFor()
    // The number that nobody typed, as far as a passer-by may see it.
    await site.locator('.lead', { hasText: person.phone.slice(-2) }).waitFor()
    await telegram.getByRole('link', { name: botWords.ru.returnToSite }).waitFor()
    const code = (await telegram.locator('code').last().textContent()) ?? ''
    await site.bringToFront()
    await site.getByLabel(ru.field.code).pressSequentially(code)
    await heading(site, ru.account.greeting(person.name)).waitFor()
    expect(complaints).toEqual([])
  })
})

describe('a code by mail (C1)', () => {
  test('makes an account, and opens the same one the next time, without a password (X1)', async ({
    shop,
    site,
    open,
    visit,
  }) => {
    const email = newEmail()
    await openWay({ site, shop }, 'email')
    await askForCode(site, { email, name: 'Вера' })
    await site.getByLabel(ways.carried.email.label).pressSequentially(await receiveLetter(shop, email))
    await heading(site, ru.account.greeting('Вера')).waitFor()
    expect(visit.complaints).toEqual([])

    const later = await open({ ...screens.phone, locale: 'ru' })
    const phone = await later.context.newPage()
    await phone.goto(`${shop.url}/login`)
    await phone.getByLabel(ru.field.identifier).fill(email)
    await link(phone, ways.login.email).click()
    expect(await phone.getByLabel(ways.email, { exact: true }).inputValue()).toBe(email)
    await phone.getByRole('button', { name: ways.getCode }).click()
    await phone.getByLabel(ways.carried.email.label).pressSequentially(await receiveLetter(shop, email, 2))
    await heading(phone, ru.account.greeting('Вера')).waitFor()
    expect(later.complaints).toEqual([])
  })

  test('says to whom it went, whole only where it was typed, and lets the address be changed', async ({
    context,
    shop,
    site,
  }) => {
    const email = newEmail()
    await openWay({ site, shop }, 'email')
    await askForCode(site, { email, name: 'Вера' })
    await site.getByLabel(ways.carried.email.label).waitFor()
    await site.reload()
    await heading(site, ways.carried.email.heading).waitFor()
    const lead = async (page: Page) => ((await page.locator('.lead').textContent()) ?? '').replaceAll('\u2060', '')
    expect(await lead(site)).toContain(email)
    const other = await context.newPage()
    await other.goto(site.url())
    await heading(other, ways.carried.email.heading).waitFor()
    expect(await lead(other)).toContain('@shop.example')
    expect(await lead(other)).not.toContain(email)
    await other.close()
    expect(await site.getByLabel(ways.carried.email.label).getAttribute('autocomplete')).toBe('one-time-code')
    await link(site, ways.carried.email.change).click()
    await heading(site, ways.register.email.heading).waitFor()
    expect(await site.getByLabel(ways.email, { exact: true }).inputValue()).toBe(email)
    expect(await nameField(site).inputValue()).toBe('Вера')
  })

  test('that the mail server refuses is told truly, with a way on', async ({ shop, site }) => {
    const email = newEmail()
    shop.simulator.mail.faults.add({ kind: 'refuse' }, { to: email })
    await openWay({ site, shop }, 'email')
    await askForCode(site, { email, name: 'Вера' })
    await heading(site, ways.carried.email.refusedHeading).waitFor()
    await site.getByText(ways.carried.email.refused(email)).waitFor()
    await site.getByText(ru.code.resendIn).waitFor()
    await link(site, ways.carried.email.change).click()
    await site.getByLabel(ways.email, { exact: true }).waitFor()
  })
})

describe('the sign-in page has one way through Telegram (D7)', () => {
  const telegrams = (site: Page) => site.getByRole('main').locator('a, button').filter({ hasText: 'Telegram' })

  test('by the bot', async ({ shop, site }) => {
    await site.goto(`${shop.url}/login`)
    await site.getByRole('button', { name: ru.telegramLogin.button }).waitFor()
    expect(await telegrams(site).count()).toBe(1)
  })

  test('by Telegram’s own page where the shop has it (Y1)', async ({ context, shop, site }) => {
    await configure(context, ({ methods }) => ({ methods: [...methods, 'telegram_oidc'] }))
    await site.goto(`${shop.url}/login`)
    await link(site, ru.telegramLogin.button).waitFor()
    expect(await telegrams(site).count()).toBe(1)
    expect(await link(site, ways.login.bot).count()).toBe(1)
  })

  test('and none while Telegram is away', async ({ context, shop, site }) => {
    await configure(context, () => ({ methods: ['email'], botLink: null }))
    await site.goto(`${shop.url}/login`)
    await link(site, ways.login.email).waitFor()
    expect(await telegrams(site).count()).toBe(0)
    expect(await link(site, ways.login.bot).count()).toBe(0)
  })
})

test('signing in through Telegram asks for nothing on the site (X1)', async ({ shop, site }) => {
  const person = somebody({ name: 'Тимур' })
  await site.goto(`${shop.url}/login?next=%2Faccount`)
  await site.getByRole('button', { name: ru.telegramLogin.button }).click()
  await heading(site, ways.waiting.nameHeading).waitFor()
  expect(new URL(site.url()).pathname).toMatch(/^\/login\//)
  const telegram = await openTelegram({ site, shop }, person)
  await telegram.getByRole('button', { name: botWords.ru.mine, exact: true }).click()
  await telegram.getByRole('button', { name: botWords.ru.shareContact }).click()
  await heading(site, ru.code.heading).waitFor()
  await site.getByLabel(ru.field.code).pressSequentially((await telegram.locator('code').last().textContent()) ?? '')
  await site.waitForURL('**/account')
})

describe('a wait', () => {
  const submit = (site: Page) => site.getByRole('button', { name: ru.login.submit, exact: true })
  const isOff = async (site: Page) => (await submit(site).getAttribute('aria-disabled')) === 'true'
  const waitIsTold = (site: Page) => site.getByRole('alert').getByText(ru.login.waitFor)

  test('for one identifier keeps nobody from signing in by another, and is told again of the first (S15)', async ({
    shop,
    site,
  }) => {
    const guessedAt = newEmail()
    const guesses = shop.browser()
    for (let nth = 0; nth < 10; nth++)
      await guesses.post('/api/auth/login', { identifier: guessedAt, password: 'a guess' })
    await site.goto(`${shop.url}/login`)
    const identifier = site.getByLabel(ru.field.identifier)
    await identifier.fill(guessedAt)
    await site.getByLabel(ru.field.password, { exact: true }).fill('one more guess')
    await submit(site).click()
    await waitIsTold(site).waitFor()
    expect(await isOff(site)).toBe(true)
    await identifier.fill(newEmail())
    await waitIsTold(site).waitFor({ state: 'detached' })
    expect(await isOff(site)).toBe(false)
    await identifier.fill(` ${guessedAt}`)
    await waitIsTold(site).waitFor()
    expect(await isOff(site)).toBe(true)
    await identifier.fill(newEmail())
    await submit(site).click()
    await site.getByRole('alert').getByText(ways.login.wrong).waitFor()
  })

  test('is for a number however it is written', async ({ shop, site, context }) => {
    await configure(context, ({ methods }) => ({ methods: [...methods, 'sms'] }))
    await site.goto(`${shop.url}/login?way=sms`)
    const phone = site.getByLabel(ru.field.phone, { exact: true })
    const problem = { type: 'about:blank', status: 429, code: 'platform.too_many_requests', title: '', detail: '' }
    await site.route('**/api/auth/verifications', (route) =>
      route.fulfill({ status: 429, json: { ...problem, retryAfter: 900 } }),
    )
    await phone.fill('901234567')
    await phone.press('Enter')
    await waitIsTold(site).waitFor()
    await phone.blur()
    await expect.poll(() => phone.inputValue()).toBe('+998 90 123 45 67')
    expect(await waitIsTold(site).isVisible()).toBe(true)
    await phone.fill('+998901234568')
    await waitIsTold(site).waitFor({ state: 'detached' })
  })

  test('for one recipient of codes is none for another', async ({ shop, site }) => {
    await site.goto(`${shop.url}/login?way=email`)
    const email = site.getByLabel(ways.email, { exact: true })
    await email.fill(newEmail())
    const problem = {
      type: 'about:blank',
      status: 429,
      code: 'platform.too_many_requests',
      title: '',
      detail: '',
      retryAfter: 900,
    }
    await site.route('**/api/auth/verifications', (route) => route.fulfill({ status: 429, json: problem }), {
      times: 1,
    })
    await site.getByRole('button', { name: ways.getCode }).click()
    await waitIsTold(site).waitFor()
    await email.fill(newEmail())
    await waitIsTold(site).waitFor({ state: 'detached' })
    await site.getByRole('button', { name: ways.getCode }).click()
    await site.getByLabel(ways.carried.email.label).waitFor()
  })
})

describe('the way to register', () => {
  test('is in the address, and survives a reload and the step back', async ({ shop, site }) => {
    await site.goto(`${shop.url}/register`)
    await heading(site, ways.register.phone.heading).waitFor()
    await link(site, ways.register.email.link).click()
    await heading(site, ways.register.email.heading).waitFor()
    expect(new URL(site.url()).search).toBe('?way=email')
    await site.reload()
    await heading(site, ways.register.email.heading).waitFor()
    await site.goBack()
    await heading(site, ways.register.phone.heading).waitFor()
    await site.getByLabel(ru.field.phone, { exact: true }).waitFor()
  })

  test('changes with the keyboard, keeps what was typed, and says where one is', async ({ shop, site }) => {
    await site.goto(`${shop.url}/register`)
    await nameField(site).fill('Анна')
    await site.getByLabel(ru.field.phone, { exact: true }).fill('+7 912 345 67 89')
    await link(site, ways.register.email.link).focus()
    await site.keyboard.press('Enter')
    await heading(site, ways.register.email.heading).and(site.locator(':focus')).waitFor()
    expect(await nameField(site).inputValue()).toBe('Анна')
    await site.getByLabel(ways.email, { exact: true }).fill('anna@shop.example')
    await link(site, ways.register.phone.link).click()
    await heading(site, ways.register.phone.heading).waitFor()
    expect(await site.getByLabel(ru.field.phone, { exact: true }).inputValue()).toBe('+7 912 345 67 89')
    await link(site, ways.register.email.link).click()
    expect(await site.getByLabel(ways.email, { exact: true }).inputValue()).toBe('anna@shop.example')
  })

  test.for(['nonsense', 'sms'])(
    'is the usual one where the address asks for %s, which is not here (C8)',
    async (way, { shop, site }) => {
      await site.goto(`${shop.url}/register?way=${way}`)
      await heading(site, ways.register.phone.heading).waitFor()
      expect(await link(site, ways.register.sms.link).count()).toBe(0)
    },
  )

  test('that the shop has is offered as soon as it has it', async ({ shop, context, site }) => {
    await configure(context, ({ methods }) => ({ methods: [...methods, 'sms'] }))
    await openWay({ site, shop }, 'sms')
    await site.getByLabel(ru.field.phone, { exact: true }).waitFor()
    await site.getByLabel(ways.passwordIfWanted).waitFor()
  })

  test('moves nothing while the next form is on its way: the page before stays whole', async ({ shop, site }) => {
    await site.goto(`${shop.url}/register`)
    await nameField(site).waitFor()
    const before = await site.locator('.card').boundingBox()
    let letCome = () => {}
    const held = new Promise<void>((come) => {
      letCome = come
    })
    await site.route('**/email-form*.js', async (route) => {
      await held
      await route.continue()
    })
    const asked = site.waitForRequest('**/email-form*.js')
    await link(site, ways.register.email.link).click()
    await asked
    expect(await site.locator('.card').boundingBox()).toEqual(before)
    expect(await site.locator('.spinner').count()).toBe(0)
    letCome()
    await heading(site, ways.register.email.heading).waitFor()
    const { x, y, width } = (await site.locator('.card').boundingBox()) ?? {}
    expect({ x, y, width }).toEqual({ x: before?.x, y: before?.y, width: before?.width })
  })

  test('speaks another language at once when it is chosen (X2)', async ({ shop, site }) => {
    await openWay({ site, shop }, 'email')
    await site.getByRole('combobox').selectOption('uz')
    await heading(site, uzWays.register.email.heading).waitFor()
    await site.getByText(siteWords.uz.field.nameHint).waitFor()
  })
})
