import type { Order } from '@vitrina/contract'
import { knownOrders } from '../../known-orders.ts'
import { orders } from '../../orders-words.ts'
import { Badge } from '../../parts/badge.tsx'
import { Button, ButtonLink } from '../../parts/button.tsx'
import { DeadEnd } from '../../parts/dead-end.tsx'
import { FaultPage } from '../../parts/fault-page.tsx'
import { Picture } from '../../parts/picture.tsx'
import { priceText } from '../../parts/price-text.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { ProblemError, unreachable } from '../../problem.ts'
import type { Page } from '../../routes.ts'
import { session } from '../../site.ts'
import { useHistory } from './use-history.ts'
import './orders.css'

function OrdersPage() {
  const now = session.state.value
  if (now.status === 'unreachable') return <FaultPage caught={unreachable()} onAgain={() => void session.restore()} />
  if (now.status !== 'signedIn') return null
  return <History key={now.customer.customerId} />
}

function History() {
  const say = orders.words.value
  const { found, problem, hasMore, sending, more, look } = useHistory()
  if (!found && problem) return <FaultPage caught={new ProblemError(problem)} onAgain={look} />
  if (found?.length === 0) return <Empty />
  return (
    <div class="orders">
      <h1 tabIndex={-1}>{say.heading}</h1>
      {found ? (
        <ul>
          {found.map((order) => (
            <OrderRow key={order.id} order={order} />
          ))}
        </ul>
      ) : (
        <Skeleton lines={6} />
      )}
      <ProblemNotice problem={sending.problem} pause={sending.pause} />
      {hasMore && (
        <Button kind="quiet" busy={sending.busy} onClick={more}>
          {say.more}
        </Button>
      )}
    </div>
  )
}

const MOST_PICTURES = 4
const isGood = ({ status }: Order) => status === 'completed'

function OrderRow({ order }: { order: Order }) {
  const say = orders.words.value
  const { number, status, items, totals, createdAt } = order
  return (
    <li>
      <a href={`/orders/${number}`} class="order-row" onClick={() => knownOrders.take(order)}>
        <h2>
          {say.number(number)}
          <span class="soft small">{say.day(new Date(createdAt))}</span>
        </h2>
        <p class="order-row-status">
          <Badge good={isGood(order)}>{say.status[status]}</Badge>
        </p>
        <div class="order-row-items">
          {items.slice(0, MOST_PICTURES).map(({ sku, image }) => (
            <span key={sku} class="order-row-picture">
              <Picture image={image} sizes="56px" silent />
            </span>
          ))}
          <p class="soft small">
            {items[0]?.name}
            {items.length > 1 && <> {say.others(items.length - 1)}</>}
          </p>
        </div>
        <p class="order-row-total figures">{priceText(totals.total)}</p>
      </a>
    </li>
  )
}

function Empty() {
  const say = orders.words.value
  return (
    <DeadEnd heading={say.emptyHeading}>
      <p class="lead">{say.emptyText}</p>
      <ButtonLink href="/">{say.toShop}</ButtonLink>
    </DeadEnd>
  )
}

export const page: Page = {
  title: () => orders.words.value.title,
  View: OrdersPage,
  prepare: orders.open,
}
