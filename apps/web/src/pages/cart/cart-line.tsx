import type { CartItem, CartProblem, Money } from '@vitrina/contract'
import { useId } from 'preact/hooks'
import { basket } from '../../basket-words.ts'
import { Button } from '../../parts/button.tsx'
import { Picture } from '../../parts/picture.tsx'
import { priceText } from '../../parts/price-text.ts'
import { Stepper } from '../../parts/stepper.tsx'
import { LineProblem } from './line-problem.tsx'

// The contract's, without its schema library.
const MOST = 999

interface CartLineProps {
  item: CartItem
  /** Those of this line. */
  problems: readonly CartProblem[]
  onChange: (wish: { quantity: number; price?: Money }) => void
  onRemove: () => void
}

/** One thing in the cart: what it is, how many, what they cost, and what is wrong with it. */
export function CartLine({ item, problems, onChange, onRemove }: CartLineProps) {
  const { cart: say } = basket.words.value
  const told = useId()
  const isGone = problems.some(({ code }) => code === 'gone')
  const { name, quantity, unitPrice, lineTotal, available } = item
  const most = Math.min(available ?? MOST, MOST)
  return (
    <>
      <div class={`line-picture${isGone ? ' gone' : ''}`}>
        <Picture image={item.image} sizes="112px" silent />
      </div>
      <div class="line-words">
        <Name item={item} />
        <p class="soft small figures">
          {priceText(unitPrice)} {say.each}
        </p>
      </div>
      <p class="line-total figures">{isGone ? '—' : priceText(lineTotal)}</p>
      <div class="line-acts">
        {!isGone && (
          <Stepper
            value={quantity}
            // More than there is may stand in it, and then it only goes down.
            max={most}
            labels={{ value: say.quantity(name), less: say.less(name), more: say.more(name) }}
            describedBy={told}
            onChange={(wanted) => onChange({ quantity: wanted })}
          />
        )}
        <Button kind="plain" aria-label={say.removeLabel(name)} data-next onClick={onRemove}>
          {say.remove}
        </Button>
      </div>
      <div class="line-problems" id={told}>
        {problems.map((problem) => (
          <LineProblem key={problem.code} item={item} problem={problem} onChange={onChange} />
        ))}
        {problems.length === 0 && available !== null && quantity >= available && <p class="soft small">{say.most}</p>}
      </div>
    </>
  )
}

function Name({ item: { name, productSlug } }: { item: CartItem }) {
  return (
    <h2 class="line-name">{productSlug ? <a href={`/product/${encodeURIComponent(productSlug)}`}>{name}</a> : name}</h2>
  )
}
