import { browserShell } from './browser.ts'
import { readLaunch } from './launch.ts'

/** The person's own number, by Telegram; without a proof only the bot has heard of it. */
export type SharedPhone = 'kept' | { proof: string | undefined }

/** The one thing to do on a page. */
export interface MainAct {
  text: string
  /** Not now. */
  paused: boolean
  /** Waiting for an answer. */
  busy: boolean
  press: () => void
}

/** https://core.telegram.org/bots/webapps#events-available-for-mini-apps, `invoiceClosed`. */
export type InvoiceStatus = 'paid' | 'cancelled' | 'failed' | 'pending'

/** What surrounds the site: a browser, or Telegram. Everything that differs between them is here. */
export interface Shell {
  readonly kind: 'browser' | 'telegram'
  /** The language of the surroundings, when they tell it. */
  readonly language: string | undefined
  /** Opens a link of Telegram's. False: a plain link does it better. */
  openTelegram(link: string): boolean
  /** Shows the surroundings' own way back, or hides it. */
  offerBack(back: (() => void) | undefined): void
  /** Asks for the person's own number; not everywhere is there somebody to ask. */
  readonly askPhone: (() => Promise<SharedPhone>) | undefined
  /**
   * Shows the one thing to do in the surroundings' own large button, or takes it away; where there is
   * none the page has its own.
   */
  readonly offerMain: ((main: MainAct | undefined) => void) | undefined
  /** Has whoever closes the page asked first, or no longer. */
  guardClosing(isGuarded: boolean): void
  /** Tells the hand that something is done, or was refused. */
  feelOutcome(isDone: boolean): void
  /** Opens an invoice of Telegram's, and tells what became of it; false where only a plain link does. */
  openInvoice(link: string, settle: (status: InvoiceStatus) => void): boolean
  /** Opens a page of somebody else's beside this one; false: it is to take the place of this one. */
  openPage(url: string): boolean
  /** A touch that is felt, where the surroundings can do that. */
  feel(): void
  /** Leaves for where the person came from, where that is for us to do. */
  readonly close: (() => void) | undefined
}

/** The surroundings of this page, once `findShell` has looked. */
export let shell: Shell = browserShell

/**
 * Finds out where the site was opened. Telegram's script is fetched only inside Telegram: it
 * is a stranger's script, and outside it would only cost a request. `script` tells where it is
 * instead, in the demo.
 */
export async function findShell(script: () => Promise<string | undefined>): Promise<Shell> {
  if (readLaunch()) {
    const [{ openTelegramShell }, address] = await Promise.all([import('./telegram.ts'), script()])
    shell = (await openTelegramShell(address)) ?? browserShell
  }
  return shell
}
