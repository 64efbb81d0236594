import type { Order, VerificationState, VerificationStatus } from '@vitrina/contract'
import { ProblemError } from '../problem.ts'

/** What the page is told: where the thing is, that it is not ours or gone, or that nobody answers. */
export type News<State = VerificationState> = { kind: 'state'; state: State } | { kind: 'gone' | 'foreign' | 'trouble' }

interface Surroundings<State> {
  /**
   * Opens the stream of events. `fail` is called when it breaks; `dead` says that the
   * browser will not open it again by itself. Returns what closes it.
   */
  listen: (take: (state: State) => void, fail: (dead: boolean) => void) => () => void
  ask: () => Promise<State>
  tell: (news: News<State>) => void
  /** Nothing comes after it. */
  isLast: (state: State) => boolean
}

type Listen<State> = Surroundings<State>['listen']

const FAILURES_BEFORE_POLLING = 2
const POLL_MS = 3000
const REOPEN_MS = 1000
// The server says how things stand as soon as it is asked: what is silent for longer is held back on the way.
const FIRST_WORD_MS = 5000
// After which the slowest of browsers opens a stream again by itself.
const BROWSER_REOPENS_MS = 5000

const lastWords: readonly VerificationStatus[] = ['verified', 'denied', 'expired']

/** Follows a registration until it is over. */
export const followVerification = (surroundings: Omit<Surroundings<VerificationState>, 'isLast'>) =>
  followStatus({ ...surroundings, isLast: ({ status }) => lastWords.includes(status) })

const over: readonly Order['status'][] = ['completed', 'cancelled', 'failed', 'refunded']

/** Follows an order until nothing is left to be done for it. */
export const followOrder = (surroundings: Omit<Surroundings<Order>, 'isLast'>) =>
  followStatus({ ...surroundings, isLast: ({ status }) => over.includes(status) })

/**
 * Follows something by events, and by asking every three seconds once events have failed
 * twice in a row: some networks hold a stream back and let short answers through.
 */
function followStatus<State>({ listen, ask, tell, isLast }: Surroundings<State>) {
  let ended = false
  let quit = () => {}

  function stop(): void {
    ended = true
    quit()
  }

  function take(state: State): void {
    if (ended) return
    if (isLast(state)) stop()
    tell({ kind: 'state', state })
  }

  async function look(): Promise<void> {
    if (ended) return
    await ask().then(take, (caught) => {
      if (ended) return
      const news = readRefusal(caught)
      if (news !== 'trouble') stop()
      tell({ kind: news })
    })
  }

  const giveUp = () => {
    quit = askAgainAndAgain(look)
  }
  quit = listenWhileItWorks(listen, { take, giveUp })
  return { look, stop }
}

/** Listens until the stream has failed twice in a row. Returns what ends the listening. */
function listenWhileItWorks<State>(
  listen: Listen<State>,
  { take, giveUp }: { take: (state: State) => void; giveUp: () => void },
): () => void {
  let failures = 0
  let over = false
  let hush = () => {}
  let timer: ReturnType<typeof setTimeout> | undefined

  function quit(): void {
    over = true
    hush()
    clearTimeout(timer)
  }

  function fail(dead: boolean): void {
    if (over) return
    clearTimeout(timer)
    failures++
    if (failures >= FAILURES_BEFORE_POLLING) {
      quit()
      giveUp()
    } else if (dead) {
      hush()
      timer = setTimeout(open, REOPEN_MS)
    } else {
      awaitWord(BROWSER_REOPENS_MS + FIRST_WORD_MS)
    }
  }

  function awaitWord(ms: number): void {
    timer = setTimeout(() => fail(true), ms)
  }

  function open(): void {
    awaitWord(FIRST_WORD_MS)
    hush = listen((state) => {
      clearTimeout(timer)
      failures = 0
      take(state)
    }, fail)
  }

  open()
  return quit
}

/** Asks at once and every three seconds. Returns what ends the asking. */
function askAgainAndAgain(look: () => Promise<void>): () => void {
  let ended = false
  let timer: ReturnType<typeof setTimeout> | undefined

  async function poll(): Promise<void> {
    await look()
    if (!ended) timer = setTimeout(poll, POLL_MS)
  }

  void poll()
  return () => {
    ended = true
    clearTimeout(timer)
  }
}

function readRefusal(caught: unknown): 'gone' | 'foreign' | 'trouble' {
  if (!(caught instanceof ProblemError)) throw caught
  const { status } = caught.problem
  if (status === 401 || status === 403) return 'foreign'
  // Too often, or nobody there: asked again later. Anything else would be refused for ever.
  return status === 429 || status < 400 || status >= 500 ? 'trouble' : 'gone'
}

/** The browser's own stream of a verification. */
export function listenByEventSource(id: string): Listen<VerificationState> {
  return (take, fail) => {
    const source = new EventSource(`/api/auth/verifications/${encodeURIComponent(id)}/events`)
    source.addEventListener('status', (event) => take(JSON.parse(event.data)))
    source.addEventListener('error', () => fail(source.readyState === EventSource.CLOSED))
    return () => source.close()
  }
}
