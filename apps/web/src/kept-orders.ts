import type { Order } from '@vitrina/contract'

/** Orders by their numbers, for as long as the same person is here: the next one is shown nothing of theirs. */
export function keepOrders(whoIsHere: () => number | undefined) {
  const kept = new Map<string, Order>()
  let whose: number | undefined
  const theirs = () => {
    const here = whoIsHere()
    if (here !== whose) kept.clear()
    whose = here
    return kept
  }
  return {
    find: (number: string): Order | undefined => theirs().get(number),
    take: (order: Order): void => void theirs().set(order.number, order),
  }
}
