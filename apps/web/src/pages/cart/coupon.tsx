import type { Cart } from '@vitrina/contract'
import { useRef } from 'preact/hooks'
import { basket } from '../../basket-words.ts'
import { removeCoupon, setCoupon } from '../../cart.ts'
import { Button } from '../../parts/button.tsx'
import { Field } from '../../parts/field.tsx'
import { priceText } from '../../parts/price-text.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { focusFirstError, useField } from '../../parts/use-field.ts'
import { useSending } from '../../parts/use-sending.ts'

/** The coupon of the cart: typed, or there already, with what it lacks. */
export function Coupon({ cart }: { cart: Cart }) {
  const sending = useSending()
  const isRejected = cart.problems.some(({ code }) => code === 'coupon_rejected')
  return (
    <div class="coupon">
      {cart.coupon && !isRejected ? (
        <Applied cart={cart} sending={sending} />
      ) : (
        <Typed rejected={cart.coupon?.code} sending={sending} />
      )}
      <ProblemNotice problem={sending.problem} pause={sending.pause} />
    </div>
  )
}

type Sending = ReturnType<typeof useSending>

interface TypedProps {
  /** The code that the cart has and that is worth nothing: most likely mistyped. */
  rejected: string | undefined
  sending: Sending
}

function Typed({ rejected, sending }: TypedProps) {
  const { coupon: say } = basket.words.value
  const form = useRef<HTMLFormElement>(null)
  const field = useField(() => undefined, rejected)
  const code = field.value.trim()
  const isRefused = rejected !== undefined && code.toUpperCase() === rejected.toUpperCase()
  function apply(event: Event) {
    event.preventDefault()
    if (code) return void sending.send(() => setCoupon(code))
    if (rejected !== undefined) return void sending.send(removeCoupon)
    field.refuse('', say.required)
    focusFirstError(form.current)
  }
  return (
    <form ref={form} class="coupon-form" noValidate onSubmit={apply}>
      <Field label={say.label} error={isRefused ? { message: say.rejected(rejected) } : field.error}>
        {(wires) => (
          <input
            {...wires}
            type="text"
            name="coupon"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            maxLength={64}
            value={field.value}
            onInput={(event) => field.set(event.currentTarget.value)}
          />
        )}
      </Field>
      <Button type="submit" kind="quiet" busy={sending.busy} paused={sending.pause !== undefined}>
        {say.apply}
      </Button>
    </form>
  )
}

function Applied({ cart, sending }: { cart: Cart; sending: Sending }) {
  const { coupon: say, cart: cartWords } = basket.words.value
  return (
    <>
      <div class="coupon-applied">
        <p>
          <span class="soft small">{say.applied}</span>
          <strong>{cart.coupon?.code}</strong>
        </p>
        <Button
          kind="plain"
          busy={sending.busy}
          aria-label={say.remove}
          onClick={() => void sending.send(removeCoupon)}
        >
          {cartWords.remove}
        </Button>
      </div>
      <p class="coupon-said" role="status">
        {whatItLacks(cart)}
      </p>
    </>
  )
}

function whatItLacks({ problems }: Cart): string | undefined {
  const { coupon: say } = basket.words.value
  const missing = problems.find(({ code }) => code === 'below_minimum')?.price
  return missing && say.below(priceText(missing))
}
