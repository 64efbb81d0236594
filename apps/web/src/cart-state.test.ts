import type { Cart, CartProblem } from '@vitrina/contract'
import { describe, expect, test } from 'vitest'
import { createCart, type Wish } from './cart-state.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { unreachable } from './problem.ts'

const rub = (amountMinor: number) => ({ amountMinor, currency: 'RUB' })

/** Everything costs 100. */
function cartOf(lines: Record<string, number>, problems: CartProblem[] = []): Cart {
  const items = Object.entries(lines).map(([sku, quantity]) => ({
    ...{ sku, productSlug: sku, name: sku, quantity, unitPrice: rub(100), available: 10 },
    lineTotal: rub(100 * quantity),
  }))
  const goods = rub(items.reduce((sum, { lineTotal }) => sum + lineTotal.amountMinor, 0))
  return { items, totals: { goods, discount: rub(0), total: goods }, problems }
}

/** A server that answers when it is told to. */
function shopWith(lines: Record<string, number>, { remembers = {}, problems = [] as CartProblem[] } = {}) {
  const there = { ...lines }
  const calls: { sku: string; wish: Wish; answer: () => void; fail: () => void }[] = []
  let kept: Record<string, number> | undefined = remembers
  const cart = createCart({
    read: async () => cartOf(there, problems),
    write: (sku, wish) =>
      new Promise((resolve, reject) => {
        const answer = () => {
          there[sku] = wish.quantity
          if (!wish.quantity) delete there[sku]
          resolve(cartOf(there))
        }
        calls.push({ sku, wish, answer, fail: () => reject(unreachable()) })
      }),
    inTurn: oneAtATime(),
    kept: {
      read: () => kept,
      write: (all) => {
        kept = all
      },
      forget: () => {
        kept = undefined
      },
    },
  })
  return { cart, calls, kept: () => kept }
}

const soon = () => new Promise((go) => setTimeout(go))

test('before the cart has come it has what it had at the last visit', async () => {
  const { cart } = shopWith({ rose: 2 }, { remembers: { rose: 5 } })
  expect(cart.quantities.value).toEqual({ rose: 5 })
  await cart.load()
  expect(cart.quantities.value).toEqual({ rose: 2 })
})

test('of more than there is all that there is comes in, unless something else is meant by now', async () => {
  const { cart, calls } = shopWith({ rose: 1 })
  const done = cart.setUpToAll('rose', { quantity: 12 })
  await soon()
  calls[0]?.answer()
  await soon()
  calls[1]?.answer()
  await done
  expect(calls.map(({ wish }) => wish.quantity)).toEqual([12, 10])
  expect(cart.quantities.value).toEqual({ rose: 10 })

  const before = cart.setUpToAll('rose', { quantity: 13 })
  await soon()
  const after = cart.setUpToAll('rose', { quantity: 2 })
  calls[2]?.answer()
  await soon()
  calls[3]?.answer()
  await Promise.all([before, after])
  expect(calls.map(({ wish }) => wish.quantity)).toEqual([12, 10, 13, 2])
})

describe('a change', () => {
  test('is seen at once, and stays when the server has taken it', async () => {
    const { cart, calls, kept } = shopWith({ rose: 1 })
    await cart.load()
    const done = cart.set('rose', { quantity: 3 })
    expect(cart.shown.value?.items).toMatchObject([{ quantity: 3, lineTotal: rub(300) }])
    expect(cart.shown.value?.totals.total).toEqual(rub(300))
    expect(cart.isSettled.value).toBe(false)
    await soon()
    calls[0]?.answer()
    await done
    expect(cart.isSettled.value).toBe(true)
    expect([cart.quantities.value, kept()]).toEqual([{ rose: 3 }, { rose: 3 }])
  })

  test('that is refused is taken back, and whoever made it hears why', async () => {
    const { cart, calls } = shopWith({ rose: 1 })
    await cart.load()
    const done = cart.set('rose', { quantity: 0 })
    expect(cart.shown.value?.items).toEqual([])
    await soon()
    calls[0]?.fail()
    await expect(done).rejects.toThrow()
    expect(cart.quantities.value).toEqual({ rose: 1 })
    expect(cart.shown.value?.totals.total).toEqual(rub(100))
  })

  test('waits for the one before it; of many presses the last is sent', async () => {
    const { cart, calls } = shopWith({ rose: 1, lily: 1 })
    await cart.load()
    const presses = [cart.set('lily', { quantity: 2 })]
    await soon()
    for (const quantity of [2, 3, 4]) presses.push(cart.set('rose', { quantity }))
    await soon()
    expect(calls.length).toBe(1)
    calls[0]?.answer()
    await soon()
    expect(calls.slice(1).map(({ sku, wish }) => [sku, wish.quantity])).toEqual([['rose', 4]])
    calls[1]?.answer()
    await Promise.all(presses)
    expect(cart.quantities.value).toEqual({ rose: 4, lily: 2 })
  })

  test('ends a problem only when it is what the problem is about (G11)', async () => {
    const problems: CartProblem[] = [
      { code: 'insufficient_stock', sku: 'rose', available: 2 },
      { code: 'price_changed', sku: 'rose', price: rub(100), was: rub(90) },
    ]
    const { cart } = shopWith({ rose: 5 }, { problems })
    await cart.load()
    const codes = () => cart.shown.value?.problems.map(({ code }) => code)
    void cart.set('rose', { quantity: 4 }).catch(() => {})
    expect(codes()).toEqual(['insufficient_stock', 'price_changed'])
    void cart.set('rose', { quantity: 2 }).catch(() => {})
    expect(codes()).toEqual(['price_changed'])
    void cart.set('rose', { quantity: 2, price: rub(100) }).catch(() => {})
    expect(codes()).toEqual([])
  })
})

test('what was asked for somebody who has left is not shown to whoever came', async () => {
  const { cart, calls } = shopWith({ rose: 1 })
  await cart.load()
  const done = cart.set('rose', { quantity: 9 })
  await soon()
  cart.forget()
  calls[0]?.answer()
  await done
  expect([cart.shown.value, cart.quantities.value]).toEqual([undefined, {}])
})
