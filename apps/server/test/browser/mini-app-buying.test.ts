import { words as ru } from '@vitrina/contract/words/site/ru'
import { sql } from 'drizzle-orm'
import type { FrameLocator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { CustomerId } from '#identity'
import type { Database } from '#platform'
import { testCtx } from '../ctx.ts'
import { fillAll, sell } from '../selling.ts'
import { basketWords, orderWords, peonies } from './buying.ts'
import { keepScreen } from './chromium.ts'
import { frameOf, appHeading as heading, mainButton, openMiniApp, takePhone, test } from './mini-app-steps.ts'
import { describe } from './visit.ts'

const { cart, checkout } = basketWords.ru

/** Something in the cart of the newest customer, who has just opened the Mini App. */
async function fillCart(database: Database): Promise<void> {
  const on = { ctx: { ...testCtx(database.db), now: () => new Date() } }
  const { sku } = await sell(on, { name: peonies })
  const { rows } = await database.db.execute<{ id: CustomerId }>(sql`select max(id) as id from customers`)
  const customerId = rows[0]?.id
  if (!customerId) throw new Error('nobody is here')
  await fillAll(on, [{ customerId, lines: { [sku]: 2 } }])
}

/** The keyboard comes: what one types in is not under it (T16). */
async function keepsInSight(site: Page, app: FrameLocator): Promise<void> {
  const size = site.viewportSize()
  const street = app.getByLabel(checkout.street, { exact: true })
  await street.focus()
  await street.evaluate((field) => field.scrollIntoView({ block: 'end' }))
  if (!size) throw new Error('the window has no size')
  await site.setViewportSize({ width: size.width, height: 420 })
  const isInSight = () =>
    street.evaluate((field) => {
      const { top, bottom } = field.getBoundingClientRect()
      return top >= 0 && bottom <= (field.ownerDocument.defaultView?.innerHeight ?? 0)
    })
  await expect.poll(isInSight).toBe(true)
  await site.setViewportSize(size)
}

describe('buying in the Mini App (E3, E6)', () => {
  test('goes by Telegram’s own button, with the phone at one tap, and nothing typed is under the keyboard (T12, T16)', async ({
    site,
    visit,
    demo,
  }) => {
    await takePhone(site, demo.telegramUrl)
    const app = await openMiniApp(site)
    await heading(app, ru.home.welcome('Анна Соколова')).waitFor()
    await fillCart(demo.database)
    await frameOf(site, demo.url)?.evaluate("location.assign('/cart')")
    await heading(app, cart.title).waitFor()
    await mainButton(site)
      .getByText(/2[\s\u00a0]000/)
      .waitFor()
    // The page has none of its own beside it.
    expect(await app.getByRole('link', { name: cart.checkout }).count()).toBe(0)
    await keepScreen(site, 'mini-app-ru-4-cart')
    await mainButton(site).click()
    await heading(app, checkout.heading).waitFor()
    await app.getByRole('button', { name: ru.account.addPhone }).click()
    await site.getByRole('button', { name: 'Поделиться', exact: true }).click()
    const phone = app.getByLabel(ru.field.phone, { exact: true })
    await expect.poll(() => phone.inputValue()).toMatch(/^\+7/)
    await app.getByLabel(checkout.city, { exact: true }).fill('Москва')
    await app.getByLabel(checkout.street, { exact: true }).fill('Арбат, 1')
    await keepScreen(site, 'mini-app-ru-5-checkout')
    await keepsInSight(site, app)
    await mainButton(site).click()
    await heading(app, orderWords.ru.lately).waitFor()
    await mainButton(site).waitFor({ state: 'detached' })
    expect(visit.complaints).toEqual([])
  })
})
