import type { ProductCard as Card } from '@vitrina/contract'
import { ProductCard } from './product-card.tsx'

interface CardGridProps {
  cards: readonly Card[]
  /** So many of them are seen at once. */
  eager?: number
  /** With the page to itself. */
  wide?: boolean
}

/** Products side by side. */
export function CardGrid({ cards, eager = 0, wide = false }: CardGridProps) {
  return (
    <ul class={`cards${wide ? ' wide' : ''}`}>
      {cards.map((card, at) => (
        <li key={card.id}>
          <ProductCard card={card} eager={at < eager} heading="h2" />
        </li>
      ))}
    </ul>
  )
}

/** The shape of products that are on their way. */
export function CardGridShape({ count, wide = false }: { count: number; wide?: boolean }) {
  return (
    <div class={`cards${wide ? ' wide' : ''}`} aria-hidden="true">
      {Array.from({ length: count }, (_, at) => (
        <div class="card-shape" key={at}>
          <span />
          <span />
          <span />
        </div>
      ))}
    </div>
  )
}
