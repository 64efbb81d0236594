import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer } from '../browser.ts'
import { newPhone, openDemoShop, type Shop } from '../harness.ts'
import { chromiumMissing, launchChromium, openContext, screens } from './chromium.ts'

const password = 'a long password 7'

let browser: Browser
let shop: Shop
let axe: string

beforeAll(async () => {
  if (chromiumMissing) return
  ;[browser, shop] = await Promise.all([launchChromium(), openDemoShop()])
  axe = await readFile(fileURLToPath(import.meta.resolve('axe-core')), 'utf8')
})
afterAll(async () => {
  await browser?.close()
  await shop?.close()
})

const looks = (['light', 'dark'] as const).flatMap((scheme) =>
  (['desktop', 'phone'] as const).map((screen) => ({ scheme, screen })),
)

describe.skipIf(chromiumMissing)('a page can be used by everybody', () => {
  test.each(looks)('in $scheme on a $screen', async ({ scheme, screen }) => {
    // The checker is a script of ours in a page that takes none but its own.
    const options = { ...screens[screen], colorScheme: scheme, locale: 'ru', bypassCSP: true }
    const { context } = await openContext(browser, options)
    const page = await context.newPage()
    for (const path of ['/', '/register', '/login', '/no-such-page']) {
      await page.goto(`${shop.url}${path}`)
      expect(await findFaults(page), path).toEqual([])
    }
    await register(page)
    expect(await findFaults(page), 'waiting').toEqual([])
    await signIn(page)
    expect(await findFaults(page), 'account').toEqual([])
    await context.close()
  })
})

async function findFaults(page: Page): Promise<string[]> {
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.evaluate(axe)
  const results = (await page.evaluate('axe.run()')) as AxeResults
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

async function register(page: Page): Promise<void> {
  await page.goto(`${shop.url}/register`)
  await page.locator('[name=phone]').fill(newPhone())
  await page.locator('[name=name]').fill('Анна')
  await page.locator('[name=password]').fill(password)
  await page.locator('[type=submit]').click()
  await page.locator('a[href*="start="]').waitFor()
}

/** By contract A, whose account exists as soon as an external bot says so: nothing here is about Telegram. */
async function signIn(page: Page): Promise<void> {
  const phone = newPhone()
  const client = shop.browser()
  const started: Answer = await client.post('/auth/register', { phone_number: phone, name: 'Анна', password })
  const completion = {
    verification_code: started.body.verification_code,
    telegram_phone: phone,
    telegram_chat_id: shop.person({ phone }).id,
  }
  const completed = await client.post('/auth/complete-registration', completion, {
    'x-bot-secret': shop.config.botSecret ?? '',
  })
  expect(completed.status).toBe(200)
  await page.goto(`${shop.url}/login`)
  await page.locator('[name=identifier]').fill(phone)
  await page.locator('[name=password]').fill(password)
  await page.locator('[type=submit]').click()
  await page.waitForURL('**/account')
}
