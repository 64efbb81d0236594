import type { Order } from '@vitrina/contract'
import { basket } from '../../basket-words.ts'
import { orders } from '../../orders-words.ts'
import { Picture } from '../../parts/picture.tsx'
import { priceText } from '../../parts/price-text.ts'

/** What was ordered, as it was then. */
export function Items({ order: { items } }: { order: Order }) {
  const { checkout } = basket.words.value
  return (
    <section class="order-items" aria-labelledby="items">
      <h2 id="items">{orders.words.value.items}</h2>
      <ul>
        {items.map(({ sku, productSlug, name, image, quantity, unitPrice, lineTotal }) => (
          <li key={sku}>
            <div class="order-picture">
              <Picture image={image} sizes="72px" silent />
            </div>
            <p>
              {productSlug ? <a href={`/product/${encodeURIComponent(productSlug)}`}>{name}</a> : name}
              <span class="soft small figures">
                {checkout.pieces(quantity)} × {priceText(unitPrice)}
              </span>
            </p>
            <p class="figures">{priceText(lineTotal)}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
