import type { Money, Product } from '@vitrina/contract'
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { priceText } from '../../parts/price-text.ts'
import { shopWords } from '../../shop-words.ts'
import { type Choice, optionsOf } from './choice.ts'

interface ChosenProps {
  product: Product
  choice: Choice
  /** Of what is chosen: it may be out of sight too. */
  price: Money
  /** Where it is made. */
  options: RefObject<HTMLElement>
  /** What may lie over that. */
  bar: RefObject<HTMLElement>
}

/**
 * On a phone the button that buys is at hand before what it buys has been chosen, or seen: it is said there as long as
 * the choice is out of sight, and leads to it.
 */
export function Chosen({ product, choice, price, options, bar }: ChosenProps) {
  const chosen = optionsOf(product).map(({ name }) => `${name}: ${choice[name]}`)
  const isCovered = useCovered(options, bar)
  if (!isCovered || chosen.length === 0) return null
  const lead = () => {
    options.current?.scrollIntoView({ block: 'center' })
    options.current?.querySelector<HTMLElement>(':checked')?.focus({ preventScroll: true })
  }
  return (
    <button type="button" class="buying-chosen" onClick={lead}>
      <span>
        {chosen.join(', ')} · <span class="buying-costs figures">{priceText(price)}</span>
      </span>
      <span class="buying-change">{shopWords.value.product.change}</span>
    </button>
  )
}

/** Whether the end of the one lies under the other, or below it. */
function useCovered(below: RefObject<HTMLElement>, above: RefObject<HTMLElement>): boolean {
  const [isCovered, note] = useState(false)
  const look = () => {
    const end = below.current?.getBoundingClientRect().bottom ?? 0
    const edge = above.current?.getBoundingClientRect().top ?? end
    note(edge < end)
  }
  useLayoutEffect(look)
  useEffect(() => {
    addEventListener('scroll', look, { passive: true })
    addEventListener('resize', look)
    return () => {
      removeEventListener('scroll', look)
      removeEventListener('resize', look)
    }
  }, [])
  return isCovered
}
