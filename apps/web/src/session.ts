import { type ReadonlySignal, signal } from '@preact/signals'
import type { Customer, Session } from '@vitrina/contract'
import type { Authority } from './api.ts'
import { ProblemError } from './problem.ts'
import type { Remembered } from './remember.ts'

/** `restoring` while an earlier session is being picked up; `unreachable` when that could not be asked. */
export type SessionState =
  | { status: 'guest' | 'restoring' | 'unreachable' }
  | { status: 'signedIn'; customer: Customer }

interface Surroundings {
  refresh: () => Promise<Session>
  /** Runs one task at a time over all tabs of this browser. */
  alone: <T>(task: () => Promise<T>) => Promise<T>
  /** Says that a session may exist. Never a secret: the refresh cookie is out of our reach. */
  flag: Remembered<boolean>
  now: () => number
}

// A token about to end would be refused on arrival.
const EARLY_MS = 15_000

/**
 * The signed-in person of this page. The access token lives in memory only, and is renewed by
 * the refresh cookie once at a time over all tabs: the server takes a refresh token presented
 * twice for a stolen one and ends the whole session.
 */
export function createSession({ refresh, alone, flag, now }: Surroundings) {
  const state = signal<SessionState>({ status: flag.read() ? 'restoring' : 'guest' })
  let access: { token: string; endsAt: number } | undefined
  let flight: Promise<string | undefined> | undefined

  function adopt({ customer, accessToken, expiresIn }: Session): void {
    access = { token: accessToken, endsAt: now() + expiresIn * 1000 - EARLY_MS }
    flag.write(true)
    state.value = { status: 'signedIn', customer }
  }

  function forget(): void {
    access = undefined
    flag.forget()
    state.value = { status: 'guest' }
  }

  async function fly(): Promise<string | undefined> {
    try {
      adopt(await alone(refresh))
      return access?.token
    } catch (caught) {
      if (!(caught instanceof ProblemError)) throw caught
      if (caught.problem.status !== 401 && caught.problem.status !== 403) throw caught
      forget()
      return undefined
    } finally {
      flight = undefined
    }
  }

  function renew(): Promise<string | undefined> {
    flight ??= fly()
    return flight
  }

  /** Picks up the session of this browser, if there is one; used on load and when another tab signed in. */
  async function restore(): Promise<void> {
    if (state.value.status !== 'signedIn') state.value = { status: 'restoring' }
    try {
      await renew()
    } catch (caught) {
      if (!(caught instanceof ProblemError)) throw caught
      if (state.value.status === 'restoring') state.value = { status: 'unreachable' }
    }
  }

  const authority: Authority = {
    token: async () => (access && access.endsAt > now() ? access.token : flag.read() ? renew() : undefined),
    renew: async (refused) => (access && access.token !== refused ? access.token : renew()),
  }

  return {
    state: state as ReadonlySignal<SessionState>,
    authority,
    adopt,
    forget,
    restore,
    /** Takes the customer as the server last told it. */
    update(customer: Customer): void {
      state.value = { status: 'signedIn', customer }
    },
  }
}

/** The browser's own lock over tabs; without it (plain HTTP on a network) only this tab is kept in order. */
export function aloneAcrossTabs<T>(task: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request('vitrina.refresh', task) : task()
}
