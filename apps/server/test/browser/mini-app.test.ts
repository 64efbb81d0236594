import type { Phone } from '@vitrina/contract'
import { botWords } from '@vitrina/contract/words/bot'
import { refusalWords } from '@vitrina/contract/words/refusals'
import { words as en } from '@vitrina/contract/words/site/en'
import { words as ru } from '@vitrina/contract/words/site/ru'
import { words as cabinet } from '@vitrina/contract/words/site/ru-cabinet'
import { words as shelves } from '@vitrina/contract/words/site/ru-shop'
import type { FrameLocator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { CustomerId } from '#identity'
import { admitCustomer } from '#own-account'
import type { Database } from '#platform'
import { testCtx } from '../ctx.ts'
import { device } from '../use-cases.ts'
import { keepScreen } from './chromium.ts'
import { appHeading, frameOf, openMiniApp, takePhone, test } from './mini-app-steps.ts'
import { heading } from './registering.ts'
import { describe } from './visit.ts'

const greeting = (app: Page | FrameLocator, name: string) =>
  app.getByRole('heading', { level: 1, name: ru.home.welcome(name) })

/** As a page writes it, in groups. */
const spelled = (phone: string) => new RegExp(`\\${[...phone].join('[\\s-]*')}`)

/** How often the shop was asked to take Telegram's word. */
function countEntries(page: Page): () => number {
  let entries = 0
  page.on('request', (request) => {
    if (request.url().endsWith('/api/auth/mini-app')) entries++
  })
  return () => entries
}

/** The Mini App at one of its pages, while what Telegram says of the person does not reach the shop. */
async function openUnheard({ site, demo }: { site: Page; demo: { url: string; telegramUrl: string } }, path: string) {
  const isAway = { now: true }
  await site.route('**/api/auth/mini-app', (route) => (isAway.now ? route.abort() : route.continue()))
  await takePhone(site, demo.telegramUrl)
  const app = await openMiniApp(site)
  await appHeading(app, shelves.home.lead).waitFor()
  await frameOf(site, demo.url)?.evaluate(`location.href = '${path}'`)
  await appHeading(app, ru.login.heading).waitFor()
  isAway.now = false
  return app
}

const addressOf = (page: Page) => page.locator('.mini-app iframe').getAttribute('src')

/** An account that was made on the site by SMS, before its owner opened the Mini App. */
async function registerBySms(database: Database, phone: string): Promise<CustomerId> {
  const proof = { telegramId: null, telegramUsername: null, phone: phone as Phone, email: null }
  const passwordHash = 'a hash of a password'
  const claim = { name: 'Анна Петровна', locale: 'ru' as const, passwordHash, device }
  return (await admitCustomer(ctxOf(database), proof, claim)).id
}

/** What is to be told of it afterwards is nobody's business here. */
const untold = { send: async () => {}, publish: async () => {} }
const ctxOf = (database: Database) => ({ ...testCtx(database.db), now: () => new Date(), jobs: untold })

/** What the newest account with a Telegram is found by. */
async function newestTelegram({ db }: Database): Promise<number> {
  const { rows } = await db.execute<{ telegram_id: string }>(
    'select telegram_id from customers where telegram_id is not null order by id desc limit 1',
  )
  return Number(rows[0]?.telegram_id)
}

describe('whoever has an account from the site already (X1)', () => {
  test('has one when the number is added in the Mini App, is told so, and stays where they are', async ({
    site,
    demo,
    visit,
  }) => {
    const { phone } = await takePhone(site, demo.telegramUrl)
    await registerBySms(demo.database, phone)
    const app = await openMiniApp(site)
    await app.getByRole('link', { name: ru.home.toAccount }).click()
    await app.getByRole('button', { name: ru.account.addPhone }).click()
    await site.getByRole('button', { name: 'Поделиться', exact: true }).click()
    const news = app.getByRole('status', { name: cabinet.joined.heading })
    await news.getByText(cabinet.joined.came('телефон, пароль')).waitFor()
    await app.locator('.identifier').getByText(spelled(phone)).waitFor()
    await app.getByRole('heading', { name: ru.account.greeting('Анна Соколова') }).waitFor()
    await app.getByText(cabinet.password.has).waitFor()
    await keepScreen(site, 'mini-app-ru-3-joined')
    await news.getByRole('button', { name: cabinet.joined.fine }).click()
    await news.waitFor({ state: 'detached' })
    await frameOf(site, demo.url)?.evaluate('location.reload()')
    await app.locator('.identifier').getByText(spelled(phone)).waitFor()
    expect(visit.complaints).toEqual([])
  })

  test('goes on in the older one when the two became one elsewhere, in the middle of a visit', async ({
    site,
    demo,
  }) => {
    const entries = countEntries(site)
    const { phone } = await takePhone(site, demo.telegramUrl)
    const older = await registerBySms(demo.database, phone)
    const app = await openMiniApp(site)
    await greeting(app, 'Анна Соколова').waitFor()
    const proof = { telegramUsername: null, phone: phone as Phone, email: null }
    const telegramId = await newestTelegram(demo.database)
    const claim = { name: '', locale: 'ru' as const, passwordHash: null, device }
    const opened = await admitCustomer(ctxOf(demo.database), { ...proof, telegramId }, claim)
    expect(opened.id).toBe(older)
    // What was asked as the other account, and is answered last, knows less.
    const late = Promise.withResolvers<void>()
    let told = 0
    site.on('response', (response) => response.url().endsWith('/api/me/activity') && response.ok() && told++)
    await site.route('**/api/me/activity', (route) => late.promise.then(() => route.continue()), { times: 2 })
    await app.getByRole('link', { name: ru.home.toAccount }).click()
    await app.getByRole('heading', { name: ru.account.greeting('Анна Петровна') }).waitFor()
    const news = app.getByRole('status', { name: cabinet.joined.heading })
    await news.waitFor()
    late.resolve()
    await expect.poll(() => told).toBe(4)
    await frameOf(site, demo.url)?.evaluate('new Promise((done) => setTimeout(done, 100))')
    expect(await news.count()).toBe(1)
    await app.locator('.identifier').getByText(spelled(phone)).waitFor()
    await frameOf(site, demo.url)?.evaluate('location.reload()')
    await app.getByRole('heading', { name: ru.account.greeting('Анна Петровна') }).waitFor()
    expect(entries()).toBe(1)
  })
})

describe('the Mini App in Telegram (E3)', () => {
  test('knows who opened it, and has their phone at one tap', async ({ site, visit, demo }) => {
    const { phone } = await takePhone(site, demo.telegramUrl)
    const app = await openMiniApp(site)
    await greeting(app, 'Анна Соколова').waitFor()
    await keepScreen(site, 'mini-app-ru-1-home')
    await app.getByRole('link', { name: ru.home.toAccount }).click()
    const add = app.getByRole('button', { name: ru.account.addPhone })
    await add.waitFor()
    // Once, beside the other ways to be found.
    expect(await app.locator('.card').filter({ hasText: ru.account.addPhone }).count()).toBe(1)
    expect(await app.locator('.identifier').filter({ has: add }).count()).toBe(1)
    await add.click()
    await site.getByRole('button', { name: 'Отмена', exact: true }).click()
    await add.click()
    await site.getByRole('button', { name: 'Поделиться', exact: true }).click()
    await app.getByText(ru.account.phoneAdded).waitFor()
    await app.locator('.identifier').getByText(spelled(phone)).waitFor()
    await app.locator('.identifier .badge.good').first().waitFor()
    // The bot, which had offered a code for a number, has understood what it was sent.
    await site.getByText(botWords.ru.phoneAttached).waitFor({ state: 'attached' })
    await keepScreen(site, 'mini-app-ru-2-account')
    expect(await add.count()).toBe(0)
    expect(visit.complaints).toEqual([])
  })

  test('has the phone by the bot, too, when the page’s own word of it is lost', async ({ site, demo }) => {
    const { phone } = await takePhone(site, demo.telegramUrl)
    const app = await openMiniApp(site)
    await app.getByRole('link', { name: ru.home.toAccount }).click()
    await site.route('**/api/auth/mini-app/contact', (route) => route.abort())
    await app.getByRole('button', { name: ru.account.addPhone }).click()
    await site.getByRole('button', { name: 'Поделиться', exact: true }).click()
    await app.locator('.identifier').getByText(spelled(phone)).waitFor()
  })

  test('says why a phone was not taken, on a line as wide as the card', async ({ site, demo }) => {
    await takePhone(site, demo.telegramUrl)
    const app = await openMiniApp(site)
    await app.getByRole('link', { name: ru.home.toAccount }).click()
    const problem = {
      type: 'about:blank',
      status: 403,
      code: 'telegram_sign_in.contact_rejected',
      title: '',
      detail: 'Нет',
    }
    await site.route('**/api/auth/mini-app/contact', (route) =>
      route.fulfill({ status: 403, contentType: 'application/problem+json', body: JSON.stringify(problem) }),
    )
    const add = app.getByRole('button', { name: ru.account.addPhone })
    await add.click()
    await site.getByRole('button', { name: 'Поделиться', exact: true }).click()
    const boxOf = async (part: ReturnType<typeof app.locator>) => (await part.boundingBox()) ?? { width: 0, height: 0 }
    const notice = app.locator('.identifier .notice')
    await notice.waitFor()
    const [said, row, button] = [await boxOf(notice), await boxOf(app.locator('.identifier').first()), await boxOf(add)]
    expect(said.width).toBeGreaterThan(row.width * 0.9)
    expect(button.height).toBeLessThan(70)
  })

  test('reloaded goes on with its session; Telegram’s word is taken once (S13)', async ({ site, demo }) => {
    const entries = countEntries(site)
    await takePhone(site, demo.telegramUrl)
    const app = await openMiniApp(site)
    await greeting(app, 'Анна Соколова').waitFor()
    await app.getByRole('link', { name: ru.home.toAccount }).click()
    await frameOf(site, demo.url)?.evaluate('location.reload()')
    await app.getByRole('heading', { name: ru.account.greeting('Анна Соколова') }).waitFor()
    expect(entries()).toBe(1)
  })

  test('whose word was used elsewhere says what to do, and is open to a guest', async ({ site, context, demo }) => {
    await takePhone(site, demo.telegramUrl)
    await greeting(await openMiniApp(site), 'Анна Соколова').waitFor()
    const copy = await context.newPage()
    await copy.goto((await addressOf(site)) ?? '')
    await copy.getByText('Этот вход уже использован.').waitFor()
    await heading(copy, shelves.home.lead).waitFor()
    await copy.getByRole('button', { name: ru.miniApp.close }).waitFor()
  })

  test('signed out there says how to come in again, which Telegram does, and keeps the other ways (S13)', async ({
    site,
    demo,
  }) => {
    await takePhone(site, demo.telegramUrl)
    const app = await openMiniApp(site)
    // Still on its way for the session that ends.
    const left = Promise.withResolvers<void>()
    await site.route('**/api/me/activity', (route) => left.promise.then(() => route.continue()), { times: 1 })
    await app.getByRole('link', { name: ru.home.toAccount }).click()
    await app.getByRole('button', { name: ru.account.signOut, exact: true }).click()
    await app.getByRole('link', { name: ru.home.signIn, exact: true }).first().waitFor()
    const refused = site.waitForResponse('**/api/me/activity')
    left.resolve()
    expect((await refused).status()).toBe(401)
    await app.getByRole('link', { name: ru.home.signIn, exact: true }).first().click()
    await app.getByText(ru.miniApp.again).waitFor()
    await app.getByLabel(ru.field.identifier).waitFor()
    // It would lead through a browser into the bot.
    expect(await app.getByRole('button', { name: ru.telegramLogin.button }).count()).toBe(0)
    await app.getByRole('button', { name: ru.miniApp.close }).click()
    await site.locator('.mini-app').waitFor({ state: 'detached' })
    await greeting(await openMiniApp(site), 'Анна Соколова').waitFor()
  })

  test('whose word did not arrive signs in by it at one tap, and leads to where one was going', async ({
    site,
    demo,
  }) => {
    const app = await openUnheard({ site, demo }, '/login?next=%2Ffavorites')
    await app.getByRole('button', { name: ru.telegramLogin.button }).click()
    await app.getByRole('heading', { level: 1, name: shelves.favorites.title }).waitFor()
    await app.getByText(ru.account.signedInAs('Анна Соколова')).waitFor()
  })

  test('whose word has grown too old meanwhile says that it is to be opened again (S13)', async ({ site, demo }) => {
    const app = await openUnheard({ site, demo }, '/login')
    const detail = String(refusalWords.ru.refusals['telegram_sign_in.stale'])
    const problem = { type: 'about:blank', status: 401, code: 'telegram_sign_in.stale', title: '', detail }
    await site.route('**/api/auth/mini-app', (route) => route.fulfill({ status: 401, json: problem }))
    await app.getByRole('button', { name: ru.telegramLogin.button }).click()
    await app.getByRole('alert').getByText(detail).waitFor()
    await app.getByRole('button', { name: ru.miniApp.close }).waitFor()
    await app.getByRole('button', { name: ru.telegramLogin.button }).waitFor({ state: 'detached' })
  })

  test('leaves the shop in the same browser as it was: a guest there stays one', async ({ site, context, demo }) => {
    await takePhone(site, demo.telegramUrl)
    await greeting(await openMiniApp(site), 'Анна Соколова').waitFor()
    expect(await context.cookies()).toEqual([])
    const browser = await context.newPage()
    await browser.goto(`${demo.url}/`)
    await browser.getByRole('link', { name: ru.header.signIn }).first().waitFor()
    expect(await browser.evaluate('document.querySelector("script[src*=telegram]")')).toBeNull()
  })

  test('opened by another person on the same device is theirs', async ({ site, demo }) => {
    await takePhone(site, demo.telegramUrl)
    await greeting(await openMiniApp(site), 'Анна Соколова').waitFor()
    await site.getByRole('button', { name: 'Закрыть', exact: true }).click()
    await takePhone(site, demo.telegramUrl, { firstName: 'Emily', languageCode: 'en' })
    const app = await openMiniApp(site, 'en')
    await app.getByRole('heading', { level: 1, name: en.home.welcome('Emily Соколова') }).waitFor()
  })

  test('signs in where Telegram’s script cannot be had', async ({ site, context, demo }) => {
    await context.route('**/telegram-web-app.js', (route) => route.abort())
    await takePhone(site, demo.telegramUrl)
    const app = await openMiniApp(site)
    await greeting(app, 'Анна Соколова').waitFor()
    await app.getByRole('link', { name: ru.home.toAccount }).click()
    await app.getByRole('heading', { name: ru.account.profile }).waitFor()
    // There is nobody to ask for the phone, and all else is there, after a reload too.
    expect(await app.getByRole('button', { name: ru.account.addPhone }).count()).toBe(0)
    await frameOf(site, demo.url)?.evaluate('location.reload()')
    await app.getByRole('heading', { name: ru.account.devices }).waitFor()
  })

  test('goes back by Telegram’s own button, and wears Telegram’s theme (T12)', async ({ site, demo }) => {
    await site.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    await takePhone(site, demo.telegramUrl)
    const app = await openMiniApp(site)
    await app.getByRole('link', { name: ru.home.toAccount }).click()
    await app.getByRole('heading', { name: ru.account.profile }).waitFor()
    const ground = () => frameOf(site, demo.url)?.evaluate('getComputedStyle(document.documentElement).backgroundColor')
    expect(await ground()).toBe('rgb(15, 20, 25)')
    await site.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await expect.poll(ground).toBe('rgb(238, 241, 244)')
    await site.getByRole('button', { name: 'Назад', exact: true }).click()
    await greeting(app, 'Анна Соколова').waitFor()
    await site.getByRole('button', { name: 'Назад', exact: true }).waitFor({ state: 'detached' })
  })
})
