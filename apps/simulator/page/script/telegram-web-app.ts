// Stands for https://telegram.org/js/telegram-web-app.js where that cannot be had: the part of
// `Telegram.WebApp` that a page needs to live in a frame, over the same messages.

type Data = Record<string, unknown>
type Listener = (data: Data) => void

interface Told {
  tgWebAppData?: string
  tgWebAppVersion?: string
  tgWebAppPlatform?: string
  tgWebAppThemeParams?: string
}

const KEPT = '__telegram__initParams'

/** What the client has told in the fragment; kept for when the page moves on without it. */
function readParameters(): Told {
  const told = Object.fromEntries(new URLSearchParams(location.hash.slice(1)))
  let parameters: Told = told
  try {
    parameters = { ...JSON.parse(sessionStorage.getItem(KEPT) ?? '{}'), ...told }
    sessionStorage.setItem(KEPT, JSON.stringify(parameters))
  } catch {}
  return parameters
}

const parameters = readParameters()
const version = parameters.tgWebAppVersion ?? '6.0'
const listeners = new Map<string, Set<Listener>>()
const theme: Record<string, string> = {}
let colorScheme: 'light' | 'dark' = 'light'

function post(eventType: string, eventData: unknown = ''): void {
  parent.postMessage(JSON.stringify({ eventType, eventData }), '*')
}

function on(name: string, listener: Listener): void {
  listeners.set(name, (listeners.get(name) ?? new Set()).add(listener))
}

function off(name: string, listener: Listener): void {
  listeners.get(name)?.delete(listener)
}

function tell(name: string, data: Data = {}): void {
  for (const listener of [...(listeners.get(name) ?? [])]) listener(data)
}

function wear(colors: Record<string, string>): void {
  Object.assign(theme, colors)
  const root = document.documentElement.style
  for (const [name, color] of Object.entries(theme)) root.setProperty(`--tg-theme-${name.replaceAll('_', '-')}`, color)
  colorScheme = isDark(theme.bg_color ?? '#ffffff') ? 'dark' : 'light'
  root.setProperty('--tg-color-scheme', colorScheme)
}

function isDark(color: string): boolean {
  const [red = 0, green = 0, blue = 0] = (color.slice(1).match(/../g) ?? []).map((hex) => Number.parseInt(hex, 16))
  return Math.sqrt(0.299 * red ** 2 + 0.587 * green ** 2 + 0.114 * blue ** 2) < 120
}

function parse<Value>(text: string | undefined, otherwise: Value): Value {
  try {
    return JSON.parse(text ?? '') ?? otherwise
  } catch {
    return otherwise
  }
}

/** A button of the client: shown by a message to it, pressed by a message from it. */
function clientButton(setup: string, pressed: string) {
  const state: Data = { is_visible: false }
  const change = (next: Data) => {
    Object.assign(state, next)
    post(setup, state)
  }
  const button = {
    setText: (text: string) => change({ text }),
    setParams: (next: Data) => change(next),
    show: () => change({ is_visible: true }),
    hide: () => change({ is_visible: false }),
    showProgress: () => change({ is_progress_visible: true }),
    hideProgress: () => change({ is_progress_visible: false }),
    onClick: (run: Listener) => on(pressed, run),
    offClick: (run: Listener) => off(pressed, run),
  }
  return button
}

const invoices = new Map<string, (status: string) => void>()

/** What stands behind `t.me/$…` or `t.me/invoice/…`. */
function slugOf(link: string): string {
  const slug = /^\/(?:\$|invoice\/)([\w-]+)$/u.exec(new URL(link).pathname)?.[1]
  if (!slug) throw new Error('WebAppInvoiceUrlInvalid')
  return slug
}

function openInvoice(link: string, settle?: (status: string) => void): void {
  const slug = slugOf(link)
  if (invoices.has(slug)) throw new Error('WebAppInvoiceOpened')
  invoices.set(slug, settle ?? (() => {}))
  post('web_app_open_invoice', { slug })
}

function invoiceClosed({ slug, status }: Data): void {
  const settle = invoices.get(String(slug))
  invoices.delete(String(slug))
  settle?.(String(status))
  tell('invoiceClosed', { url: `https://t.me/$${slug}`, status })
}

let contactAsked: ((sent: boolean, event: Data) => void) | undefined
const invoked = new Map<string, (result: unknown) => void>()
let invocations = 0

function invoke(method: string, answer: (result: unknown) => void): void {
  const id = `request${++invocations}`
  invoked.set(id, answer)
  post('web_app_invoke_custom_method', { req_id: id, method, params: {} })
}

function contactSettled({ status }: Data): void {
  const settle = contactAsked
  contactAsked = undefined
  if (status === 'sent') invoke('getRequestedContact', (response) => settle?.(true, { status, response }))
  else settle?.(false, { status })
}

const fromClient: Record<string, Listener> = {
  theme_changed: ({ theme_params }) => {
    wear(theme_params as Record<string, string>)
    tell('themeChanged')
  },
  viewport_changed: (data) => tell('viewportChanged', { isStateStable: data.is_state_stable }),
  phone_requested: contactSettled,
  invoice_closed: invoiceClosed,
  custom_method_invoked: ({ req_id, result }) => {
    invoked.get(String(req_id))?.(result)
    invoked.delete(String(req_id))
  },
  back_button_pressed: () => tell('backButtonClicked'),
  main_button_pressed: () => tell('mainButtonClicked'),
}

addEventListener('message', ({ source, data }) => {
  if (source !== parent) return
  const { eventType = '', eventData = {} } = parse<{ eventType?: string; eventData?: Data }>(data, {})
  fromClient[eventType]?.(eventData)
})

function initDataUnsafe(): Data {
  const fields = Object.fromEntries(new URLSearchParams(parameters.tgWebAppData ?? ''))
  return { ...fields, ...(fields.user && { user: parse(fields.user, {}) }) }
}

const WebApp = {
  initData: parameters.tgWebAppData ?? '',
  initDataUnsafe: initDataUnsafe(),
  version,
  platform: parameters.tgWebAppPlatform ?? 'unknown',
  themeParams: theme,
  get colorScheme() {
    return colorScheme
  },
  isVersionAtLeast: (wanted: string) => version.localeCompare(wanted, 'en', { numeric: true }) >= 0,
  onEvent: on,
  offEvent: off,
  ready: () => post('web_app_ready'),
  expand: () => post('web_app_expand'),
  close: () => post('web_app_close'),
  openLink: (url: string) => post('web_app_open_link', { url }),
  openTelegramLink: (url: string) => {
    const { pathname, search } = new URL(url)
    post('web_app_open_tg_link', { path_full: pathname + search })
  },
  openInvoice,
  requestContact: (settle: (sent: boolean, event: Data) => void) => {
    contactAsked = settle
    post('web_app_request_phone')
  },
  enableClosingConfirmation: () => post('web_app_setup_closing_behavior', { need_confirmation: true }),
  disableClosingConfirmation: () => post('web_app_setup_closing_behavior', { need_confirmation: false }),
  BackButton: clientButton('web_app_setup_back_button', 'backButtonClicked'),
  MainButton: clientButton('web_app_setup_main_button', 'mainButtonClicked'),
}

wear(parse(parameters.tgWebAppThemeParams, {}))
Object.assign(window, { Telegram: { WebApp } })
post('iframe_ready', { reload_supported: true })
post('web_app_request_theme')
post('web_app_request_viewport')

export {}
