import { words as cabinet } from '@vitrina/contract/words/site/ru-cabinet'
import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Shop } from '../harness.ts'
import { password, reachCode, siteWords } from './registering.ts'
import { describe, test } from './visit.ts'

const REFRESH = '**/api/auth/refresh'

/** Somebody with a mailbox, signed in a while ago, with the cabinet open in a second tab too. */
async function openTabs({ site, shop, context }: { site: Page; shop: Shop; context: BrowserContext }) {
  const { phone, code } = await reachCode({ site, shop })
  await site.getByLabel(siteWords.ru.field.code).pressSequentially(code)
  await cabinetOf(site)
  const email = `tabs${phone.slice(1)}@shop.example`
  await shop.database.db.execute(
    `update customers set email = '${email}', email_verified_at = now() where phone = '${phone}'`,
  )
  await site.reload()
  await cabinetOf(site)
  const other = await context.newPage()
  await other.goto(`${shop.url}/account`)
  await cabinetOf(other)
  await shop.database.db.execute(`update sessions set proven_at = now() - interval '11 minutes'`)
  // A tab behind another one draws nothing, and nothing in it can be pressed.
  await site.bringToFront()
  return { other, email }
}

const cabinetOf = (site: Page) => site.locator('.identifier').first().waitFor()

/** Asks for the data, up to the code by mail; out: the code, not typed yet. */
async function askProof({ site, shop, email }: { site: Page; shop: Shop; email: string }): Promise<string> {
  await site.getByRole('button', { name: cabinet.data.download }).click()
  const dialog = site.getByRole('dialog', { name: cabinet.stepUp.heading })
  await dialog.getByRole('radio', { name: cabinet.stepUp.byEmail }).check({ force: true })
  await dialog.getByRole('button', { name: cabinet.stepUp.send }).click()
  const codeIn = () => shop.simulator.mail.letters(email).flatMap(({ text }) => /: (\d{6})\b/.exec(text)?.[1] ?? [])[0]
  await expect.poll(codeIn, { timeout: 10_000 }).toBeDefined()
  return codeIn() ?? ''
}

async function prove(site: Page, code: string): Promise<void> {
  const saved = site.waitForEvent('download')
  await site.getByLabel(cabinet.proof.code).pressSequentially(code)
  await saved
}

/** Both tabs go on: with what they have, and with what a reload gives them. */
async function expectBothIn(...tabs: Page[]): Promise<void> {
  for (const tab of tabs) await cabinetOf(tab)
  for (const tab of tabs) {
    await tab.reload()
    await cabinetOf(tab)
  }
}

describe('a proof in one tab, while another one renews its session (S19)', () => {
  test('which is asked before and answered after it, signs no tab out', async ({ site, shop, context }) => {
    const { other, email } = await openTabs({ site, shop, context })
    const code = await askProof({ site, shop, email })
    const [answered, proven] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    await other.route(REFRESH, async (route) => {
      const response = await route.fetch()
      answered.resolve()
      await proven.promise
      await route.fulfill({ response })
    })
    const reloading = other.reload()
    await answered.promise
    await prove(site, code)
    proven.resolve()
    await reloading
    await expectBothIn(other, site)
  })

  test('which leaves the browser before and arrives after it, signs no tab out', async ({ site, shop, context }) => {
    const { other, email } = await openTabs({ site, shop, context })
    const code = await askProof({ site, shop, email })
    const [left, proven] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    await other.route(REFRESH, async (route) => {
      // As it leaves, with the cookie of that moment.
      const headers = await route.request().allHeaders()
      const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
      left.resolve()
      await proven.promise
      await route.fulfill({ response: await route.fetch({ headers: { ...headers, cookie } }) })
    })
    const reloading = other.reload()
    await left.promise
    await prove(site, code)
    proven.resolve()
    await reloading
    await expectBothIn(other, site)
  })
})

describe('a sign-in in one tab', () => {
  test('is not undone by the refusal of the session before it, which comes late to another', async ({
    site,
    shop,
    context,
  }) => {
    const { phone, code } = await reachCode({ site, shop })
    await site.getByLabel(siteWords.ru.field.code).pressSequentially(code)
    await cabinetOf(site)
    // On no page of ours: what one still asked for would find the session ended before the other tab does.
    await site.goto(`${shop.url}/healthz`)
    await shop.database.db.execute('update sessions set ended_at = now() where ended_at is null')
    const other = await context.newPage()
    const [answered, signedIn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    await other.route(
      REFRESH,
      async (route) => {
        const response = await route.fetch()
        answered.resolve()
        await signedIn.promise
        await route.fulfill({ response })
      },
      { times: 1 },
    )
    const opening = other.goto(`${shop.url}/account`)
    await answered.promise
    // By the site's own call, and told to the other tabs as the site does.
    await site.evaluate(
      async ([identifier, password]) => {
        const body = JSON.stringify({ identifier, password })
        await fetch('/api/auth/login', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
        localStorage.setItem('vitrina.session', String(Date.now()))
      },
      [phone, password],
    )
    signedIn.resolve()
    await opening
    await site.goto(`${shop.url}/account`)
    await expectBothIn(other, site)
  })
})
