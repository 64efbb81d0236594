import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Cart, CartItem, CartProblem, Money } from '@vitrina/contract'
import type { InTurn } from './one-at-a-time.ts'
import type { Remembered } from './remember.ts'

/** So many of something, before the server has said that it is so; none takes it out. */
export interface Wish {
  quantity: number
  /** What was shown for one; none keeps what the line was seen for. */
  price?: Money | undefined
}

interface Surroundings {
  read: () => Promise<Cart>
  write: (sku: string, wish: Wish) => Promise<Cart>
  /** How many of each there were, for the moment before the cart has come. */
  kept: Pick<Remembered<Quantities>, 'read' | 'write' | 'forget'>
  /** After whatever else was asked for before. */
  inTurn: InTurn
}

type Wishes = ReadonlyMap<string, Wish>
type Quantities = Record<string, number>

/** What the server has said, what is wished for over it, and what both come to. */
function holdCart(kept: Surroundings['kept']) {
  const told = signal<Cart | undefined>(undefined)
  const wishes = signal<Wishes>(new Map())
  const remembered = signal<Quantities>(kept.read() ?? {})
  return {
    told,
    wishes,
    quantities: computed(() => ({ ...remembered.value, ...quantitiesOf(wishes.value) })),
    take(cart: Cart): void {
      told.value = cart
      remembered.value = Object.fromEntries(cart.items.map(({ sku, quantity }) => [sku, quantity]))
      if (cart.items.length) kept.write(remembered.value)
      else kept.forget()
    },
    wish(sku: string, wish: Wish): void {
      wishes.value = new Map(wishes.peek()).set(sku, wish)
    },
    drop(sku: string): void {
      const left = new Map(wishes.peek())
      left.delete(sku)
      wishes.value = left
    },
    forget(): void {
      told.value = undefined
      wishes.value = new Map()
      remembered.value = {}
      kept.forget()
    },
  }
}

/**
 * A cart that shows every change at once and sends them one after the other. What the server answers
 * is what there is: a change that it refuses is taken back, and the refusal goes to whoever made it.
 */
export function createCart({ read, write, kept, inTurn }: Surroundings) {
  const held = holdCart(kept)
  const { told, wishes } = held
  let whose = 0

  const change = (act: () => Promise<Cart>) => {
    const asked = whose
    return inTurn(async () => {
      const answer = await act()
      // Of somebody who has left meanwhile.
      if (asked === whose) held.take(answer)
    })
  }

  async function set(sku: string, wish: Wish): Promise<void> {
    held.wish(sku, wish)
    // Not any more when it was pressed again meanwhile, which speaks for this one, or somebody else is here.
    const isMeant = () => wishes.peek().get(sku) === wish
    await inTurn(async () => {
      if (!isMeant()) return
      try {
        const answer = await write(sku, wish)
        if (wishes.peek().has(sku)) held.take(answer)
      } finally {
        if (isMeant()) held.drop(sku)
      }
    })
  }

  async function setUpToAll(sku: string, wish: Wish): Promise<void> {
    await set(sku, wish)
    const all = told.peek()?.items.find((item) => item.sku === sku)?.available
    const isMeant = held.quantities.peek()[sku] === wish.quantity
    if (all && wish.quantity > all && isMeant) await set(sku, { ...wish, quantity: all })
  }

  return {
    /** As it will be once everything that is on its way has come through; nothing before the first answer. */
    shown: computed(() => told.value && withWishes(told.value, wishes.value)) as ReadonlySignal<Cart | undefined>,
    /** Whether it is all the server's word. */
    isSettled: computed(() => wishes.value.size === 0),
    /** How many of each; before the first answer, as it was last. */
    quantities: held.quantities as ReadonlySignal<Quantities>,
    load: () => change(read),
    change,
    set,
    /** Of more than there is all that there is; where nothing is left the wish stays, and is told to be too much. */
    setUpToAll,
    /** Somebody else is here now. */
    forget(): void {
      whose++
      held.forget()
    },
  }
}

function quantitiesOf(wishes: Wishes): Quantities {
  return Object.fromEntries([...wishes].map(([sku, { quantity }]) => [sku, quantity]))
}

/** The server's cart with what is on its way laid over it. */
export function withWishes(cart: Cart, wishes: Wishes): Cart {
  if (wishes.size === 0) return cart
  const gone = new Set(cart.problems.flatMap(({ code, sku }) => (code === 'gone' && sku ? [sku] : [])))
  const items = cart.items.map((item) => withWish(item, wishes.get(item.sku), gone.has(item.sku)))
  const before = sumOf(cart.items)
  const { goods, discount, total } = cart.totals
  const goodsMinor = goods.amountMinor + sumOf(items) - before
  const discountMinor = Math.min(discount.amountMinor, goodsMinor)
  return {
    ...cart,
    items: items.filter(({ quantity }) => quantity > 0),
    totals: {
      ...cart.totals,
      goods: { ...goods, amountMinor: goodsMinor },
      discount: { ...discount, amountMinor: discountMinor },
      total: { ...total, amountMinor: goodsMinor - discountMinor },
    },
    problems: cart.problems.filter((problem) => isLeft(problem, problem.sku ? wishes.get(problem.sku) : undefined)),
  }
}

function withWish(item: CartItem, wish: Wish | undefined, isGone: boolean): CartItem {
  if (!wish) return item
  const { quantity } = wish
  const amountMinor = isGone ? 0 : item.unitPrice.amountMinor * quantity
  return { ...item, quantity, lineTotal: { ...item.lineTotal, amountMinor } }
}

const sumOf = (items: readonly CartItem[]) => items.reduce((sum, { lineTotal }) => sum + lineTotal.amountMinor, 0)

function isLeft({ code, available = 0 }: CartProblem, wish: Wish | undefined): boolean {
  if (!wish) return true
  if (wish.quantity === 0) return false
  if (code === 'price_changed') return wish.price === undefined
  return code !== 'insufficient_stock' || wish.quantity > available
}
