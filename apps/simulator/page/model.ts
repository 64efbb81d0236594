import { computed, effect, signal } from '@preact/signals'
import type { BotView, ChatStatus, ChatView, MessageView, NoticeView, PersonView } from '../src/control/page-types.ts'
import { ApiFailure, act, getBot } from './api.ts'
import { connected, isSeen, on } from './stream.ts'
import { language, words } from './words.ts'

// Kept for the tab, so that two tabs may be two people, and as a first guess for the next tab.
const remembered = 'simulator.person'

export const bot = signal<BotView | undefined>(undefined)
export const people = signal<PersonView[] | undefined>(undefined)
export const myId = signal<number | undefined>(rememberedId())
export const me = computed(() => people.value?.find((person) => person.id === myId.value))
export const chat = signal<ChatView | undefined>(undefined)
export const typing = signal(false)
/** A line that passes by itself: an answer to a button, or a failure. */
export const toast = signal<string | undefined>(undefined)
/** An answer that stays until it is closed. */
export const alertText = signal<string | undefined>(undefined)
/** The inline button that waits for the bot, as `message/row/column`. */
export const pressed = signal<string | undefined>(undefined)
/**
 * Whether to follow what happens. A tab behind others rests, for the tabs of one browser share six
 * connections; but the answer to a pressed button is told once, so it is waited for.
 */
export const isFollowing = computed(() => isSeen.value || pressed.value !== undefined)
/** The parameter of the deep link that the page was opened at, until START is pressed. */
export const payload = signal(new URLSearchParams(location.search).get('start') ?? undefined)

function rememberedId(): number | undefined {
  return Number(sessionStorage.getItem(remembered) ?? localStorage.getItem(remembered)) || undefined
}

export function becomePerson(id: number | undefined): void {
  myId.value = id
  chat.value = undefined
  if (id === undefined) sessionStorage.removeItem(remembered)
  for (const storage of id === undefined ? [] : [sessionStorage, localStorage]) storage.setItem(remembered, String(id))
}

async function loadBot(): Promise<void> {
  // Without it the page still works, and the next connection asks again.
  bot.value = await getBot(language.peek()).catch(() => bot.peek())
}

/** Does something as the chosen person; a failure is told in a line and changes nothing. */
export async function doIt(action: string, body?: unknown): Promise<boolean> {
  const id = myId.value
  if (id === undefined) return false
  try {
    await act(id, action, body)
    return true
  } catch (error) {
    showToast(error instanceof ApiFailure && error.status === 0 ? words().unreachable : words().failed)
    return false
  }
}

export async function pressStart(): Promise<void> {
  const started = await doIt('start', payload.value === undefined ? {} : { payload: payload.value })
  if (!started || payload.value === undefined) return
  payload.value = undefined
  // Spent: a reload must not offer it again.
  history.replaceState(null, '', location.pathname + location.hash)
}

export async function pressInline(messageId: number, row: number, column: number): Promise<void> {
  const place = `${messageId}/${row}/${column}`
  pressed.value = place
  if (!(await doIt('press', { messageId, row, column }))) pressed.value = undefined
  // A bot that never answers leaves Telegram's button spinning for a while, not for ever.
  setTimeout(() => {
    if (pressed.value === place) pressed.value = undefined
  }, 15_000)
}

let toastTimer = 0
export function showToast(text: string): void {
  toast.value = text
  clearTimeout(toastTimer)
  toastTimer = setTimeout(() => {
    toast.value = undefined
  }, 3_500)
}

effect(() => {
  document.documentElement.lang = language.value
  if (connected.value) void loadBot()
})

on<PersonView[]>('people', (all) => {
  people.value = all
  // Remembered from a world that is gone: ask again.
  if (myId.value !== undefined && !me.value) becomePerson(undefined)
})
on<ChatView>('chat', (whole) => {
  chat.value = whole
})
on('message', takeMessage)
on<{ id: number }>('deleted', ({ id: gone }) => {
  if (chat.value) chat.value = { ...chat.value, messages: chat.value.messages.filter((message) => message.id !== gone) }
})
on<ChatStatus>('status', (status) => {
  if (chat.value) chat.value = { messages: chat.value.messages, ...status }
})
on('notice', takeNotice)
on('typing', takeTyping)

function takeMessage(message: MessageView): void {
  if (!chat.value) return
  const { messages } = chat.value
  const known = messages.some((other) => other.id === message.id)
  const next = known ? messages.map((other) => (other.id === message.id ? message : other)) : [...messages, message]
  chat.value = { ...chat.value, messages: next }
  if (!message.mine) typing.value = false
}

function takeNotice(notice: NoticeView): void {
  if (pressed.value?.startsWith(`${notice.messageId}/`)) pressed.value = undefined
  if (notice.url) window.open(notice.url, '_blank', 'noopener')
  if (notice.text === '') return
  if (notice.alert) alertText.value = notice.text
  else showToast(notice.text)
}

let typingTimer = 0
function takeTyping(): void {
  typing.value = true
  clearTimeout(typingTimer)
  // As long as Telegram's clients show one action.
  typingTimer = setTimeout(() => {
    typing.value = false
  }, 5_000)
}
