import { botWords } from '@vitrina/contract/words/bot'
import { words as ru } from '@vitrina/contract/words/site/ru'
import { words as cabinet } from '@vitrina/contract/words/site/ru-cabinet'
import { words as ways } from '@vitrina/contract/words/site/ru-ways'
import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { newPhone, payloadOf, receiveCode } from '../harness.ts'
import { nameEmail, relinkTelegram, type Stage, signIn } from './cabinet-steps.ts'
import { screens } from './chromium.ts'
import { hold } from './hold.ts'
import { answerAfter, sendOn } from './late-answers.ts'
import { askForCode, haveAccount, newEmail, openWay, receiveLetter } from './other-ways.ts'
import { botLink, heading, password, reachCode } from './registering.ts'
import { describe, test } from './visit.ts'

const press = (site: Page, name: string) => site.getByRole('button', { name, exact: true }).click()
const mailCode = (site: Page) => site.getByLabel(ways.carried.email.label)
const proofCode = (site: Page) => site.getByLabel(cabinet.proof.code)

const CODES = '**/api/auth/verifications/*/code'

/** The server does what the next code asks of it, and its answer is lost on the way, cookies and all. */
function loseAnswer(site: Page): Promise<unknown> {
  return site.route(CODES, (route) => sendOn(route).then(() => route.abort()), { times: 1 })
}

/** Has the page say, from here on, that a stream has told it of an end and that it has drawn that. */
const tellOfEnds = `
  const Plain = EventSource
  window.EventSource = class extends Plain {
    constructor(...given) {
      super(...given)
      this.addEventListener('status', ({ data }) => {
        if (JSON.parse(data).status === 'verified') setTimeout(hearOfEnd, 100)
      })
    }
  }`

/** Lets no answer to a code through before the stream has told of it; from the next page load on. */
async function holdAnswers(site: Page): Promise<void> {
  let hear = () => {}
  await site.exposeFunction('hearOfEnd', () => hear())
  await site.addInitScript({ content: tellOfEnds })
  await site.route(CODES, async (route) => {
    const told = new Promise<void>((resolve) => {
      hear = resolve
    })
    await answerAfter(route, () => told)
  })
}

/** How often the page has asked for its session anew. */
function countRenewals(site: Page): () => number {
  let renewals = 0
  site.on('request', (request) => request.url().endsWith('/api/auth/refresh') && renewals++)
  return () => renewals
}

/** A registration by mail up to its code, which the caller types. */
async function reachMailCode({ site, shop }: Stage, email: string): Promise<string> {
  await openWay({ site, shop }, 'email')
  await askForCode(site, { email, name: 'Вера' })
  await mailCode(site).waitFor()
  return receiveLetter(shop, email)
}

async function registerWithLostAnswer(stage: Stage): Promise<string> {
  const email = newEmail()
  const code = await reachMailCode(stage, email)
  await loseAnswer(stage.site)
  await mailCode(stage.site).pressSequentially(code)
  await heading(stage.site, ways.waiting.usedHeading).waitFor()
  return email
}

/** Through the form for a code by mail, at whose address one is. */
async function signInByMail({ site, shop }: Stage, email: string): Promise<void> {
  await press(site, ways.getCode)
  await mailCode(site).pressSequentially(await receiveLetter(shop, email, 2))
  await heading(site, ru.account.greeting('Вера')).waitFor()
}

