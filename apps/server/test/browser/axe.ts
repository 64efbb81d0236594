import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Frame, Page } from 'playwright-core'
import { expect } from 'vitest'
import { screens } from './chromium.ts'

const checker = readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** Brings the checker into a page; one that takes no scripts but its own must have been told to. */
export async function bringAxe(page: Page | Frame): Promise<void> {
  await page.evaluate(await checker)
}

/** All that the checker knows of, or only what another light may spoil. */
type Look = 'whole' | 'colours'

const looks = {
  whole: { rules: { 'target-size': { enabled: true } } },
  colours: { runOnly: ['color-contrast', 'link-in-text-block'] },
}

/** What not everybody could use of the page as it stands. */
export function findFaults(page: Page | Frame, look: Look = 'whole'): Promise<string[]> {
  return page.evaluate(runAxe, { ...looks[look], resultTypes: ['violations'] })
}

/** Runs in the page: what is right is neither gathered nor sent. */
async function runAxe(options: object): Promise<string[]> {
  const { axe, document, innerWidth } = globalThis as any
  const { violations } = await axe.run(options)
  const faults = violations.map(
    ({ id, nodes }: any) => `${id}: ${nodes.map(({ html }: { html: string }) => html).join(' ')}`,
  )
  return document.documentElement.scrollWidth > innerWidth ? [...faults, 'the page scrolls sideways'] : faults
}

/** What is inspected: a page, or what a page has in a frame. */
interface Inspected {
  page: Page
  frame?: Frame
}

const everyWidth = [screens.desktop.viewport, screens.phone.viewport]

/** Finds nothing on what is shown, at each of these widths and, at the last of them, in the dark. */
export async function inspect({ page, frame = page.mainFrame() }: Inspected, widths = everyWidth): Promise<void> {
  await bringAxe(frame)
  const inspectNow = (look: Look) =>
    // Sums that are being asked for anew are pale for that moment; what stays is a fault.
    expect
      .poll(() => findFaults(frame, look), { message: `${look}, ${page.viewportSize()?.width}`, timeout: 10_000 })
      .toEqual([])
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  for (const viewport of widths) {
    await page.setViewportSize(viewport)
    await inspectNow('whole')
  }
  // What is narrow has the colours of what is wide.
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await inspectNow('colours')
}
