import type { Email } from '@vitrina/contract'
import { words as ru } from '@vitrina/contract/words/site/ru'
import { words as cabinet } from '@vitrina/contract/words/site/ru-cabinet'
import { words as ways } from '@vitrina/contract/words/site/ru-ways'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Config } from '../../src/config.ts'
import { freePortForDemo } from '../free-port.ts'
import { newPhone, openShop, type Shop } from '../harness.ts'
import { askForCode, newEmail, openWay } from './other-ways.ts'
import { heading } from './registering.ts'
import { describe, test as visiting } from './visit.ts'

/** The demo as `npm start` begins it; `real` is what it has of its own. */
async function openDemo(real: Partial<Config> = {}) {
  const port = await freePortForDemo()
  return openShop({ port, publicUrl: `http://127.0.0.1:${port}`, telegram: undefined, ...real })
}

const test = visiting
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads from the pattern which others are asked for
  .extend('demo', { scope: 'file' }, async ({}, { onCleanup }) => {
    const shop = await openDemo()
    onCleanup(() => shop.close())
    return shop
  })

const inbox = (site: Page, name: string) => site.getByRole('link', { name })

/** Follows the waiting page's link to where the code can be read. */
async function readInbox(site: Page, name: string): Promise<string> {
  const opened = site.context().waitForEvent('page')
  await inbox(site, name).click()
  const simulator = await opened
  await simulator
    .getByText(/\b\d{6}\b/)
    .first()
    .waitFor()
  return /\b\d{6}\b/.exec(await simulator.locator('main').innerText())?.[0] ?? ''
}

async function registerBySms(site: Page, demo: Shop, phone: string): Promise<void> {
  await openWay({ site, shop: demo }, 'sms')
  await site.getByLabel(ru.field.phone, { exact: true }).fill(phone)
  await site.getByLabel(ru.field.name, { exact: true }).fill('Вера')
  await site.getByRole('button', { name: ways.getCode }).click()
  await heading(site, ways.carried.sms.heading).waitFor()
  const code = await readInbox(site, ways.waiting.demoSms)
  await site.bringToFront()
  await site.getByLabel(ways.carried.sms.label).pressSequentially(code)
  await heading(site, ru.account.greeting('Вера')).waitFor()
}

describe('the demo, where nothing leaves the machine (X7)', () => {
  test('leads from a code by SMS to the phone that has it', async ({ demo, site, visit }) => {
    await registerBySms(site, demo, newPhone())
    expect(visit.complaints).toEqual([])
  })

  test('a forgotten password is replaced after a code by SMS', async ({ demo, site, open }) => {
    const phone = newPhone()
    await registerBySms(site, demo, phone)
    const { context } = await open({ locale: 'ru' })
    const other = await context.newPage()
    await other.goto(`${demo.url}/reset`)
    await other.getByRole('radio', { name: cabinet.reset.bySms }).check()
    await other.getByLabel(ru.field.phone, { exact: true }).fill(phone)
    await other.getByRole('button', { name: cabinet.reset.send }).click()
    const code = await readInbox(other, ways.waiting.demoSms)
    await other.bringToFront()
    await other.getByLabel(cabinet.proof.code).pressSequentially(code)
    await heading(other, cabinet.reset.newHeading).waitFor()
  })

  test('with a mail server of its own promises no letter in the practice mailbox (C7)', async ({
    shop,
    site,
    visit,
    onTestFinished,
  }) => {
    const mail = { url: shop.simulator.mail.url, from: { address: 'shop@shop.example' as Email } }
    const demo = await openDemo({ mail })
    onTestFinished(() => demo.close())
    await openWay({ site, shop: demo }, 'email')
    await askForCode(site, { email: newEmail(), name: 'Вера' })
    await heading(site, ways.carried.email.heading).waitFor()
    expect(await inbox(site, ways.waiting.demoMailbox).count()).toBe(0)

    const simulator = await visit.context.newPage()
    await simulator.goto(`${demo.apps[0]?.demoUrl}/#mail`)
    await simulator.getByRole('link', { name: 'SMS' }).waitFor()
    await simulator.getByRole('link', { name: 'Почта' }).waitFor({ state: 'detached' })
    await simulator.getByRole('link', { name: 'Telegram' }).and(simulator.locator('[aria-current=page]')).waitFor()
  })
})