describe('a right code whose answer was lost', () => {
  test.override('look', { ...screens.phone, locale: 'ru' })

  test('is said to be used, after a reload too, with the way to another one', async ({ site, shop }) => {
    const email = await registerWithLostAnswer({ site, shop })
    await site.reload()
    await heading(site, ways.waiting.usedHeading).waitFor()
    await site.getByText(ways.waiting.used).waitFor()
    await site.getByRole('link', { name: ways.login.password }).waitFor()
    await site.getByRole('link', { name: ways.getCode }).click()
    await site.getByLabel(ways.email, { exact: true }).fill(email)
    await signInByMail({ site, shop }, email)
  })

  test('has the address in the next form already, and nobody who comes after finds it there', async ({
    site,
    shop,
  }) => {
    const email = await registerWithLostAnswer({ site, shop })
    await site.getByRole('link', { name: ways.getCode }).click()
    await expect.poll(() => site.getByLabel(ways.email, { exact: true }).inputValue()).toBe(email)
    await signInByMail({ site, shop }, email)
    await press(site, ru.account.signOut)
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
    await press(site, ru.login.submit)
    await heading(site, ru.account.greeting('Анна')).waitFor()
  })

  test('that only comes late is waited for, and no session asked for beside it', async ({ site, shop }) => {
    await holdAnswers(site)
    const code = await reachMailCode({ site, shop }, newEmail())
    const renewals = countRenewals(site)
    await mailCode(site).pressSequentially(code)
    await heading(site, ru.account.greeting('Вера')).waitFor()
    expect(renewals()).toBe(0)
  })

  test('of a new password is begun again, with the address there', async ({ site, shop }) => {
    const email = await haveAccount({ site, shop })
    await site.goto(`${shop.url}/reset`)
    await site.getByRole('textbox', { name: ways.email }).fill(email)
    await press(site, cabinet.reset.send)
    const code = await receiveLetter(shop, email, 2)
    await loseAnswer(site)
    await proofCode(site).pressSequentially(code)
    await site.getByText(cabinet.proof.used).waitFor()
    await press(site, cabinet.proof.startOver)
    expect(await site.getByRole('textbox', { name: ways.email }).inputValue()).toBe(email)
  })

  test('of a new password offers none to whoever is signed in here', async ({ site, shop, open }) => {
    const { phone } = await signIn({ site, shop })
    const { context } = await open({ ...screens.phone, locale: 'ru' })
    const page = await context.newPage()
    await signIn({ site: page, shop })
    await page.goto(`${shop.url}/reset`)
    await page.getByRole('radio', { name: cabinet.reset.byTelegram }).check()
    await press(page, cabinet.reset.telegramSend)
    const payload = payloadOf((await botLink(page).getAttribute('href')) ?? '')
    const person = shop.simulator.people().find((one) => one.phone === phone)
    if (!person) throw new Error('the person is not there any more')
    const code = await receiveCode({ person, payload, words: botWords.ru })
    await loseAnswer(page)
    await proofCode(page).pressSequentially(code)
    await page.getByText(cabinet.proof.used).waitFor()
    expect(await heading(page, cabinet.reset.newHeading).count()).toBe(0)
  })
})

/** From the cabinet to the code for another address; out: the code. */
async function addEmail({ site, shop }: Stage, email: string): Promise<string> {
  await nameEmail(site, email)
  return receiveLetter(shop, email)
}

const unlink = (site: Page) =>
  site.getByRole('button', { name: cabinet.identifiers.label(cabinet.identifiers.unlink, 'Telegram') })

/** What a session is renewed by next, as this browser has it. */
async function renewalCookie(context: BrowserContext): Promise<string | undefined> {
  return (await context.cookies()).find(({ name }) => name.endsWith('refresh'))?.value
}

describe('a session that is being renewed', () => {
  test('is there still when the page was left before the answer came (S19)', async ({ site, shop, context }) => {
    await signIn({ site, shop })
    const before = await renewalCookie(context)
    const release = await hold(shop, 'select from sessions for update')
    const asked = site.waitForRequest('**/api/auth/refresh')
    await site.reload({ waitUntil: 'commit' })
    await asked
    await site.goto('about:blank')
    await release()
    await expect.poll(() => renewalCookie(context)).not.toBe(before)
    await shop.database.db.execute(`update refresh_tokens set replaced_at = replaced_at - interval '11 seconds'`)
    await site.goto(`${shop.url}/account`)
    await site.locator('.identifier').first().waitFor()
  })
})

