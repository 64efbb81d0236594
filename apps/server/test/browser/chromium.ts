import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { browserPrograms } from './programs.ts'

const binary = (process.env.PATH ?? '')
  .split(delimiter)
  .flatMap((folder) => browserPrograms.map((program) => join(folder, program)))
  .find(existsSync)

/** Why the tests in a browser cannot run here, if so. */
export const chromiumMissing = binary
  ? undefined
  : 'no Chromium on this machine (apt-get install chromium-headless-shell)'

// Silent about itself: on a machine without a network its own errands fail by the dozen.
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: binary ?? 'chromium', args: quiet })
}

export const screens = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
} satisfies Record<string, BrowserContextOptions>

/** A visitor's browser that keeps what it complains about. */
export async function openContext(
  browser: Browser,
  options: BrowserContextOptions,
): Promise<{ context: BrowserContext; complaints: string[] }> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  // Beside other files on two cores.
  context.setDefaultTimeout(20_000)
  const complaints: string[] = []
  context.on('weberror', (error) => complaints.push(error.error().message))
  // A refusal is answered with a status, which Chromium reports as an error of its own.
  context.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text())
  })
  return { context, complaints }
}

const folder = join(import.meta.dirname, '../../../../docs/screens')

// Letters, and the pictures in sight; one that is put off by the browser does not come.
const SETTLED = `Promise.race([
  new Promise((resolve) => setTimeout(resolve, 3000)),
  Promise.all([document.fonts.ready, ...[...document.images]
    .filter((image) => image.getBoundingClientRect().top < innerHeight)
    .map((image) => image.decode().catch(() => {}))]),
])`

/** Keeps the picture for the README when `KEEP_SCREENS` is set; otherwise the page is only laid out. */
export async function keepScreen(page: Page, name: string): Promise<void> {
  if (!process.env.KEEP_SCREENS) return
  await mkdir(folder, { recursive: true })
  await Promise.all(page.frames().map((frame) => frame.evaluate(SETTLED)))
  await page.screenshot({ path: join(folder, `${name}.png`) })
}
