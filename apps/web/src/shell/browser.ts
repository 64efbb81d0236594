import type { Shell } from './shell.ts'

/** An ordinary browser: it has its own back button and its own way with links. */
export const browserShell: Shell = {
  kind: 'browser',
  language: undefined,
  openTelegram: () => false,
  offerBack: () => {},
  askPhone: undefined,
  offerMain: undefined,
  guardClosing: () => {},
  feelOutcome: () => {},
  openInvoice: () => false,
  openPage: () => false,
  feel: () => {},
  close: undefined,
}
