import type { Money } from '@vitrina/contract'
import { shopWords } from '../shop-words.ts'
import { priceText } from './price-text.ts'
import './price.css'

interface PriceProps {
  price: Money
  regularPrice?: Money | undefined
  /** The lowest of several. */
  isLowest?: boolean
  big?: boolean
}

/** What it costs, and what it cost before the sale. */
export function Price({ price, regularPrice, isLowest = false, big = false }: PriceProps) {
  const { product } = shopWords.value
  const text = priceText(price)
  return (
    <p class={`price figures${big ? ' big' : ''}${regularPrice ? ' sale' : ''}`}>
      <span class="price-now">{isLowest ? product.from(text) : text}</span>
      {regularPrice && (
        <>
          {' '}
          <s aria-hidden="true">{priceText(regularPrice)}</s>
          <span class="unseen">{product.was(priceText(regularPrice))}</span>
        </>
      )}
    </p>
  )
}

/** How much less than before, in whole parts of a hundred; nothing below one. */
export function percentOff(price: Money, regularPrice: Money | undefined): number {
  if (!regularPrice) return 0
  return Math.floor((1 - price.amountMinor / regularPrice.amountMinor) * 100)
}
