import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CustomerId } from '#identity'
import {
  asking,
  counted,
  fillAll,
  held,
  newCustomers,
  openSelling,
  type Selling,
  sell,
  tryToPlace,
} from '../selling.ts'

// G4, G5: what is in stock is sold, all of it and no more, to whoever came first, and nobody waits for nobody.
const BUYERS = 200

let on: Selling
beforeAll(async () => {
  on = await openSelling()
})
afterAll(() => on.close())

/** All of them at once, each with a cart of their own; what each was told. */
async function storm(cartOf: (nth: number) => { lines: Record<string, number>; totalMinor: number }) {
  const buyers = await newCustomers(on, BUYERS)
  const carts = buyers.map((_, nth) => cartOf(nth))
  await fillAll(
    on,
    buyers.map((customerId, nth) => ({ customerId, lines: carts[nth]?.lines ?? {} })),
  )
  const order = (buyer: CustomerId, nth: number) => tryToPlace(on, buyer, asking(carts[nth]?.totalMinor ?? 0))
  const told = await Promise.all(buyers.map(order))
  for (const { refused } of told.filter(({ order }) => !order)) {
    expect(refused?.code).toBe('checkout.goods_unavailable')
    expect(refused?.details.problems?.length).toBeGreaterThan(0)
  }
  const orders = told.filter(({ order }) => order)
  expect(await counted(on, 'orders', `customer_id in (${buyers.join()})`)).toBe(orders.length)
  return { sold: orders.length, told }
}

describe(`${BUYERS} buyers at once (S23)`, () => {
  test('of the last one: one has it', async () => {
    const { sku } = await sell(on, { stock: 1 })
    const { sold } = await storm(() => ({ lines: { [sku]: 1 }, totalMinor: 130_000 }))
    expect(sold).toBe(1)
    expect(await held(on, sku)).toBe(1)
  })

  test('of fifty: fifty have one', async () => {
    const { sku } = await sell(on, { stock: 50 })
    const { sold } = await storm(() => ({ lines: { [sku]: 1 }, totalMinor: 130_000 }))
    expect(sold).toBe(50)
    expect(await held(on, sku)).toBe(50)
  })

  test('with mixed carts, each in an order of its own: no more than there is, and none dead-locks', async () => {
    const stock = 60
    const goods = await Promise.all(Array.from({ length: 8 }, () => sell(on, { stock, priceMinor: 200_000 })))
    const skus = goods.map(({ sku }) => sku)
    const { sold } = await storm((nth) => {
      // Four of eight, two of each, beginning elsewhere and turned around for every second.
      const chosen = [0, 3, 5, 6].map((step) => skus[(nth + step) % skus.length] ?? '')
      const lines = Object.fromEntries((nth % 2 ? chosen : chosen.toReversed()).map((sku) => [sku, 2]))
      return { lines, totalMinor: 1_600_000 }
    })
    const promised = await Promise.all(skus.map((sku) => held(on, sku)))
    for (const one of promised) expect(one).toBeLessThanOrEqual(stock)
    expect(promised.reduce((sum, one) => sum + one, 0)).toBe(sold * 8)
    // Whoever was refused missed something that is really short by now.
    expect(promised.some((one) => one > stock - 2)).toBe(true)
  })
})
