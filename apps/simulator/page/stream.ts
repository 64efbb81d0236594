import { signal } from '@preact/signals'

/** Whether the simulator answers. */
export const connected = signal(true)
/** A tab behind others is seen by nobody. */
export const isSeen = signal(!document.hidden)
document.addEventListener('visibilitychange', () => {
  isSeen.value = !document.hidden
})

const REOPEN_MS = 2000

const takers = new Map<string, (message: MessageEvent<string>) => void>()

/** Says what becomes of the events of a name; before the stream begins. */
export function on<Data>(event: string, take: (data: Data) => void): void {
  takers.set(event, ({ data }) => take(JSON.parse(data)))
}

/**
 * Follows all that happens, to somebody or while nobody is chosen; out: how to stop. A lost
 * connection is made anew, and begins with the whole as the first one did.
 */
export function follow(personId: number | undefined): () => void {
  let stop = () => {}

  function open(): void {
    const stream = new EventSource(`/simulator/events?person=${personId ?? ''}`)
    stop = () => stream.close()
    for (const [event, take] of takers) stream.addEventListener(event, take)
    stream.onopen = () => {
      connected.value = true
    }
    stream.onerror = () => {
      connected.value = false
      // The browser does it, unless it was answered by an error, as by a proxy while the simulator starts.
      if (stream.readyState !== EventSource.CLOSED) return
      const timer = setTimeout(open, REOPEN_MS)
      stop = () => clearTimeout(timer)
    }
  }

  open()
  return () => stop()
}
