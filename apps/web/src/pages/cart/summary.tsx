import type { Cart } from '@vitrina/contract'
import { useEffect, useRef, useState } from 'preact/hooks'
import { basket } from '../../basket-words.ts'
import { isCartSettled } from '../../cart.ts'
import { ActBar } from '../../parts/act-bar.tsx'
import { ButtonLink } from '../../parts/button.tsx'
import { Notice } from '../../parts/notice.tsx'
import { priceText } from '../../parts/price-text.ts'
import { Totals } from '../../parts/totals.tsx'
import { useMainAct } from '../../parts/use-main-act.ts'
import { navigate } from '../../router.tsx'
import { session } from '../../site.ts'
import { Coupon } from './coupon.tsx'

/** What it comes to, and the way on; beside the lines where there is room, below them on a phone. */
export function Summary({ cart }: { cart: Cart }) {
  const { cart: say, totals } = basket.words.value
  const { text, blocked, go, isDrawn } = useCheckout(cart)
  if (cart.items.length === 0) return null
  const way = isDrawn && (
    <ButtonLink href="/checkout" onClick={go}>
      {say.checkout}
    </ButtonLink>
  )
  return (
    <>
      <section class="cart-summary" aria-label={totals.heading}>
        <Coupon cart={cart} />
        <Totals totals={cart.totals} deliveryLater={totals.deliveryLater} isStale={!isCartSettled.value} />
        <div class="cart-way">{way}</div>
        {session.state.value.status === 'guest' && <p class="soft small">{say.guestHint}</p>}
        <div ref={blocked.place} tabIndex={-1}>
          {blocked.isTold && <Notice tone="bad">{say.blocked}</Notice>}
        </div>
      </section>
      {isDrawn && (
        <ActBar>
          <p class="cart-sum figures">
            <span class="soft small">{totals.total}</span>
            <strong>{text}</strong>
          </p>
          {way}
        </ActBar>
      )}
    </>
  )
}

/** Goes on to the checkout, unless there is something that cannot be ordered: then it says so. */
function useCheckout({ items, problems, totals }: Cart) {
  const { cart: say } = basket.words.value
  const [isTold, tell] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const isBlocked = problems.some(({ code }) => code === 'gone' || code === 'insufficient_stock')
  const text = priceText(totals.total)
  useEffect(() => {
    if (!isBlocked) tell(false)
  }, [isBlocked])
  function stop() {
    tell(true)
    requestAnimationFrame(() => {
      document.querySelector('.line-problem.bad')?.scrollIntoView({ block: 'center' })
      document.querySelector<HTMLElement>('.line:has(.line-problem.bad) [data-next]')?.focus({ preventScroll: true })
    })
  }
  const hasMain = useMainAct(
    items.length > 0
      ? {
          text: say.checkoutFor(text),
          paused: false,
          busy: false,
          press: () => (isBlocked ? stop() : navigate('/checkout')),
        }
      : undefined,
  )
  return {
    text,
    blocked: { isTold, place },
    isDrawn: !hasMain,
    go(event: Event) {
      if (!isBlocked) return
      event.preventDefault()
      stop()
    },
  }
}
