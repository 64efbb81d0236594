import type { Order } from '@vitrina/contract'
import { expect, test } from 'vitest'
import { keepOrders } from './kept-orders.ts'

const order = { number: '1001', delivery: { methodId: 'courier', title: 'Курьер' } } as Order

test('orders of whoever was here before are nobody else’s to see', () => {
  let here: number | undefined = 1
  const orders = keepOrders(() => here)
  orders.take(order)
  expect(orders.find('1001')).toBe(order)
  here = 2
  expect(orders.find('1001')).toBeUndefined()
  here = 1
  expect(orders.find('1001')).toBeUndefined()
})

test('nor are they there for whoever comes back after a guest', () => {
  let here: number | undefined = 1
  const orders = keepOrders(() => here)
  orders.take(order)
  here = undefined
  expect(orders.find('1001')).toBeUndefined()
})
