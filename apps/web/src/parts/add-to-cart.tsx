import type { Money } from '@vitrina/contract'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { inCart, setInCart, shortages } from '../cart.ts'
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

function put(sku: string, { quantity, price }: { quantity: number; price: Money }): void {
  shell.feel()
  setInCart(sku, { quantity, price }).catch(() => toast(shopWords.value.cart.failed))
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
  const available = shortages.value[sku]
  const less = () => {
    if (quantity === 1) onEmpty()
    put(sku, { quantity: quantity - 1, price })
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
        <button
          type="button"
          data-next
          aria-label={cart.more}
          onClick={() => put(sku, { quantity: quantity + 1, price })}
        >
          <Icon name="plus" />
        </button>
      </fieldset>
      {available !== undefined && (
        <p class="to-cart-short" role="status">
          {cart.short(available)}
        </p>
      )}
    </>
  )
}
