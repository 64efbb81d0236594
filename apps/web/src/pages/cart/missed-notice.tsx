import { basket } from '../../basket-words.ts'
import { Notice } from '../../parts/notice.tsx'
import { type Missed, missedOfRepeat } from '../../repeat-news.ts'

/** What of an order that was repeated is not in the cart, line by line. */
export function MissedNotice() {
  const missed = missedOfRepeat.value
  if (missed.length === 0) return null
  return (
    <Notice>
      <div class="missed" role="status">
        <p class="missed-heading">{basket.words.value.cart.repeated}</p>
        <ul>
          {missed.map((one) => (
            <li key={one.name}>{sentence(one)}</li>
          ))}
        </ul>
      </div>
    </Notice>
  )
}

function sentence({ name, why, left }: Missed): string {
  const { cart: say } = basket.words.value
  if (why === 'gone') return say.repeatedGone(name)
  return left > 0 ? say.repeatedShort(name, left) : say.repeatedOut(name)
}
