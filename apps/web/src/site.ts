import { effect } from '@preact/signals'
import type { Customer, Session } from '@vitrina/contract'
import { createApi } from './api.ts'
import { hasChosenLanguage, locale, speak, words } from './language.ts'
import { toast } from './parts/toast.tsx'
import { onDevice } from './remember.ts'
import { aloneAcrossTabs, createSession } from './session.ts'

const flag = onDevice<boolean>('session')

/** The server, as this page talks to it. */
export const api = createApi({
  fetch: (...request) => fetch(...request),
  language: () => locale.value,
  authority: () => session.authority,
})

/** The person on this page. */
export const session = createSession({
  refresh: () => api.post('/api/auth/refresh'),
  alone: aloneAcrossTabs,
  flag,
  now: Date.now,
})

/** Keeps this page in step with the other tabs, and its language with the account's. */
export function followSession(): void {
  addEventListener('storage', ({ key, newValue }) => {
    if (key !== flag.key) return
    if (!newValue) session.forget()
    else if (session.state.value.status !== 'signedIn') void session.restore()
  })
  addEventListener('online', () => {
    if (session.state.value.status === 'unreachable') void session.restore()
  })
  effect(() => void speakToWhoIsIn())
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
  toast(words.value.account.signedInAs(opened.customer.name))
}

/** Ends the session. `leave` goes from a private page first, lest the guest be asked to sign in. */
export async function signOut(leave: () => void): Promise<void> {
  await api.post('/api/auth/logout')
  leave()
  session.forget()
}