describe('a proof in the cabinet', () => {
  test('whose answer was lost has added what it proved, and the page goes on', async ({ site, shop }) => {
    await signIn({ site, shop })
    const email = newEmail()
    const code = await addEmail({ site, shop }, email)
    await loseAnswer(site)
    await proofCode(site).pressSequentially(code)
    await site.getByText(cabinet.identifiers.added).waitFor()
    await site.locator('.identifier').getByText(email).waitFor()
    await site.reload()
    await site.locator('.identifier').getByText(email).waitFor()
  })

  test('whose answer comes late is waited for', async ({ site, shop }) => {
    await holdAnswers(site)
    await signIn({ site, shop })
    const email = newEmail()
    const code = await addEmail({ site, shop }, email)
    const renewals = countRenewals(site)
    await proofCode(site).pressSequentially(code)
    await site.getByText(cabinet.identifiers.added).waitFor()
    expect(renewals()).toBe(0)
  })

  test('whose answer was lost while the session cannot be asked for is asked about until it can', async ({
    site,
    shop,
  }) => {
    await signIn({ site, shop })
    const email = newEmail()
    const code = await addEmail({ site, shop }, email)
    await loseAnswer(site)
    await site.route('**/api/auth/refresh', (route) => route.abort())
    await proofCode(site).pressSequentially(code)
    await site.getByRole('alert').getByText(ru.fault.unreachable).waitFor()
    await site.unroute('**/api/auth/refresh')
    await press(site, ru.fault.again)
    await site.getByText(cabinet.identifiers.added).waitFor()
  })

  test('of who it is, whose answer was lost, lets what it was for go on', async ({ site, shop }) => {
    const email = newEmail()
    const first = await reachMailCode({ site, shop }, email)
    await mailCode(site).pressSequentially(first)
    await site.locator('.identifier').first().waitFor()
    await shop.database.db.execute(`update sessions set proven_at = now() - interval '11 minutes'`)
    await press(site, cabinet.identifiers.label(cabinet.identifiers.add, cabinet.identifiers.kinds.phone))
    await site.getByRole('dialog').getByRole('textbox').fill(newPhone())
    await press(site, cabinet.adding.next)
    const proof = site.getByRole('dialog', { name: cabinet.stepUp.heading })
    await proof.getByRole('button', { name: cabinet.stepUp.send }).click()
    await proofCode(site).waitFor()
    const code = await receiveLetter(shop, email, 2)
    await loseAnswer(site)
    await proofCode(site).pressSequentially(code)
    await proof.waitFor({ state: 'detached' })
    await site.getByRole('dialog', { name: cabinet.adding.phone }).getByLabel(cabinet.proof.code).waitFor()
  })

  test('finished by the bot’s link in another tab goes on in this one (S1)', async ({ context, site, shop }) => {
    await signIn({ site, shop })
    const { returnLink } = await relinkTelegram({ site, shop })
    const told = site.getByText(cabinet.identifiers.added).waitFor()
    const other = await context.newPage()
    await other.goto(returnLink)
    await heading(other, ru.account.greeting('Анна')).waitFor()
    await told
    await unlink(site).waitFor()
  })

  test('finished there while this one slept goes on when it wakes, though the server names it no more', async ({
    context,
    site,
    shop,
  }) => {
    await signIn({ site, shop })
    // Nothing of it reaches the page until then.
    const news = /verifications\/[\w-]{43}(?:\/events)?$/
    await site.route(news, (route) => route.abort())
    const { returnLink } = await relinkTelegram({ site, shop })
    const other = await context.newPage()
    await other.goto(returnLink)
    await heading(other, ru.account.greeting('Анна')).waitFor()
    await site.unroute(news)
    await site.getByText(cabinet.identifiers.added).waitFor()
    expect(await site.getByText(cabinet.proof.expired).count()).toBe(0)
    await unlink(site).waitFor()
  })

  test('that gave way to another in the next tab says so, and claims nothing', async ({ context, site, shop }) => {
    await signIn({ site, shop })
    const code = await addEmail({ site, shop }, newEmail())
    const other = await context.newPage()
    await other.goto(`${shop.url}/account`)
    await addEmail({ site: other, shop }, newEmail())
    await proofCode(other).waitFor()
    await proofCode(site).pressSequentially(code)
    await site.getByText(cabinet.proof.over).waitFor()
    expect(await site.getByText(cabinet.identifiers.added).count()).toBe(0)
  })
})
