import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished } from 'vitest'
import type { Simulator } from '../src/index.ts'

type Options = BrowserContextOptions & {
  /** What the browser is right to complain about. */
  complaints?: RegExp
}
type Open = (simulator: Pick<Simulator, 'url'>, path: string, options?: Options) => Promise<Page>

// That a server which is away cannot be reached is the browser's own news, not a fault of the page.
const AWAY = /ERR_CONNECTION_REFUSED/

// The first draws no window, which is a third of the work.
const programs = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome']
const binary = (process.env.PATH ?? '')
  .split(delimiter)
  .flatMap((folder) => programs.map((program) => join(folder, program)))
  .find(existsSync)

/** The tests in a browser; skipped where there is none. */
export const describeInBrowser = describe.skipIf(binary === undefined)

/** One browser for a file of tests. Out: opens the page; anything the browser complains about fails the test. */
export function useBrowser(): Open {
  let browser: Browser
  beforeAll(async () => {
    if (binary === undefined) return
    browser = await chromium.launch({
      executablePath: binary,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    })
  }, 60_000)
  afterAll(() => browser?.close())

  return async (simulator, path, { complaints: expected = AWAY, ...options } = {}) => {
    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options })
    const complaints: string[] = []
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    onTestFinished(async () => {
      await context.close()
      expect(complaints.filter((complaint) => !expected.test(complaint))).toEqual([])
    })
    await page.goto(`${simulator.url}${path}`)
    return page
  }
}

export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** What axe finds wrong with the page as it is. */
export async function accessibilityFaults(page: Page): Promise<unknown> {
  await page.addScriptTag({ path: new URL('../../../node_modules/axe-core/axe.min.js', import.meta.url).pathname })
  return await page.evaluate(
    'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + " " + nodes[0].html))',
  )
}
