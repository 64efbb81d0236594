import { type ReadonlySignal, signal } from '@preact/signals'
import type { Customer, Session } from '@vitrina/contract'
import type { Authority } from './api.ts'
import type { Keeping } from './keeping.ts'
import { ProblemError } from './problem.ts'

/** `restoring` while an earlier session is being picked up; `unreachable` when that could not be asked. */
export type SessionState =
  | { status: 'guest' | 'restoring' | 'unreachable' }
  | { status: 'signedIn'; customer: Customer }

interface Surroundings {
  refresh: () => Promise<Session>
  /** Runs one task at a time over all tabs of this browser. */
  alone: <T>(task: () => Promise<T>) => Promise<T>
  kept: Pick<Keeping, 'exists' | 'mark' | 'take' | 'forget'>
  /** The server says that the session is over, and nobody here had said so. */
  onEnded?: () => void
  /** Somebody is about to be signed in without being asked. */
  awaited?: boolean
  now: () => number
}

// A token about to end would be refused on arrival.
const EARLY_MS = 15_000

/** What the page holds of a session: the person, and the access token, which lives in memory only. */
function holdSession({ kept, awaited, now }: Omit<Surroundings, 'refresh' | 'alone' | 'onEnded'>) {
  const state = signal<SessionState>({ status: awaited || kept.exists() ? 'restoring' : 'guest' })
  let access: { token: string; endsAt: number } | undefined
  return {
    state,
    adopt(opened: Session): void {
      const { customer, accessToken, expiresIn } = opened
      access = { token: accessToken, endsAt: now() + expiresIn * 1000 - EARLY_MS }
      kept.take(opened)
      state.value = { status: 'signedIn', customer }
    },
    forget(): void {
      access = undefined
      kept.forget()
      state.value = { status: 'guest' }
    },
    /** Takes the customer as the server last told it. */
    update(customer: Customer): void {
      state.value = { status: 'signedIn', customer }
    },
    token: () => access?.token,
    freshToken: () => (access && access.endsAt > now() ? access.token : undefined),
  }
}

/**
 * The signed-in person of this page. The access token is renewed by the refresh cookie once at
 * a time over all tabs: the server takes a refresh token presented twice for a stolen one and
 * ends the whole session.
 */
export function createSession({ refresh, alone, onEnded, ...surroundings }: Surroundings) {
  const { kept } = surroundings
  const { state, adopt, forget, update, token, freshToken } = holdSession(surroundings)

  /** A refusal is of the session that was asked about: when a tab has been handed another since, that is asked about. */
  async function ask(before: string | undefined): Promise<Session | undefined> {
    let mark: unknown
    const asking = alone(() => {
      mark = kept.mark()
      return refresh()
    })
    const opened = await asking.catch(nothingWhenEnded)
    const isOvertaken = !opened && token() === before && kept.exists() && kept.mark() !== mark
    return isOvertaken ? ask(before) : opened
  }

  /** Asks for the session, once however many ask. Out: its access token; nothing when there is none. */
  const renew = shareFlight(async () => {
    const before = token()
    const opened = await ask(before)
    if (opened) adopt(opened)
    // Who signed in while this was asked has a session that the answer is not about: the stream
    // says «verified» a moment before the code's own answer arrives.
    else if (token() === before) {
      if (kept.exists()) onEnded?.()
      forget()
    }
    return opened?.accessToken ?? token()
  })

  /**
   * Picks up the session of this browser, if there is one; used on load and when another tab signed in. Out: whether
   * that could be asked.
   */
  async function restore(): Promise<boolean> {
    if (state.value.status !== 'signedIn') state.value = { status: 'restoring' }
    try {
      await renew()
      return true
    } catch (caught) {
      if (!(caught instanceof ProblemError)) throw caught
      if (state.value.status === 'restoring') state.value = { status: 'unreachable' }
      return false
    }
  }

  let isEnding = false

  /**
   * Ends the session by this. What is still on its way is refused from then on and asks for no other one: that would
   * be told as ended from elsewhere, and in the Mini App refused as the second use of Telegram's word.
   */
  async function end(act: () => Promise<unknown>): Promise<void> {
    isEnding = true
    try {
      await act()
    } finally {
      isEnding = false
    }
    forget()
  }

  const authority: Authority = {
    token: async () => freshToken() ?? (kept.exists() ? renew() : undefined),
    renew: async (refused) => {
      const held = token()
      if (held && held !== refused) return held
      return isEnding || state.peek().status === 'guest' ? undefined : renew()
    },
  }

  return { state: state as ReadonlySignal<SessionState>, authority, adopt, forget, end, update, restore, renew }
}

/** Whoever asks while a task is under way shares that run of it. */
function shareFlight<T>(task: () => Promise<T>): () => Promise<T> {
  let flight: Promise<T> | undefined
  return () => {
    flight ??= task().finally(() => {
      flight = undefined
    })
    return flight
  }
}

/** A session that has ended is an answer; that nobody answered is not. */
function nothingWhenEnded(caught: unknown): undefined {
  const status = caught instanceof ProblemError ? caught.problem.status : 0
  if (status !== 401 && status !== 403) throw caught
}

/** The browser's own lock over tabs; without it (plain HTTP on a network) only this tab is kept in order. */
export function aloneAcrossTabs<T>(task: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request('vitrina.refresh', task) : task()
}
