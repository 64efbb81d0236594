import type { Money, Order, Problem } from '@vitrina/contract'
import { useState } from 'preact/hooks'
import { loadCart } from '../../cart.ts'
import { useSending } from '../../parts/use-sending.ts'
import { shell } from '../../shell/shell.ts'
import { ordering } from './ordering.ts'
import type { CheckoutForm } from './use-checkout-form.ts'
import type { useQuote } from './use-quote.ts'

/** Why the order was not placed, where the page has its own words for it. */
export type Obstacle = { kind: 'total'; was: Money; now: Money } | { kind: 'goods' | 'unheard' }

interface Placing {
  form: CheckoutForm
  quoting: Quoting
  onPlaced: (order: Order) => void
  onEmpty: () => void
}

export type Quoting = ReturnType<typeof useQuote>

/** Placing the order: at the sum that is shown, or not at all (G3). */
export function usePlacing(customerId: number, { form, quoting, onPlaced, onEmpty }: Placing) {
  const [obstacle, setObstacle] = useState<Obstacle>()
  const sending = useSending()
  const { quote } = quoting
  const method = quote?.deliveryMethods.find(({ id }) => id === form.methodId)
  const { paymentId } = form
  const total = quote?.totals.total

  async function place(): Promise<void> {
    if (!method || !paymentId || !total) return
    if (!(await form.approve(method.needsAddress))) return
    setObstacle(undefined)
    onPlaced(await ordering.place(customerId, form.body({ method, paymentId, expectedTotal: total })))
  }

  function refuse(problem: Problem) {
    shell.feelOutcome(false)
    const { code } = problem
    if (problem.quote) quoting.take(problem.quote)
    if (code === 'checkout.cart_empty') return onEmpty()
    // Its lines are shown beside.
    if (problem.quote || code === 'checkout.cart_changed') void loadCart().catch(() => {})
    const now = problem.quote?.totals.total
    if (code === 'checkout.total_changed' && total && now) return setObstacle({ kind: 'total', was: total, now })
    if (code === 'checkout.goods_unavailable') return setObstacle({ kind: 'goods' })
    if (problem.status === 0) return setObstacle({ kind: 'unheard' })
    if (code === 'checkout.cart_changed') void quoting.look()
    if (!form.refuse(problem)) sending.show(problem)
  }

  return {
    method,
    obstacle,
    sending,
    /** Not yet: something is still to be chosen, or the sum to be worked out. */
    isPaused: !method || !paymentId || !quote?.totals.delivery || sending.pause !== undefined,
    submit: () => void sending.send(place, refuse),
  }
}

export type PlacingInUse = ReturnType<typeof usePlacing>
