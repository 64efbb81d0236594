import type { Order, OrderToPlace } from '@vitrina/contract'
import { ProblemError } from '../../problem.ts'
import type { Remembered } from '../../remember.ts'

/** A try to order, under the key by which the server knows it again. */
export interface Attempt {
  key: string
  customerId: number
  body: OrderToPlace
}

interface Surroundings {
  send: (attempt: Attempt) => Promise<Order>
  kept: Pick<Remembered<Attempt>, 'read' | 'write' | 'forget'>
  newKey: () => string
  wait: (seconds: number) => Promise<void>
}

const MOST_LOOKS = 10
const UNDER_WAY = 'checkout.in_progress'

/** Sends it until it is answered, for as long as another call is at it. */
async function sendUntilAnswered(attempt: Attempt, { send, wait }: Pick<Surroundings, 'send' | 'wait'>) {
  for (let look = 1; ; look++) {
    try {
      return await send(attempt)
    } catch (caught) {
      if (codeOf(caught) !== UNDER_WAY || look === MOST_LOOKS) throw caught
      await wait(problemIn(caught)?.retryAfter ?? 1)
    }
  }
}

/** The try whose end is not known, and the sending of it, once at a time. */
function holdAttempt({ kept, ...calling }: Omit<Surroundings, 'newKey'>) {
  let unsettled = kept.read()
  let flight: { attempt: Attempt; run: Promise<Order> } | undefined

  async function settle(attempt: Attempt): Promise<Order> {
    unsettled = attempt
    kept.write(attempt)
    const forget = () => {
      unsettled = undefined
      kept.forget()
    }
    try {
      const order = await sendUntilAnswered(attempt, calling)
      forget()
      return order
    } catch (caught) {
      if (isRefusal(caught)) forget()
      throw caught
    } finally {
      flight = undefined
    }
  }

  return {
    unsettledOf: (customerId: number) => (unsettled?.customerId === customerId ? unsettled : undefined),
    run(attempt: Attempt): Promise<Order> {
      if (flight?.attempt === attempt) return flight.run
      const run = settle(attempt)
      flight = { attempt, run }
      return run
    },
  }
}

/**
 * Orders once, however often it is pressed: the same order goes out under the same key until the server
 * has said yes or no, through reloads and lost answers too. A new order, or one after a refusal, has a new key.
 */
export function createOrdering({ newKey, ...surroundings }: Surroundings) {
  const { unsettledOf, run } = holdAttempt(surroundings)
  return {
    /** Places it, or goes on with placing it. */
    async place(customerId: number, body: OrderToPlace): Promise<Order> {
      const before = unsettledOf(customerId)
      if (before && isSame(before.body, body)) return run(before)
      try {
        return await run({ key: newKey(), customerId, body })
      } catch (caught) {
        // Something in the form was changed after an answer was lost, and that order was placed after all.
        if (before && codeOf(caught) === 'checkout.cart_empty') return run(before)
        throw caught
      }
    },
    /** Whether it is not known what became of a try. */
    hasUnsettled: (customerId: number) => unsettledOf(customerId) !== undefined,
    /** Asks what became of it: the order, or nothing where there is none. */
    async settleEarlier(customerId: number): Promise<Order | undefined> {
      const before = unsettledOf(customerId)
      return (
        before &&
        run(before).catch((caught) => {
          if (isRefusal(caught)) return undefined
          throw caught
        })
      )
    },
  }
}

const problemIn = (caught: unknown) => (caught instanceof ProblemError ? caught.problem : undefined)
const codeOf = (caught: unknown) => problemIn(caught)?.code
const isSame = (one: OrderToPlace, other: OrderToPlace) => JSON.stringify(one) === JSON.stringify(other)

/** Whether nothing was placed, for certain: whoever waits too long, or is at it already, may have been heard. */
function isRefusal(caught: unknown): boolean {
  const status = problemIn(caught)?.status ?? 0
  return status >= 400 && status < 500 && status !== 408 && status !== 429 && codeOf(caught) !== UNDER_WAY
}
