import { effect, signal } from '@preact/signals'
import type { Customer, Problem, Session } from '@vitrina/contract'
import { createApi } from './api.ts'
import { keptByCookie, keptInTab } from './keeping.ts'
import { hasChosenLanguage, locale, speak, words } from './language.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { addingUnderWay } from './parts/adding-under-way.ts'
import { knownIdentifier } from './parts/known-identifier.ts'
import { toast } from './parts/toast.tsx'
import { problemOf } from './problem.ts'
import { aloneAcrossTabs, createSession } from './session.ts'
import { type Launch, readLaunch } from './shell/launch.ts'

const launch = readLaunch()
// Opened from a keyboard it is told of nobody, and is a shop like any other.
const entry = launch?.initData ? launch : undefined
const keeping = launch ? keptInTab(launch) : keptByCookie()

/** The server, as this page talks to it. */
export const api = createApi({
  fetch: (...request) => fetch(...request),
  language: () => locale.value,
  authority: () => session.authority,
  headers: keeping.headers,
})

/**
 * For what is told to a guest's cart and favourites. The first of it brings the cookie by which the server knows them
 * next time: of two on their way at once each would be another guest's, and one of them lost.
 */
export const keepInTurn = oneAtATime()

/** Why Telegram's word for the person was not taken; opened anew, the Mini App has a fresh one. */
export const entryProblem = signal<Problem | undefined>(undefined)

/** Whether what Telegram says of the person may sign them in yet: the server takes it once (S13). `none` in a browser. */
export const telegramWord = signal<'none' | 'fresh' | 'used'>(entry ? (keeping.exists() ? 'used' : 'fresh') : 'none')

/** Whoever has registered had an account before, and its password is not the one that was typed; until they have read it. */
export const passwordIgnored = signal(false)

/** The session here was ended from elsewhere, or grew too old; until somebody signs in again. */
export const sessionEnded = signal(false)

const refresh = () => api.post('/api/auth/refresh', { body: keeping.body() })

/**
 * Goes on with the session of this opening of the Mini App, as after a reload, or begins it by what
 * Telegram says of the person, which the server takes once.
 */
async function enterFromTelegram({ initData }: Launch): Promise<Session> {
  try {
    if (keeping.exists()) return await refresh()
  } catch (caught) {
    if (problemOf(caught).status !== 401) throw caught
    keeping.forget()
  }
  try {
    const opened = await api.post('/api/auth/mini-app', { body: { initData } })
    telegramWord.value = 'used'
    return opened
  } catch (caught) {
    const { status } = problemOf(caught)
    if (status >= 400 && status < 500 && status !== 429) {
      entryProblem.value = problemOf(caught)
      telegramWord.value = 'used'
    }
    throw caught
  }
}

/** The person on this page. */
export const session = createSession({
  refresh: entry ? () => enterFromTelegram(entry) : refresh,
  alone: aloneAcrossTabs,
  kept: keeping,
  awaited: entry !== undefined,
  onEnded: () => {
    sessionEnded.value = true
  },
  now: Date.now,
})

/** Whose account is open here; nobody for a guest. */
export function ownCustomer(): Customer | undefined {
  const now = session.state.peek()
  return now.status === 'signedIn' ? now.customer : undefined
}

/** Its number. */
export const ownId = (): number | undefined => ownCustomer()?.customerId

/** Keeps this page in step with the other tabs, and its language with the account's. */
export function followSession(): void {
  addEventListener('storage', ({ key, newValue }) => {
    if (!key || key !== keeping.key) return
    if (!newValue) session.forget()
    else if (session.state.value.status !== 'signedIn') void session.restore()
  })
  addEventListener('online', () => {
    if (session.state.value.status === 'unreachable') void session.restore()
    else lookWhoIsIn()
  })
  effect(() => void speakToWhoIsIn())
  effect(forgetWhoCame)
  // A device signed out elsewhere must not go on showing somebody's cabinet.
  document.addEventListener('visibilitychange', lookWhoIsIn)
  setInterval(lookWhoIsIn, LOOK_MS)
}

let wasIn = false

/** What was typed to come in, or in the account, is of no more use then, and nobody need read it who comes later. */
function forgetWhoCame(): void {
  const { status } = session.state.value
  const isIn = status === 'signedIn'
  if (status === 'guest') addingUnderWay.forget()
  if (isIn !== wasIn) knownIdentifier.write('')
  if (isIn) {
    sessionEnded.value = false
    entryProblem.value = undefined
  }
  wasIn = isIn
}

const LOOK_MS = 30_000

/** Asks whether the session still stands; when it does not, the router leaves the private page by itself. */
function lookWhoIsIn(): void {
  if (document.visibilityState !== 'visible' || session.state.value.status !== 'signedIn') return
  // No connection is no answer, and is told elsewhere.
  void api.get('/api/me').then(takeIfIn, () => {})
}

function takeIfIn(customer: Customer): void {
  const now = session.state.value
  const isNews = now.status === 'signedIn' && JSON.stringify(now.customer) !== JSON.stringify(customer)
  if (isNews && now.customer.customerId === customer.customerId) session.update(customer)
}

/** Turns the page to the language of the account that is open, if one is. */
export async function speakToWhoIsIn(): Promise<void> {
  const now = session.state.value
  if (now.status === 'signedIn') await speakTo(now.customer)
}

// Whatever the language, the person is in; the words may come with the next page.
async function speakTo({ locale: accounts }: Customer): Promise<void> {
  if (!hasChosenLanguage() && accounts !== locale.value) await speak(accounts).catch(() => {})
}

/** Takes the session just opened, and says so in the account's language, which comes first. */
export async function signIn(opened: Session): Promise<void> {
  await speakTo(opened.customer)
  session.adopt(opened)
  passwordIgnored.value = opened.passwordIgnored ?? false
  toast(words.value.account.signedInAs(opened.customer.name))
}

/**
 * Signs in by what Telegram says of the person, when that could not be asked as the Mini App opened; together with
 * whatever else asks it just now, for the server takes it once.
 */
export async function signInFromTelegram(): Promise<void> {
  await session.renew()
  const customer = ownCustomer()
  if (customer) toast(words.value.account.signedInAs(customer.name))
}

/** Ends the session. `leave` goes from a private page first, lest the guest be asked to sign in. */
export async function signOut(leave: () => void): Promise<void> {
  await session.end(async () => {
    await api.post('/api/auth/logout', { body: keeping.body() })
    leave()
  })
}
