import { computed, effect, signal } from '@preact/signals'
import type { Cart, Money } from '@vitrina/contract'
import { onDevice } from './remember.ts'
import { api, session } from './site.ts'

const kept = onDevice<Record<string, number>>('cart')

/** How many of each sku are in the cart: at once what this device last knew, then what the server says. */
export const inCart = signal<Record<string, number>>(kept.read() ?? {})

/** All of them together. */
export const cartCount = computed(() => Object.values(inCart.value).reduce((sum, quantity) => sum + quantity, 0))

/** Of what there is less than was asked for: how many there are. */
export const shortages = signal<Record<string, number>>({})

/** Takes the cart as the server last told it. */
export function takeCart({ items, problems }: Cart): void {
  keep(Object.fromEntries(items.map(({ sku, quantity }) => [sku, quantity])))
  const short = problems.filter(({ code, sku }) => code === 'insufficient_stock' && sku)
  shortages.value = Object.fromEntries(short.map(({ sku = '', available = 0 }) => [sku, available]))
}

function keep(quantities: Record<string, number>): void {
  inCart.value = quantities
  if (Object.keys(quantities).length > 0) kept.write(quantities)
  else kept.forget()
}

interface Wanted {
  quantity: number
  /** What the page shows for one. */
  price: Money
}

// What is wanted by now: pressed three times in a row, only the last number goes out.
const wanted = new Map<string, Wanted>()
let sending: Promise<void> | undefined

/** So many of it in the cart: shown at once, told to the server; rejected, with all put back, when it would not. */
export function setInCart(sku: string, { quantity, price }: Wanted): Promise<void> {
  const { [sku]: _, ...others } = inCart.value
  keep(quantity > 0 ? { ...others, [sku]: quantity } : others)
  wanted.set(sku, { quantity, price })
  sending ??= send().finally(() => {
    sending = undefined
  })
  return sending
}

async function send(): Promise<void> {
  try {
    for (const [sku, body] of wanted) {
      wanted.delete(sku)
      const cart = await api.put('/api/cart/items/:sku', { sku, body })
      if (wanted.size === 0) takeCart(cart)
    }
  } catch (caught) {
    wanted.clear()
    await readCart()
    throw caught
  }
}

async function readCart(): Promise<void> {
  const cart = await api.get('/api/cart').catch(() => undefined)
  // Pressed meanwhile, the answer is about what was.
  if (cart && wanted.size === 0) takeCart(cart)
}

/** Reads the cart of whoever is here, again when that changes. A guest who has put nothing into one has none. */
export function followCart(): void {
  effect(() => {
    const { status } = session.state.value
    const mayHaveOne = status === 'signedIn' || (status === 'guest' && kept.read())
    if (mayHaveOne) void readCart()
  })
}
