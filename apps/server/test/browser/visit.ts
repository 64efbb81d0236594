import type { BrowserContext, BrowserContextOptions } from 'playwright-core'
import { describe as anyDescribe, test as anyTest } from 'vitest'
import { openDemoShop } from '../harness.ts'
import { chromiumMissing, launchChromium, openContext, screens } from './chromium.ts'

/** The tests in a browser; skipped, and said so, where there is none. */
export const describe = anyDescribe.skipIf(chromiumMissing)

/**
 * One browser a worker, one shop a file, a visitor of their own each test. Made when a test asks for
 * them by name: where all tests are skipped nothing is started. Overridden inside a `describe` only, or extended: the
 * files of a worker share this one.
 */
export const test = anyTest
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads from the pattern which others are asked for
  .extend('shop', { scope: 'file' }, async ({}, { onCleanup }) => {
    const shop = await openDemoShop()
    onCleanup(() => shop.close())
    return shop
  })
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads from the pattern which others are asked for
  .extend('browser', { scope: 'worker' }, async ({}, { onCleanup }) => {
    const browser = await launchChromium()
    onCleanup(() => browser.close())
    return browser
  })
  // Whom the site is shown to, unless a file or a test says otherwise.
  .extend('look', (): BrowserContextOptions => ({ ...screens.desktop, locale: 'ru' }))
  // Another visitor beside the first.
  .extend('open', async ({ browser }, { onCleanup }) => {
    const opened: BrowserContext[] = []
    onCleanup(async () => {
      for (const context of opened) await context.close()
    })
    return async (options: BrowserContextOptions) => {
      const visit = await openContext(browser, options)
      opened.push(visit.context)
      return visit
    }
  })
  .extend('visit', ({ open, look }) => open(look))
  .extend('context', ({ visit }) => visit.context)
  .extend('site', ({ context }) => context.newPage())
