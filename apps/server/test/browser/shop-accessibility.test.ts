import { randomUUID } from 'node:crypto'
import type { Email } from '@vitrina/contract'
import { words as ru } from '@vitrina/contract/words/site/ru'
import { sql } from 'drizzle-orm'
import type { CustomerId } from '#identity'
import { admitCustomer } from '#own-account'
import { PasswordHasher } from '#platform'
import { testCtx } from '../ctx.ts'
import { device } from '../use-cases.ts'
import { inspect } from './axe.ts'
import { openContext, screens } from './chromium.ts'
import { frameOf, openMiniApp, takePhone, test as visiting } from './mini-app-steps.ts'
import { password } from './registering.ts'
import { type Stage, states } from './shop-states.ts'
import { describe } from './visit.ts'

// The checker is a script of ours in a page that takes none but its own.
const look = { ...screens.desktop, locale: 'ru', bypassCSP: true, reducedMotion: 'reduce' } as const

/** One page and one frame for all states: what costs the most is to open them. */
const test = visiting
  .extend('inBrowser', { scope: 'file' }, async ({ demo, browser }, { onCleanup }): Promise<Stage> => {
    const { context } = await openContext(browser, look)
    onCleanup(() => context.close())
    const email = `${randomUUID()}@example.com` as Email
    const ctx = {
      ...testCtx(demo.database.db),
      now: () => new Date(),
      jobs: { send: async () => {}, publish: async () => {} },
    }
    const claim = {
      name: 'Анна',
      locale: 'ru' as const,
      passwordHash: await new PasswordHasher().hash(password),
      device,
    }
    const { id } = await admitCustomer(ctx, { telegramId: null, telegramUsername: null, phone: null, email }, claim)
    const page = await context.newPage()
    await page.goto(`${demo.url}/login`)
    await page.locator('[name=identifier]').fill(email)
    await page.locator('[name=password]').fill(password)
    await page.locator('[type=submit]').first().click()
    await page.waitForURL(/\/account$/)
    return { page, frame: page.mainFrame(), customerId: id, database: demo.database, url: demo.url }
  })
  .extend('inTelegram', { scope: 'file' }, async ({ demo, browser }, { onCleanup }): Promise<Stage> => {
    const { context } = await openContext(browser, look)
    onCleanup(() => context.close())
    const page = await context.newPage()
    await takePhone(page, demo.telegramUrl)
    const app = await openMiniApp(page)
    // Before Telegram's word is taken there may be a guest.
    await app.getByRole('heading', { name: ru.home.welcome('Анна Соколова') }).waitFor()
    const frame = frameOf(page, demo.url)
    if (!frame) throw new Error('the Mini App has no frame')
    const { rows } = await demo.database.db.execute<{ id: CustomerId }>(sql`select max(id) as id from customers`)
    const customerId = rows[0]?.id
    if (!customerId) throw new Error('nobody is here')
    return { page, frame, customerId, database: demo.database, url: demo.url }
  })

/** As it is found next time. */
async function leave({ page }: Stage): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.context().setOffline(false)
  await page.setViewportSize(screens.desktop.viewport)
}

describe('the shop can be used by everybody', () => {
  test.for(states)('axe finds nothing on $state, light or dark, wide or narrow (X2)', async (state, { inBrowser }) => {
    const { desktop, phone } = screens
    const widths = [...(state.isNarrow ? [] : [desktop.viewport]), phone.viewport]
    if (state.isNarrow) await inBrowser.page.setViewportSize(phone.viewport)
    try {
      await state.reach(inBrowser)
      await inspect(inBrowser, widths)
    } finally {
      await leave(inBrowser)
    }
  })

  test.for(states)(
    'axe finds nothing on $state in the Mini App, light or dark (E3, X2)',
    async (state, { inTelegram }) => {
      try {
        await state.reach(inTelegram)
        await inspect(inTelegram, [screens.desktop.viewport])
      } finally {
        await leave(inTelegram)
      }
    },
  )
})
