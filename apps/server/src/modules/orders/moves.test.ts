import { type OrderStatus, orderStatuses } from '@vitrina/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { actorKinds, type PaymentStatus } from './model.ts'
import { cameToNothing, canCancel, isOver, mayMove } from './moves.ts'

const status = fc.constantFrom(...orderStatuses)
const paymentStatus = fc.constantFrom<PaymentStatus>('unpaid', 'paid', 'refunded')
const kind = fc.constantFrom(...actorKinds)

/** Where an order may come to from here, by moves of these only. */
function reachable(from: OrderStatus, by: readonly (typeof actorKinds)[number][]): Set<OrderStatus> {
  const seen = new Set<OrderStatus>([from])
  // A set that grows while it is walked is walked to its end.
  for (const at of seen)
    for (const to of orderStatuses)
      if (by.some((kind) => mayMove({ status: at, paymentStatus: 'paid' }, to, kind))) seen.add(to)
  return seen
}

describe('the table of moves (G12)', () => {
  test('a customer can cancel what is not yet worked on, and nothing else', () => {
    fc.assert(
      fc.property(status, status, paymentStatus, (from, to, payment) => {
        const may = mayMove({ status: from, paymentStatus: payment }, to, 'customer')
        expect(may).toBe(to === 'cancelled' && payment === 'unpaid' && (from === 'placed' || from === 'on_hold'))
      }),
    )
  })

  test('nobody moves an order to where it is', () => {
    fc.assert(
      fc.property(status, paymentStatus, kind, (at, payment, by) => {
        expect(mayMove({ status: at, paymentStatus: payment }, at, by)).toBe(false)
      }),
    )
  })

  test('what the merchant did in WooCommerce is done', () => {
    fc.assert(
      fc.property(status, status, paymentStatus, (from, to, payment) => {
        fc.pre(from !== to)
        expect(mayMove({ status: from, paymentStatus: payment }, to, 'woocommerce')).toBe(true)
      }),
    )
  })

  test('we and the staff give no money back that was never there', () => {
    fc.assert(
      fc.property(status, fc.constantFrom('system' as const, 'staff' as const), (from, by) => {
        expect(mayMove({ status: from, paymentStatus: 'unpaid' }, 'refunded', by)).toBe(false)
      }),
    )
  })

  test('money given back is the end, and an order never becomes new again', () => {
    expect(reachable('refunded', ['customer', 'system', 'staff'])).toEqual(new Set(['refunded']))
    for (const from of orderStatuses.filter((status) => status !== 'placed'))
      expect(reachable(from, ['customer', 'system', 'staff'])).not.toContain('placed')
  })

  test('every order can be brought to an end', () => {
    for (const from of orderStatuses) expect([...reachable(from, ['staff'])].some(isOver), from).toBe(true)
  })

  test('what came to nothing is taken up again by ourselves alone, for the money that came after all', () => {
    for (const from of orderStatuses.filter(cameToNothing))
      for (const by of actorKinds.filter((kind) => kind !== 'woocommerce'))
        expect(mayMove({ status: from, paymentStatus: 'paid' }, 'processing', by)).toBe(by === 'system')
  })

  test('what the page shows as possible is possible', () => {
    expect(canCancel({ status: 'placed', paymentStatus: 'unpaid' })).toBe(true)
    expect(canCancel({ status: 'placed', paymentStatus: 'paid' })).toBe(false)
    expect(canCancel({ status: 'processing', paymentStatus: 'unpaid' })).toBe(false)
  })
})
