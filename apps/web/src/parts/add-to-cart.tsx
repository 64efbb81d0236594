import type { Money } from '@vitrina/contract'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { available, inCart, loadCart, setInCartUpToAll } from '../cart.ts'
import { shell } from '../shell/shell.ts'
import { shopWords } from '../shop-words.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { toast } from './toast.tsx'
import './add-to-cart.css'

interface AddToCartProps {
  sku: string
  name: string
  price: Money
  /** Why it cannot be added, where it cannot. */
  refused?: string | undefined
  /** On a card: a sign instead of words. */
  small?: boolean
}

// The contract's, without its schema library.
const MOST = 999

function put(sku: string, { quantity, price }: { quantity: number; price: Money }): void {
  shell.feel()
  setInCartUpToAll(sku, { quantity, price }).catch(() => toast(shopWords.value.cart.failed))
}

/** Puts one into the cart; once one is there, says how many there are and takes more or fewer. */
export function AddToCart({ sku, name, price, refused, small = false }: AddToCartProps) {
  const { cart } = shopWords.value
  const quantity = inCart.value[sku] ?? 0
  const place = useRef<HTMLDivElement>(null)
  const pressed = useRef(false)
  const keepFocus = () => {
    pressed.current = true
  }
  const add = () => {
    keepFocus()
    put(sku, { quantity: 1, price })
  }
  const hasAny = quantity > 0
  // The button that was pressed is gone only when this turns; before the next key comes, or that goes nowhere.
  useLayoutEffect(() => {
    if (pressed.current) place.current?.querySelector<HTMLElement>('[data-next]')?.focus()
    pressed.current = false
  }, [hasAny])
  return (
    <div class={`to-cart${small ? ' small' : ''}`} ref={place}>
      {hasAny ? (
        <Quantity {...{ sku, name, price, quantity }} onEmpty={keepFocus} />
      ) : small ? (
        <button type="button" class="to-cart-round" data-next aria-label={cart.addNamed(name)} onClick={add}>
          <Icon name="plus" />
        </button>
      ) : (
        <Button wide data-next paused={refused !== undefined} onClick={add}>
          <Icon name="bag" />
          {refused ?? cart.add}
        </Button>
      )}
    </div>
  )
}

interface QuantityProps extends Pick<AddToCartProps, 'sku' | 'name' | 'price'> {
  quantity: number
  onEmpty: () => void
}

function Quantity({ sku, name, price, quantity, onEmpty }: QuantityProps) {
  const { cart } = shopWords.value
  const told = useId()
  const isFull = quantity >= Math.min(available.value[sku] ?? MOST, MOST)
  const less = () => {
    if (quantity === 1) onEmpty()
    put(sku, { quantity: quantity - 1, price })
  }
  const more = () => {
    if (!isFull) put(sku, { quantity: quantity + 1, price })
    // More may have come since: whoever insists finds out.
    else void loadCart().catch(() => {})
  }
  return (
    <>
      <fieldset class="quantity">
        <legend class="unseen">{cart.added(name)}</legend>
        <button type="button" aria-label={cart.less} onClick={less}>
          <Icon name="minus" />
        </button>
        <output class="figures" aria-label={cart.quantity(quantity)}>
          {quantity}
        </output>
        {/* Not `disabled`: whoever has just pressed it the last time would lose the focus. */}
        <button
          type="button"
          data-next
          aria-label={cart.more}
          aria-describedby={told}
          aria-disabled={isFull || undefined}
          onClick={more}
        >
          <Icon name="plus" />
        </button>
      </fieldset>
      <Left id={told} quantity={quantity} left={available.value[sku]} />
    </>
  )
}

/** How many there are, when it comes to that. */
function Left({ id, quantity, left }: { id: string; quantity: number; left: number | undefined }) {
  const { cart, product } = shopWords.value
  if (left === undefined || quantity < left) return null
  const isTooMuch = quantity > left
  return (
    <p class={`to-cart-left${isTooMuch ? ' bad' : ''}`} id={id} role="status">
      {left === 0 ? product.outOfStock : isTooMuch ? cart.short(left) : cart.most(left)}
    </p>
  )
}
