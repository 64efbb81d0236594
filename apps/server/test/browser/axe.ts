import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { AxeResults } from 'axe-core'
import type { Frame, Page } from 'playwright-core'

/** Brings the checker into a page; one that takes no scripts but its own must have been told to. */
export async function bringAxe(page: Page | Frame): Promise<void> {
  await page.evaluate(await readFile(fileURLToPath(import.meta.resolve('axe-core')), 'utf8'))
}

/** All that the checker knows of, or only what another light may spoil. */
type Look = 'whole' | 'colours'

/** What not everybody could use of the page as it stands. */
export async function findFaults(page: Page | Frame, look: Look = 'whole'): Promise<string[]> {
  const options =
    look === 'whole'
      ? { rules: { 'target-size': { enabled: true } } }
      : { runOnly: ['color-contrast', 'link-in-text-block'] }
  const results = (await page.evaluate((options) => (globalThis as any).axe.run(options), options)) as AxeResults
  const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
  const faults = results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  return wide ? [...faults, 'the page scrolls sideways'] : faults
}
