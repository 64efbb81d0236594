import type { CartItem, CartProblem } from '@vitrina/contract'
import { basket } from '../../basket-words.ts'
import { shownCart } from '../../cart.ts'
import { ActBar } from '../../parts/act-bar.tsx'
import { Button } from '../../parts/button.tsx'
import { Picture } from '../../parts/picture.tsx'
import { priceText } from '../../parts/price-text.ts'
import { Totals } from '../../parts/totals.tsx'
import { useMainAct } from '../../parts/use-main-act.ts'
import { Obstacles } from './obstacles.tsx'
import type { PlacingInUse, Quoting } from './use-placing.ts'

interface SummaryProps {
  quoting: Quoting
  placing: PlacingInUse
}

/** What is ordered and what it comes to, and the button that orders it. */
export function Summary({ quoting, placing }: SummaryProps) {
  const { checkout: say } = basket.words.value
  const { quote, isStale } = quoting
  const { sending, obstacle, isPaused, submit } = placing
  const total = quote && priceText(quote.totals.total)
  const text = !total ? say.submit : obstacle?.kind === 'total' ? say.confirmFor(total) : say.submitFor(total)
  const hasMain = useMainAct({ text, paused: isPaused, busy: sending.busy, press: submit })
  const button = !hasMain && (
    <Button wide busy={sending.busy} paused={isPaused} onClick={submit}>
      {text}
    </Button>
  )
  return (
    <>
      <section class="checkout-summary" aria-label={say.yours}>
        <header>
          <h2>{say.yours}</h2>
          <a href="/cart">{say.toCart}</a>
        </header>
        <ul>
          {shownCart.value?.items.map((item) => (
            <SummaryLine key={item.sku} item={item} problems={quote?.problems ?? []} />
          ))}
        </ul>
        {quote ? (
          <Totals totals={quote.totals} deliveryLater="—" isStale={isStale} />
        ) : (
          <p class="soft" role="status">
            {say.counting}
          </p>
        )}
        <Obstacles quoting={quoting} placing={placing} />
        <div class="checkout-way">{button}</div>
        <p class="soft small">{say.agreement}</p>
      </section>
      {button && <ActBar>{button}</ActBar>}
    </>
  )
}

function SummaryLine({ item, problems }: { item: CartItem; problems: readonly CartProblem[] }) {
  const { checkout: say, cart } = basket.words.value
  const { sku, name, image, quantity, lineTotal } = item
  const changed = problems.find((problem) => problem.code === 'price_changed' && problem.sku === sku)
  const isUp = (changed?.price?.amountMinor ?? 0) > (changed?.was?.amountMinor ?? 0)
  return (
    <li>
      <div class="checkout-picture">
        <Picture image={image} sizes="56px" silent />
      </div>
      <p>
        {name}
        <span class="soft small figures">{say.pieces(quantity)}</span>
        {changed?.price && changed.was && (
          <span class="small checkout-changed">
            {(isUp ? cart.priceUp : cart.priceDown)(priceText(changed.was), priceText(changed.price))}
          </span>
        )}
      </p>
      <p class="figures">{priceText(lineTotal)}</p>
    </li>
  )
}
