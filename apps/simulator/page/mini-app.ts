import { signal } from '@preact/signals'
import { act } from './api.ts'
import { myId, payload, showToast } from './model.ts'
import { closeInvoice, openInvoice } from './payment.ts'
import { words } from './words.ts'

/** The button of the client that a Mini App has asked for. */
export interface MainButton {
  text: string
  active: boolean
  /** As the page wishes it; Telegram's own where it says nothing. */
  colours: { backgroundColor?: string; color?: string }
}

interface OpenMiniApp {
  url: string
  origin: string
}

/** The Mini App over the chat. */
export const miniApp = signal<OpenMiniApp | undefined>(undefined)
export const backButton = signal(false)
export const mainButton = signal<MainButton | undefined>(undefined)
/** The Mini App waits for an answer: may it have the phone? */
export const contactAsked = signal(false)

type Data = Record<string, unknown>

let frame: HTMLIFrameElement | undefined
let sharedContact = ''

export const setFrame = (element: HTMLIFrameElement | null) => {
  frame = element ?? undefined
}

export async function openByMenu(): Promise<void> {
  await open('mini-app', {})
}

export async function openByButton(place: { messageId: number; row: number; column: number }): Promise<void> {
  await open('press', place)
}

async function open(action: string, body: object): Promise<void> {
  const id = myId.value
  if (id === undefined) return
  try {
    const { url } = (await act(id, action, body)) as { url: string }
    const told = `${url}&tgWebAppThemeParams=${encodeURIComponent(JSON.stringify(themeNow()))}`
    miniApp.value = { url: told, origin: new URL(url).origin }
  } catch {
    showToast(words().failed)
  }
}

export function closeMiniApp(): void {
  miniApp.value = undefined
  backButton.value = false
  mainButton.value = undefined
  contactAsked.value = false
  sharedContact = ''
  closeInvoice()
}

/** Says something to the page in the frame, as Telegram's web client does. */
export function tellMiniApp(eventType: string, eventData: Data = {}): void {
  const { origin } = miniApp.value ?? {}
  if (origin) frame?.contentWindow?.postMessage(JSON.stringify({ eventType, eventData }), origin)
}

/** The person's answer to «may it have your number?». */
export async function answerContact(agreed: boolean): Promise<void> {
  contactAsked.value = false
  const id = myId.value
  try {
    if (!agreed || id === undefined) throw new Error('the person does not agree')
    sharedContact = ((await act(id, 'mini-app/contact')) as { contact: string }).contact
    tellMiniApp('phone_requested', { status: 'sent' })
  } catch {
    tellMiniApp('phone_requested', { status: 'cancelled' })
  }
}

const dark = matchMedia('(prefers-color-scheme: dark)')

function themeNow(): Record<string, string> {
  return dark.matches
    ? {
        bg_color: '#1a2129',
        secondary_bg_color: '#0f1419',
        text_color: '#eef2f6',
        hint_color: '#9aa9b8',
        link_color: '#7db6ee',
        button_color: '#7db6ee',
        button_text_color: '#0d1a26',
      }
    : {
        bg_color: '#ffffff',
        secondary_bg_color: '#eef1f4',
        text_color: '#17212b',
        hint_color: '#5a6875',
        link_color: '#2366a8',
        button_color: '#2366a8',
        button_text_color: '#ffffff',
      }
}

const tellTheme = () => tellMiniApp('theme_changed', { theme_params: themeNow() })
dark.addEventListener('change', tellTheme)

function tellViewport(): void {
  const height = frame?.clientHeight ?? 0
  tellMiniApp('viewport_changed', { height, is_expanded: true, is_state_stable: true })
}

const isColour = (given: unknown): given is string => typeof given === 'string' && /^#[0-9a-f]{6}$/i.test(given)

const noInsets = { top: 0, right: 0, bottom: 0, left: 0 }

/** What pages ask of the client. What is not here, such as haptics, has nothing to show. */
const asked: Record<string, (data: Data) => void> = {
  web_app_close: closeMiniApp,
  web_app_expand: tellViewport,
  web_app_request_theme: tellTheme,
  web_app_request_viewport: tellViewport,
  web_app_request_safe_area: () => tellMiniApp('safe_area_changed', noInsets),
  web_app_request_content_safe_area: () => tellMiniApp('content_safe_area_changed', noInsets),
  web_app_request_phone: () => {
    contactAsked.value = true
  },
  web_app_invoke_custom_method: ({ req_id, method }) => {
    const known = method === 'getRequestedContact'
    tellMiniApp(
      'custom_method_invoked',
      known ? { req_id, result: sharedContact } : { req_id, error: 'UNKNOWN_METHOD' },
    )
  },
  web_app_setup_back_button: ({ is_visible }) => {
    backButton.value = is_visible === true
  },
  web_app_setup_main_button: ({ is_visible, is_active, text, color, text_color }) => {
    const colours = {
      ...(isColour(color) && { backgroundColor: color }),
      ...(isColour(text_color) && { color: text_color }),
    }
    mainButton.value =
      is_visible === true ? { text: String(text ?? ''), active: is_active !== false, colours } : undefined
  },
  web_app_open_invoice: ({ slug }) => {
    const closed = (status: string) => tellMiniApp('invoice_closed', { slug, status })
    void openInvoice({ link: `https://t.me/$${slug}` }, closed)
  },
  web_app_open_link: ({ url }) => {
    if (/^https?:\/\//.test(String(url))) window.open(String(url), '_blank', 'noopener')
  },
  web_app_open_tg_link: ({ path_full }) => {
    payload.value = new URLSearchParams(String(path_full).split('?')[1]).get('start') ?? undefined
    closeMiniApp()
  },
}

addEventListener('message', ({ source, origin, data }) => {
  // Only the page that was opened, and only while it is the one that was opened.
  if (!frame || source !== frame.contentWindow || origin !== miniApp.value?.origin) return
  try {
    const { eventType, eventData } = JSON.parse(data) as { eventType: string; eventData?: unknown }
    asked[eventType]?.(typeof eventData === 'object' && eventData !== null ? (eventData as Data) : {})
  } catch {
    // Pages send each other other things than these.
  }
})

// Another person has another phone in their hands.
myId.subscribe(closeMiniApp)
