import type { CartProblem } from '@vitrina/contract'
import { useEffect, useRef } from 'preact/hooks'
import { basket } from '../../basket-words.ts'
import { shownCart } from '../../cart.ts'
import { ButtonLink } from '../../parts/button.tsx'
import { Notice } from '../../parts/notice.tsx'
import { priceText } from '../../parts/price-text.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import type { Obstacle, PlacingInUse, Quoting } from './use-placing.ts'

/** What stands between the person and the order, where it is seen with the button. */
export function Obstacles({ quoting, placing }: { quoting: Quoting; placing: PlacingInUse }) {
  const { sending, obstacle } = placing
  const place = useRef<HTMLDivElement>(null)
  const short = quoting.quote?.problems.filter(({ code }) => code === 'gone' || code === 'insufficient_stock') ?? []
  const shown = sending.problem ?? obstacle
  useEffect(() => {
    if (shown) place.current?.scrollIntoView({ block: 'nearest' })
  }, [shown])
  return (
    <div class="obstacles" ref={place}>
      {short.length > 0 && <Short problems={short} />}
      {obstacle && !(obstacle.kind === 'goods' && short.length > 0) && <Notice tone="bad">{sentence(obstacle)}</Notice>}
      <CouponSaid problems={quoting.quote?.problems ?? []} />
      <ProblemNotice problem={sending.problem ?? quoting.problem} pause={sending.pause} />
    </div>
  )
}

function sentence(obstacle: Obstacle): string {
  const { checkout: say } = basket.words.value
  if (obstacle.kind === 'total') return say.totalChanged(priceText(obstacle.was), priceText(obstacle.now))
  return obstacle.kind === 'unheard' ? say.unheard : say.goodsGone
}

function Short({ problems }: { problems: readonly CartProblem[] }) {
  const { checkout: say } = basket.words.value
  const nameOf = (sku: string | undefined) => shownCart.value?.items.find((item) => item.sku === sku)?.name ?? ''
  return (
    <Notice tone="bad">
      <p>{say.goodsGone}</p>
      <ul>
        {problems.map(({ sku, available = 0 }) => (
          <li key={sku}>{say.line(nameOf(sku), available)}</li>
        ))}
      </ul>
      <ButtonLink kind="plain" href="/cart">
        {say.backToCart}
      </ButtonLink>
    </Notice>
  )
}

function CouponSaid({ problems }: { problems: readonly CartProblem[] }) {
  const { coupon: say } = basket.words.value
  const isRejected = problems.some(({ code }) => code === 'coupon_rejected')
  const missing = problems.find(({ code }) => code === 'below_minimum')?.price
  const code = shownCart.value?.coupon?.code
  if (isRejected && code) return <Notice>{say.rejected(code)}</Notice>
  return missing ? <Notice>{say.below(priceText(missing))}</Notice> : null
}
