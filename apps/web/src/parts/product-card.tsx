import type { ProductCard as Card } from '@vitrina/contract'
import { shopWords } from '../shop-words.ts'
import { AddToCart } from './add-to-cart.tsx'
import { Heart } from './heart.tsx'
import { Icon } from './icon.tsx'
import { Picture } from './picture.tsx'
import { Price, percentOff } from './price.tsx'
import './product-card.css'

/** Where a product's page is. */
export const productPath = ({ slug }: Pick<Card, 'slug'>) => `/product/${encodeURIComponent(slug)}`

interface ProductCardProps {
  card: Card
  /** Among the first on the page. */
  eager?: boolean
  sizes?: string
  /** How deep its name stands among the headings of the page. */
  heading?: 'h2' | 'h3'
}

/** As wide as the columns of `.cards`. */
const SIZES = '(min-width: 1200px) 264px, (min-width: 960px) 24vw, (min-width: 640px) 31vw, 46vw'

/** A product among others: its picture, what it is and costs, and the two things to do with it. */
export function ProductCard({ card, eager = false, sizes = SIZES, heading: Heading = 'h3' }: ProductCardProps) {
  const { product, cart } = shopWords.value
  const { image, name, price, regularPrice, inStock, hasVariations, sku } = card
  const percent = percentOff(price, regularPrice)
  return (
    <article class={`product-card${inStock ? '' : ' out'}`}>
      <div class="product-card-picture">
        <Picture image={image} sizes={sizes} eager={eager} silent />
        {percent > 0 && <SaleBadge percent={percent} />}
        <Heart card={card} />
      </div>
      <Heading class="product-card-name">
        <a href={productPath(card)}>{name}</a>
      </Heading>
      <div class="product-card-foot">
        {inStock ? (
          <Price price={price} regularPrice={regularPrice} isLowest={hasVariations} />
        ) : (
          <p class="soft">{product.outOfStock}</p>
        )}
        {inStock && !hasVariations && <AddToCart sku={sku} name={name} price={price} small />}
        {inStock && hasVariations && (
          <a class="product-card-options" href={productPath(card)} aria-label={cart.options(name)}>
            <Icon name="right" />
          </a>
        )}
      </div>
    </article>
  )
}

/** How much less it costs for now. */
export function SaleBadge({ percent }: { percent: number }) {
  const { product } = shopWords.value
  return (
    <p class="sale-badge figures">
      <span aria-hidden="true">{product.sale(percent)}</span>
      <span class="unseen">{product.saleLabel(percent)}</span>
    </p>
  )
}
