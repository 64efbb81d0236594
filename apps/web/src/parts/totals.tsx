import type { Money, Totals as Sums } from '@vitrina/contract'
import { basket } from '../basket-words.ts'
import { priceText } from './price-text.ts'
import './totals.css'

interface TotalsProps {
  totals: Sums
  /** Said of a delivery whose price is not known yet; nothing: it has no line. */
  deliveryLater?: string
  /** Being worked out anew. */
  isStale?: boolean
}

/** What everything comes to, line by line. */
export function Totals({ totals, deliveryLater, isStale = false }: TotalsProps) {
  const { totals: say } = basket.words.value
  const { goods, discount, delivery, points, total } = totals
  const minus = (amount: Money) => `−${priceText(amount)}`
  return (
    <dl class={`totals figures${isStale ? ' stale' : ''}`}>
      <Sum name={say.goods} value={priceText(goods)} />
      {discount.amountMinor > 0 && <Sum name={say.discount} value={minus(discount)} />}
      {points && points.amountMinor > 0 && <Sum name={say.points} value={minus(points)} />}
      {delivery && <Sum name={say.delivery} value={delivery.amountMinor ? priceText(delivery) : say.free} />}
      {!delivery && deliveryLater && <Sum name={say.delivery} value={deliveryLater} isSoft />}
      <Sum name={say.total} value={priceText(total)} isWhole />
    </dl>
  )
}

interface SumProps {
  name: string
  value: string
  isSoft?: boolean
  isWhole?: boolean
}

function Sum({ name, value, isSoft = false, isWhole = false }: SumProps) {
  return (
    <div class={isWhole ? 'totals-whole' : undefined}>
      <dt>{name}</dt>
      <dd class={isSoft ? 'soft' : undefined}>{value}</dd>
    </div>
  )
}
