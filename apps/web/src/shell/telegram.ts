import type { InvoiceStatus, MainAct, SharedPhone, Shell } from './shell.ts'

interface MainParams {
  text?: string
  color?: string
  text_color?: string
  is_active: boolean
  is_visible: boolean
}

interface MainButton {
  setParams(params: MainParams): void
  showProgress(leaveActive: boolean): void
  hideProgress(): void
  onClick(run: () => void): void
  offClick(run: () => void): void
}

interface WebApp {
  colorScheme: 'light' | 'dark'
  initDataUnsafe: { user?: { language_code?: string } }
  BackButton: { show(): void; hide(): void; onClick(run: () => void): void; offClick(run: () => void): void }
  MainButton?: MainButton
  HapticFeedback?: {
    notificationOccurred(kind: 'success' | 'error'): void
    impactOccurred(style: 'light'): void
  }
  enableClosingConfirmation?(): void
  disableClosingConfirmation?(): void
  openInvoice?(link: string, settle: (status: InvoiceStatus) => void): void
  ready(): void
  expand(): void
  close(): void
  isVersionAtLeast(version: string): boolean
  openTelegramLink(link: string): void
  openLink(url: string): void
  requestContact(settle: (sent: boolean, event?: { response?: string }) => void): void
  onEvent(name: 'themeChanged', run: () => void): void
}

declare global {
  interface Window {
    Telegram?: { WebApp?: WebApp }
  }
}

const SCRIPT = 'https://telegram.org/js/telegram-web-app.js'
const PATIENCE_MS = 4000
// Telegram for iOS sometimes leaves a line of the page, and nothing that a person could press to have it back.
const FOLDED = 100

/** Loads Telegram's script; without it, as where telegram.org is blocked, the site goes on as in a browser. */
export async function openTelegramShell(script = SCRIPT): Promise<Shell | undefined> {
  await loadScript(script)
  const app = window.Telegram?.WebApp
  if (!app) return undefined
  // The script has put --tg-theme-* and --tg-viewport-* on the root; tokens.css reads them.
  const follow = () => {
    document.documentElement.dataset.scheme = app.colorScheme
  }
  document.documentElement.dataset.shell = 'telegram'
  follow()
  app.onEvent('themeChanged', follow)
  app.ready()
  app.expand()
  window.addEventListener('resize', () => {
    if (window.innerHeight < FOLDED) app.expand()
  })
  return shellOf(app)
}

function shellOf(app: WebApp): Shell {
  let current: (() => void) | undefined
  return {
    kind: 'telegram',
    language: app.initDataUnsafe.user?.language_code,
    openTelegram(link) {
      // Telegram takes only its own addresses; the demo's lead to this machine.
      if (!link.startsWith('https://t.me/')) return false
      app.openTelegramLink(link)
      return true
    },
    offerBack(back) {
      // Before it there was none, and one leaves by closing.
      if (!app.isVersionAtLeast('6.1')) return
      if (current) app.BackButton.offClick(current)
      current = back
      if (back) {
        app.BackButton.onClick(back)
        app.BackButton.show()
      } else app.BackButton.hide()
    },
    // Older clients have no such question.
    askPhone: app.isVersionAtLeast('6.9') ? () => askPhone(app) : undefined,
    offerMain: app.MainButton && offerMain(app.MainButton),
    // Older clients have none of these, and say so in the console at each call.
    guardClosing(isGuarded) {
      if (!app.isVersionAtLeast('6.2')) return
      if (isGuarded) app.enableClosingConfirmation?.()
      else app.disableClosingConfirmation?.()
    },
    feelOutcome(isDone) {
      if (app.isVersionAtLeast('6.1')) app.HapticFeedback?.notificationOccurred(isDone ? 'success' : 'error')
    },
    openInvoice(link, settle) {
      if (!app.isVersionAtLeast('6.1') || !app.openInvoice || !link.startsWith('https://t.me/')) return false
      app.openInvoice(link, settle)
      return true
    },
    // In the place of the Mini App it would have no way back: Telegram's buttons are the Mini App's own.
    openPage(url) {
      app.openLink(url)
      return true
    },
    // Older clients have none, and say so in the console at each call.
    feel: () => app.isVersionAtLeast('6.1') && app.HapticFeedback?.impactOccurred('light'),
    close: () => app.close(),
  }
}

function offerMain(button: MainButton): (main: MainAct | undefined) => void {
  let current: (() => void) | undefined
  return (main) => {
    if (current) button.offClick(current)
    current = main?.press
    if (!main) {
      button.hideProgress()
      button.setParams({ is_active: false, is_visible: false })
      return
    }
    button.onClick(main.press)
    button.setParams({ text: main.text, ...shopColours(), is_active: !main.paused && !main.busy, is_visible: true })
    if (main.busy) button.showProgress(false)
    else button.hideProgress()
  }
}

/** The button looks like those of the page above it, not like another shop's. */
function shopColours(): Pick<MainParams, 'color' | 'text_color'> {
  const { dataset, style } = document.documentElement
  const scheme = dataset.scheme === 'dark' ? 'dark' : 'light'
  const [color, text] = ['accent', 'on-accent'].map((name) => style.getPropertyValue(`--${name}-${scheme}`).trim())
  return color && text ? { color, text_color: text } : {}
}

function askPhone(app: WebApp): Promise<SharedPhone> {
  return new Promise((resolve) => {
    app.requestContact((sent, event) => resolve(sent ? { proof: event?.response || undefined } : 'kept'))
  })
}

function loadScript(address: string): Promise<void> {
  return new Promise((resolve) => {
    const script = document.createElement('script')
    script.src = address
    script.onload = script.onerror = () => resolve()
    setTimeout(resolve, PATIENCE_MS)
    document.head.append(script)
  })
}
