import { browserShell } from './browser.ts'

/** What surrounds the site: a browser, or Telegram. Everything that differs between them is here. */
export interface Shell {
  readonly kind: 'browser' | 'telegram'
  /** The language of the surroundings, when they tell it. */
  readonly language: string | undefined
  /** Opens a link of Telegram's. False: a plain link does it better. */
  openTelegram(link: string): boolean
  /** Shows the surroundings' own way back, or hides it. */
  offerBack(back: (() => void) | undefined): void
}

/** The surroundings of this page, once `findShell` has looked. */
export let shell: Shell = browserShell

/**
 * Finds out where the site was opened. Telegram's script is fetched only inside Telegram: it
 * is a stranger's script, and outside it would only cost a request.
 */
export async function findShell(): Promise<Shell> {
  if (isOpenedByTelegram()) {
    const { openTelegramShell } = await import('./telegram.ts')
    shell = (await openTelegramShell()) ?? browserShell
  }
  return shell
}

// Telegram tells in the fragment, which the first step inside the site removes; its script
// keeps what it was told in this tab.
function isOpenedByTelegram(): boolean {
  if (/[#&?]tgWebApp(?:Data|Version|Platform)=/.test(location.hash + location.search)) return true
  try {
    return sessionStorage.getItem('__telegram__initParams')?.includes('tgWebAppVersion') ?? false
  } catch {
    return false
  }
}
