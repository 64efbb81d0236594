import type { VerificationState, VerificationStatus } from '@vitrina/contract'
import { ProblemError } from '../../problem.ts'

/** What the page is told: where the registration is, that it is not ours or gone, or that nobody answers. */
export type News = { kind: 'state'; state: VerificationState } | { kind: 'gone' | 'foreign' | 'trouble' }

interface Surroundings {
  /**
   * Opens the stream of events. `fail` is called when it breaks; `dead` says that the
   * browser will not open it again by itself. Returns what closes it.
   */
  listen: (take: (state: VerificationState) => void, fail: (dead: boolean) => void) => () => void
  ask: () => Promise<VerificationState>
  tell: (news: News) => void
}

const FAILURES_BEFORE_POLLING = 2
const POLL_MS = 3000
const REOPEN_MS = 1000

const lastWords: readonly VerificationStatus[] = ['verified', 'denied', 'expired']

/**
 * Follows a registration by events, and by asking every three seconds once events have failed
 * twice in a row: some networks hold a stream back and let short answers through.
 */
export function followVerification({ listen, ask, tell }: Surroundings) {
  let failures = 0
  let ended = false
  let hush = () => {}
  let timer: ReturnType<typeof setTimeout> | undefined

  function stop(): void {
    ended = true
    hush()
    clearTimeout(timer)
  }

  function take(state: VerificationState): void {
    if (ended) return
    if (lastWords.includes(state.status)) stop()
    tell({ kind: 'state', state })
  }

  function open(): void {
    hush = listen(
      (state) => {
        failures = 0
        take(state)
      },
      (dead) => {
        if (ended) return
        failures++
        if (failures >= FAILURES_BEFORE_POLLING) {
          hush()
          void poll()
        } else if (dead) {
          hush()
          timer = setTimeout(open, REOPEN_MS)
        }
      },
    )
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

  async function poll(): Promise<void> {
    await look()
    if (!ended) timer = setTimeout(poll, POLL_MS)
  }

  open()
  return { look, stop }
}

function readRefusal(caught: unknown): 'gone' | 'foreign' | 'trouble' {
  if (!(caught instanceof ProblemError)) throw caught
  const { status } = caught.problem
  if (status === 404 || status === 410) return 'gone'
  return status === 401 || status === 403 ? 'foreign' : 'trouble'
}

/** The browser's own stream of a verification. */
export function listenByEventSource(id: string): Surroundings['listen'] {
  return (take, fail) => {
    const source = new EventSource(`/api/auth/verifications/${encodeURIComponent(id)}/events`)
    source.addEventListener('status', (event) => take(JSON.parse(event.data)))
    source.addEventListener('error', () => fail(source.readyState === EventSource.CLOSED))
    return () => source.close()
  }
}
