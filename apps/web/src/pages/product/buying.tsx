import type { Product, Variation } from '@vitrina/contract'
import { useRef } from 'preact/hooks'
import { AddToCart } from '../../parts/add-to-cart.tsx'
import { Heart } from '../../parts/heart.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Price } from '../../parts/price.tsx'
import { shopWords } from '../../shop-words.ts'
import type { Choice } from './choice.ts'
import { Chosen } from './chosen.tsx'
import { Options } from './options.tsx'
import { share } from './share.ts'

interface BuyingProps {
  product: Product
  choice: Choice
  variation: Variation | undefined
  onChoose: (name: string, value: string) => void
}

/** What it costs, whether it is there, which of it, and into the cart. */
export function Buying({ product, choice, variation, onChoose }: BuyingProps) {
  const { product: said } = shopWords.value
  const { price, regularPrice, inStock, sku } = variation ?? product
  const refused = inStock && sku ? undefined : said.outOfStock
  const [options, bar] = [useRef<HTMLDivElement>(null), useRef<HTMLDivElement>(null)]
  return (
    <div class="buying">
      <div class="buying-price" role="status">
        <Price price={price} regularPrice={regularPrice} big />
        <p class={`stock${inStock ? ' in' : ''}`}>{inStock ? said.inStock : said.outOfStock}</p>
      </div>
      <div class="buying-options" ref={options}>
        <Options product={product} choice={choice} onChoose={onChoose} />
      </div>
      <div class="buying-ways" ref={bar}>
        <Chosen product={product} choice={choice} price={price} options={options} bar={bar} />
        <AddToCart key={sku} sku={sku} name={product.name} price={price} refused={refused} />
        <Heart card={product} />
        <button
          type="button"
          class="heart"
          aria-label={said.share}
          onClick={() => share({ title: product.name, url: location.href })}
        >
          <Icon name="share" />
        </button>
      </div>
    </div>
  )
}
