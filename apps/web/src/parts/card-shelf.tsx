import type { ProductCard as Card } from '@vitrina/contract'
import { useId } from 'preact/hooks'
import { shopWords } from '../shop-words.ts'
import { CardGridShape } from './card-grid.tsx'
import { ProductCard } from './product-card.tsx'
import './card-shelf.css'

interface CardShelfProps {
  heading: string
  /** Not known yet: their shape. */
  cards: readonly Card[] | undefined
  /** Where all of them are. */
  all?: string
}

const SIZES = '(min-width: 1200px) 264px, (min-width: 960px) 24vw, (min-width: 640px) 31vw, 44vw'

/** A few products with something in common; on a phone one row that is swiped. */
export function CardShelf({ heading, cards, all }: CardShelfProps) {
  const title = useId()
  return (
    <section class="card-shelf" aria-labelledby={title}>
      <header>
        <h2 id={title}>{heading}</h2>
        {all && (
          <a href={all} aria-describedby={title}>
            {shopWords.value.home.all}
          </a>
        )}
      </header>
      {cards ? (
        <ul class="cards wide">
          {cards.map((card) => (
            <li key={card.id}>
              <ProductCard card={card} sizes={SIZES} />
            </li>
          ))}
        </ul>
      ) : (
        <CardGridShape count={4} wide />
      )}
    </section>
  )
}
