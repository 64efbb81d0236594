import { basket } from '../../basket-words.ts'

/** The shape of a cart that is on its way. */
export function CartSkeleton() {
  return (
    <div class="cart">
      <header class="cart-head">
        <h1 tabIndex={-1}>{basket.words.value.cart.title}</h1>
      </header>
      <ul class="lines cart-lines" aria-hidden="true">
        {[0, 1, 2].map((line) => (
          <li key={line} class="line ghost">
            <div class="line-picture" />
            <div class="line-words">
              <span />
              <span />
            </div>
          </li>
        ))}
      </ul>
      <div class="cart-summary ghost" aria-hidden="true" />
    </div>
  )
}
