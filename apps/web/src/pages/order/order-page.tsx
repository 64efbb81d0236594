import type { Order } from '@vitrina/contract'
import { useEffect } from 'preact/hooks'
import { basket } from '../../basket-words.ts'
import { placedLately } from '../../known-orders.ts'
import { orders } from '../../orders-words.ts'
import { ButtonLink } from '../../parts/button.tsx'
import { DeadEnd } from '../../parts/dead-end.tsx'
import { FaultPage } from '../../parts/fault-page.tsx'
import { Spinner } from '../../parts/spinner.tsx'
import { ProblemError, unreachable } from '../../problem.ts'
import type { Page, Params } from '../../routes.ts'
import { session } from '../../site.ts'
import { Acts } from './acts.tsx'
import { Items } from './items.tsx'
import { Pay } from './pay.tsx'
import { Timeline } from './timeline.tsx'
import { useOrder } from './use-order.ts'
import { Whither } from './whither.tsx'
import './order.css'

function OrderPage({ params }: { params: Params }) {
  const { status } = session.state.value
  if (status === 'unreachable') return <FaultPage caught={unreachable()} onAgain={() => void session.restore()} />
  if (status !== 'signedIn') return null
  return <Opened number={params.number ?? ''} />
}

function Opened({ number }: { number: string }) {
  const { order, isMissing, hasTrouble, problem, look, take } = useOrder(number)
  useEffect(
    () => () => {
      placedLately.value = undefined
    },
    [],
  )
  if (isMissing) return <Missing />
  if (!order && problem) return <FaultPage caught={new ProblemError(problem)} onAgain={() => void look()} />
  if (!order) return <Spinner page />
  return (
    <div class="order">
      <div class="order-head">
        <Head order={order} />
        <Pay order={order} />
      </div>
      <div class="order-main">
        <Timeline order={order} hasTrouble={hasTrouble} />
        <Items order={order} />
      </div>
      <div class="order-side">
        <Whither order={order} />
        <Acts order={order} onChange={take} />
      </div>
    </div>
  )
}

function Head({ order: { number, status, payment } }: { order: Order }) {
  const say = orders.words.value
  const isLate = placedLately.value === number && status === 'placed'
  const awaitsMoney = status === 'placed' && payment.status === 'unpaid' && payment.payBy !== undefined
  const owesMoney = status === 'cancelled' && payment.status === 'paid'
  return (
    <header>
      {isLate && <p class="order-kicker">{say.number(number)}</p>}
      <h1 tabIndex={-1}>{isLate ? say.lately : say.number(number)}</h1>
      <p class="lead" role="status">
        {awaitsMoney ? say.leadUnpaid : owesMoney ? say.leadMoneyBack : say.lead[status]}
      </p>
    </header>
  )
}

function Missing() {
  const say = orders.words.value
  return (
    <DeadEnd heading={say.missingHeading} sudden>
      <p class="lead">{say.missingText}</p>
      <ButtonLink href="/orders">{say.toOrders}</ButtonLink>
    </DeadEnd>
  )
}

export const page: Page = {
  title: () => orders.words.value.title,
  View: OrderPage,
  prepare: () => Promise.all([orders.open(), basket.open()]),
}
