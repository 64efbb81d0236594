import type { CartItem, CartProblem, Money } from '@vitrina/contract'
import { basket } from '../../basket-words.ts'
import { Button } from '../../parts/button.tsx'
import { Icon } from '../../parts/icon.tsx'
import { priceText } from '../../parts/price-text.ts'

interface LineProblemProps {
  item: CartItem
  problem: CartProblem
  onChange: (wish: { quantity: number; price?: Money }) => void
}

/** What is wrong with a line, and the one press that settles it; nothing settles itself. */
export function LineProblem({ item, problem, onChange }: LineProblemProps) {
  const { cart: say } = basket.words.value
  const { code, available = 0, price, was } = problem
  if (code === 'gone') return <Told>{say.gone}</Told>
  if (code === 'insufficient_stock') {
    return (
      <Told act={available > 0 && { text: say.keep(available), press: () => onChange({ quantity: available }) }}>
        {available > 0 ? say.short(available) : say.out}
      </Told>
    )
  }
  if (code !== 'price_changed' || !price || !was) return null
  const isUp = price.amountMinor > was.amountMinor
  return (
    <Told
      isCalm
      act={{
        text: say.priceSeen,
        label: say.priceSeenLabel(item.name),
        press: () => onChange({ quantity: item.quantity, price }),
      }}
    >
      {(isUp ? say.priceUp : say.priceDown)(priceText(was), priceText(price))}
    </Told>
  )
}

interface ToldProps {
  children: string
  isCalm?: boolean
  act?: { text: string; label?: string; press: () => void } | false
}

function Told({ children, isCalm = false, act }: ToldProps) {
  return (
    <div class={`line-problem${isCalm ? '' : ' bad'}`}>
      <p>
        <Icon name="alert" size={18} />
        <span>{children}</span>
      </p>
      {act && (
        <Button kind="plain" aria-label={act.label} onClick={act.press}>
          {act.text}
        </Button>
      )}
    </div>
  )
}
