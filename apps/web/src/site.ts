import { effect } from '@preact/signals'
import { createApi } from './api.ts'
import { hasChosenLanguage, locale, speak } from './language.ts'
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
  effect(() => {
    const now = session.state.value
    if (now.status === 'signedIn' && !hasChosenLanguage()) void speak(now.customer.locale).catch(() => {})
  })
}

/** Ends the session. `leave` goes from a private page first, lest the guest be asked to sign in. */
export async function signOut(leave: () => void): Promise<void> {
  await api.post('/api/auth/logout')
  leave()
  session.forget()
}
