import { computed, effect } from '@preact/signals'
import { createCart, type Wish } from './cart-state.ts'
import { locale } from './language.ts'
import { inTab, onDevice } from './remember.ts'
import { readLaunch } from './shell/launch.ts'
import { api, keepInTurn, session } from './site.ts'

// Telegram's apps share what is kept on a device among all its accounts.
const kept = (readLaunch() ? inTab : onDevice)<Record<string, number>>('cart')

const cart = createCart({
  read: () => api.get('/api/cart'),
  write: (sku, { quantity, price }) =>
    quantity === 0
      ? api.del('/api/cart/items/:sku', { sku })
      : api.put('/api/cart/items/:sku', { sku, body: { quantity, ...(price && { price }) } }),
  kept,
  inTurn: keepInTurn,
})

/** The cart as it will be once everything that is on its way has come through; nothing before it is known. */
export const shownCart = cart.shown
/** Whether nothing is on its way. */
export const isCartSettled = cart.isSettled

/** How many of each sku are in the cart: at once what this device last knew, then what the server says. */
export const inCart = cart.quantities

/** Of what is in the cart and not without end: how many there are. */
export const available = computed(() => {
  const items = shownCart.value?.items ?? []
  return Object.fromEntries(items.map(({ sku, available }) => [sku, available ?? undefined]))
})

/** All of them together. */
export const cartCount = computed(() => Object.values(inCart.value).reduce((sum, quantity) => sum + quantity, 0))

/**
 * So many of it in the cart, none to take it out: shown at once, told to the server; rejected, with all put
 * back, when it would not. `price` is what the page shows for one, when the person has taken note of it;
 * without it a price that has changed stays told.
 */
export function setInCart(sku: string, wish: Wish): Promise<void> {
  return cart.set(sku, wish)
}

/** The same where it is not seen beforehand how many there are: of more than that it takes all of them. */
export const setInCartUpToAll = cart.setUpToAll

export const setCoupon = (code: string) => cart.change(() => api.put('/api/cart/coupon', { body: { code } }))
export const removeCoupon = () => cart.change(() => api.del('/api/cart/coupon'))
export const loadCart = cart.load

/** Keeps the cart that of whoever is here, in the language of the page, and in step with other tabs. */
export function followCart(): void {
  const reload = () => void cart.load().catch(() => {})
  let whose: number | 'guest' | undefined
  effect(() => {
    const now = session.state.value
    const here = now.status === 'signedIn' ? now.customer.customerId : now.status === 'guest' ? 'guest' : undefined
    if (here === undefined || here === whose) return
    // What a guest had in it is theirs when they sign in; what a customer had is nobody else's.
    if (whose !== undefined && whose !== 'guest') cart.forget()
    whose = here
    if (here !== 'guest' || kept.read()) reload()
  })
  let spoken = locale.peek()
  effect(() => {
    if (locale.value === spoken) return
    spoken = locale.value
    if (cart.shown.peek()) reload()
  })
  addEventListener('storage', ({ key, newValue }) => {
    if (key === kept.key && newValue !== JSON.stringify(inCart.peek())) reload()
  })
}
