import type { Cart, CartItem, Money, Problem } from '@vitrina/contract'
import { useRef, useState } from 'preact/hooks'
import { setInCart } from '../../cart.ts'
import { problemOf } from '../../problem.ts'

/** A line of the cart, or the place of one that was just taken out. */
export interface Line {
  item: CartItem
  isRemoved: boolean
}

/**
 * The lines in the order in which this page has first seen them, each with its place even when it is
 * taken out and put back; and what goes wrong with changing them.
 */
export function useLines(cart: Cart) {
  const order = useRef<string[]>([])
  const [removed, setRemoved] = useState<ReadonlyMap<string, { item: CartItem; seen: Money }>>(new Map())
  const [problem, setProblem] = useState<Problem>()
  const bySku = new Map(cart.items.map((item) => [item.sku, item]))
  for (const { sku } of cart.items) if (!order.current.includes(sku)) order.current.push(sku)

  const change = (sku: string, wish: { quantity: number; price?: Money }) =>
    setInCart(sku, wish).then(
      () => setProblem(undefined),
      (caught) => setProblem(problemOf(caught)),
    )

  const all = order.current.flatMap((sku): Line[] => {
    const item = bySku.get(sku)
    if (item) return [{ item, isRemoved: false }]
    const gone = removed.get(sku)
    return gone ? [{ item: gone.item, isRemoved: true }] : []
  })

  return {
    all,
    problem,
    change,
    remove(item: CartItem) {
      const changed = cart.problems.find(({ code, sku }) => code === 'price_changed' && sku === item.sku)
      setRemoved(new Map(removed).set(item.sku, { item, seen: changed?.was ?? item.unitPrice }))
      void change(item.sku, { quantity: 0 })
    },
    /** As it was, with the price that it was seen for: what has changed since is still to be told. */
    putBack({ sku, quantity }: CartItem) {
      const price = removed.get(sku)?.seen
      void change(sku, { quantity, ...(price && { price }) })
    },
  }
}

export type LinesInUse = ReturnType<typeof useLines>
