import type { Cart, Problem } from '@vitrina/contract'
import { useEffect, useState } from 'preact/hooks'
import { basket } from '../../basket-words.ts'
import { cartCount, loadCart, shownCart } from '../../cart.ts'
import { ButtonLink } from '../../parts/button.tsx'
import { DeadEnd } from '../../parts/dead-end.tsx'
import { FaultPage } from '../../parts/fault-page.tsx'
import { ProblemError, problemOf } from '../../problem.ts'
import { missedOfRepeat } from '../../repeat-news.ts'
import type { Page } from '../../routes.ts'
import { session } from '../../site.ts'
import { CartSkeleton } from './cart-skeleton.tsx'
import { Lines } from './lines.tsx'
import { MissedNotice } from './missed-notice.tsx'
import { Summary } from './summary.tsx'
import { useLines } from './use-lines.ts'
import './cart.css'

function CartPage() {
  const [problem, setProblem] = useState<Problem>()
  const cart = shownCart.value
  const isKnown = session.state.value.status !== 'restoring'
  const look = () =>
    loadCart().then(
      () => setProblem(undefined),
      (caught) => setProblem(problemOf(caught)),
    )
  useEffect(() => {
    // Whose cart it is has to be known first: Telegram is still being asked who this is.
    if (!isKnown) return
    void look()
    // Another device, or another tab, may have changed it meanwhile.
    const wake = () => document.visibilityState === 'visible' && void look()
    document.addEventListener('visibilitychange', wake)
    return () => {
      document.removeEventListener('visibilitychange', wake)
    }
  }, [isKnown])
  useEffect(
    () => () => {
      missedOfRepeat.value = []
    },
    [],
  )
  if (!cart && problem) return <FaultPage caught={new ProblemError(problem)} onAgain={() => void look()} />
  if (!cart) return <CartSkeleton />
  return <Filled cart={cart} />
}

function Filled({ cart }: { cart: Cart }) {
  const lines = useLines(cart)
  const { cart: say } = basket.words.value
  if (cart.items.length === 0 && lines.all.length === 0) return <Empty />
  return (
    <div class="cart">
      <header class="cart-head">
        <h1 tabIndex={-1}>{say.title}</h1>
        <p class="soft figures">{say.count(cartCount.value)}</p>
      </header>
      <div class="cart-lines">
        <MissedNotice />
        <Lines lines={lines} problems={cart.problems} />
      </div>
      <Summary cart={cart} />
    </div>
  )
}

function Empty() {
  const { cart: say } = basket.words.value
  return (
    <>
      <MissedNotice />
      <DeadEnd heading={say.emptyHeading}>
        <p class="lead">{say.emptyText}</p>
        <ButtonLink href="/">{say.toShop}</ButtonLink>
      </DeadEnd>
    </>
  )
}

export const page: Page = {
  title: () => basket.words.value.cart.title,
  View: CartPage,
  prepare: basket.open,
}
