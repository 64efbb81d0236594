import { ApiError } from '../bot-api/errors.ts'
import type { World } from '../world/world.ts'
import { readUpdates, updateView } from './queue.ts'

interface Waiting {
  answer(): void
  refuse(error: ApiError): void
}

/** `getUpdates`: holds one request open until something comes; a second poller ends the first. */
export class Polling {
  readonly #world: World
  #waiting: Waiting | undefined

  constructor(world: World) {
    this.#world = world
    world.events.on('update', () => this.#waiting?.answer())
  }

  /** Waits up to `timeoutMs` for updates; an aborted signal (the client hung up) ends the wait. */
  async poll(request: { offset: number; limit: number; timeoutMs: number; signal: AbortSignal }): Promise<unknown[]> {
    this.interrupt('Conflict: terminated by other getUpdates request; make sure that only one bot instance is running')
    const read = () => readUpdates(this.#world, request.offset, request.limit).map(updateView)
    const ready = read()
    if (ready.length > 0 || request.timeoutMs === 0) return ready

    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const waiting: Waiting = { answer: resolve, refuse: reject }
    const timer = setTimeout(resolve, request.timeoutMs)
    request.signal.addEventListener('abort', () => resolve(), { once: true })
    this.#waiting = waiting
    try {
      await promise
      return request.signal.aborted ? [] : read()
    } finally {
      clearTimeout(timer)
      if (this.#waiting === waiting) this.#waiting = undefined
    }
  }

  /** Ends the open poll, if there is one, with a 409. */
  interrupt(description: string): void {
    this.#waiting?.refuse(new ApiError(409, description))
    this.#waiting = undefined
  }

  close(): void {
    this.#waiting?.answer()
    this.#waiting = undefined
  }
}
