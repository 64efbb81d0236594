import type { Address, Customer, Order, Problem } from '@vitrina/contract'
import { useEffect, useState } from 'preact/hooks'
import { basket } from '../../basket-words.ts'
import { loadCart, shownCart } from '../../cart.ts'
import { knownOrders } from '../../known-orders.ts'
import { ButtonLink } from '../../parts/button.tsx'
import { DeadEnd } from '../../parts/dead-end.tsx'
import { FaultPage } from '../../parts/fault-page.tsx'
import { Spinner } from '../../parts/spinner.tsx'
import { ProblemError, problemOf, unreachable } from '../../problem.ts'
import { navigate } from '../../router.tsx'
import type { Page } from '../../routes.ts'
import { shell } from '../../shell/shell.ts'
import { api, session } from '../../site.ts'
import { CheckoutSheet } from './checkout-sheet.tsx'
import { draft } from './draft.ts'
import { ordering } from './ordering.ts'
import './checkout.css'

function CheckoutPage() {
  const now = session.state.value
  if (now.status === 'unreachable') return <FaultPage caught={unreachable()} onAgain={() => void session.restore()} />
  if (now.status !== 'signedIn') return null
  return <Checkout key={now.customer.customerId} customer={now.customer} />
}

/** The order is placed: on to its page, with no way back into a form that is done. */
function arrive(order: Order): void {
  shell.feelOutcome(true)
  knownOrders.takePlaced(order)
  draft.forget()
  void loadCart().catch(() => {})
  navigate(`/orders/${order.number}`, { replace: true })
}

type Opened =
  | { kind: 'opening' | 'looking' | 'empty'; address?: undefined }
  | { kind: 'ready'; address: Partial<Address> | undefined }

function Checkout({ customer }: { customer: Customer }) {
  const [opened, open] = useState<Opened>({ kind: 'opening' })
  const [problem, setProblem] = useState<Problem>()
  const { customerId } = customer

  async function come() {
    // After what is still on its way into the cart.
    const [address] = await Promise.all([lastAddress(), loadCart()])
    if (shownCart.value?.items.length) return open({ kind: 'ready', address })
    if (!ordering.hasUnsettled(customerId)) return open({ kind: 'empty' })
    open({ kind: 'looking' })
    const order = await ordering.settleEarlier(customerId)
    if (order) arrive(order)
    else open({ kind: 'empty' })
  }
  const look = () =>
    come().then(
      () => setProblem(undefined),
      (caught) => setProblem(problemOf(caught)),
    )
  useEffect(() => void look(), [])

  if (problem) return <FaultPage caught={new ProblemError(problem)} onAgain={() => void look()} />
  if (opened.kind === 'opening') return <Spinner page />
  if (opened.kind === 'looking') return <Looking />
  if (opened.kind === 'empty') return <Empty />
  const onEmpty = () => open({ kind: 'empty' })
  return <CheckoutSheet customer={customer} address={opened.address} onPlaced={arrive} onEmpty={onEmpty} />
}

/** Where the last order went, so that it need not be typed again; a convenience, and no more. */
async function lastAddress(): Promise<Partial<Address> | undefined> {
  const { items } = await api.get('/api/orders', { query: { limit: 1 } }).catch(() => ({ items: [] as Order[] }))
  return items[0]?.delivery.address as Partial<Address> | undefined
}

function Looking() {
  return (
    <DeadEnd heading={basket.words.value.checkout.looking}>
      <Spinner />
    </DeadEnd>
  )
}

function Empty() {
  const { checkout: say, cart } = basket.words.value
  return (
    <DeadEnd heading={say.emptyHeading} sudden>
      <p class="lead">{say.emptyText}</p>
      <div class="choices">
        <ButtonLink href="/orders">{say.toOrders}</ButtonLink>
        <ButtonLink kind="quiet" href="/">
          {cart.toShop}
        </ButtonLink>
      </div>
    </DeadEnd>
  )
}

export const page: Page = {
  title: () => basket.words.value.checkout.title,
  View: CheckoutPage,
  prepare: basket.open,
}
