import type { AskQuote } from '@vitrina/contract'
import { expect, test } from 'vitest'
import { quoteCart } from '../../src/modules/checkout/quote-cart.ts'
import { refreshDelivery } from '../../src/modules/woocommerce-shop/refresh-delivery.ts'
import { asking, buyerOf, place, putCoupon, sell } from '../selling.ts'
import { openSide } from './shop-source.ts'

type Side = Awaited<ReturnType<typeof openSide>>
type Address = AskQuote['address']

const refresh = ({ ctx, source, shortcomings }: Side) => refreshDelivery(ctx, source, shortcomings)

/** Somebody with goods for so much in the cart, and what they may choose among: ids there and prices. */
async function openOffers(side: Side, pieces: number, coupon?: string) {
  const { sku } = await sell(side.on)
  const customerId = await buyerOf(side.on, { [sku]: pieces })
  if (coupon) await putCoupon(side.on, customerId, coupon)
  const offers = async (address?: Address) => {
    const asked = { customerId, locale: 'ru' as const, ...(address && { address }) }
    const { deliveryMethods } = await quoteCart(side.on.ctx, asked, side.selling.selling)
    return deliveryMethods.map(({ id, price }) => [id.split(':')[0], price.amountMinor])
  }
  return { customerId, offers }
}

/** A zone of Russia with these. */
function russia({ woo }: Side, ...methods: { method_id: string; settings?: Record<string, string>; title?: string }[]) {
  const zone = woo.world.addZone({ name: 'Россия', locations: [{ code: 'RU', type: 'country' }] })
  return methods.map((method) => woo.world.addZoneMethod(zone.id, method))
}

test('what can be chosen, and what it costs, is what the WooCommerce says, and an order is placed with it (E1, E6)', async () => {
  const side = await openSide()
  const [courier] = russia(
    side,
    { method_id: 'flat_rate', title: 'Курьер &amp; подъём', settings: { cost: '300 + ( 50 * [qty] )' } },
    { method_id: 'local_pickup', title: 'Самовывоз', settings: { cost: '' } },
    { method_id: 'free_shipping', settings: { requires: 'min_amount', min_amount: '3000' } },
  )
  await refresh(side)
  const { customerId, offers } = await openOffers(side, 2)
  expect(await offers()).toEqual([
    ['flat_rate', 40_000],
    ['local_pickup', 0],
  ])
  expect(await (await openOffers(side, 3)).offers()).toContainEqual(['free_shipping', 0])
  const delivery = { methodId: `flat_rate:${courier?.instance_id}` }
  const order = await place(side.selling, customerId, asking(240_000, { delivery }))
  expect(order.delivery).toMatchObject({ ...delivery, title: 'Курьер & подъём' })
})

test('a change there is one here: a price, a method switched off, one more, a zone that is gone (E1)', async () => {
  const side = await openSide()
  const [courier, pickup] = russia(
    side,
    { method_id: 'flat_rate', settings: { cost: '300' } },
    { method_id: 'local_pickup' },
  )
  await refresh(side)
  const { offers } = await openOffers(side, 1)
  Object.assign(courier ?? {}, { settings: { cost: '350,50' } })
  Object.assign(pickup ?? {}, { enabled: false })
  side.woo.world.addZoneMethod(side.woo.world.zones().at(-1)?.id ?? 0, { method_id: 'free_shipping' })
  await refresh(side)
  expect(await offers()).toEqual([
    ['flat_rate', 35_050],
    ['free_shipping', 0],
  ])
  side.woo.world.zones().pop()
  await refresh(side)
  expect((await offers()).map(([id]) => id)).toEqual(['courier', 'pickup', 'post'])
})

test.each([
  ['away', { kind: 'maintenance' }, {}],
  ['without its database', { kind: 'no-database' }, {}],
  ['answered for by a page of HTML', { kind: 'garbage' }, {}],
  ['silent about one zone', { kind: 'error', status: 500 }, { path: '/zones/2/methods' }],
  ['cut off', { kind: 'drop-before' }, { path: '/locations' }],
] as const)('while the site is %s one orders by what was read last (Y4)', async (_, fault, scope) => {
  const side = await openSide()
  russia(side, { method_id: 'flat_rate', settings: { cost: '300' } })
  await refresh(side)
  side.woo.world.zones().pop()
  russia(side, { method_id: 'flat_rate', settings: { cost: '1' } })
  side.woo.faults.always(fault, scope)
  await expect(refresh(side)).rejects.toThrow()
  const { offers, customerId } = await openOffers(side, 1)
  expect(await offers()).toEqual([['flat_rate', 30_000]])
  side.woo.forgetCalls()
  await place(side.selling, customerId, asking(130_000, { delivery: { methodId: 'flat_rate:4' } }))
  expect(side.woo.calls()).toEqual([])
})

test('an address has the ways of the first zone that it is in, and no others (E6)', async () => {
  const side = await openSide()
  const { world } = side.woo
  const zoneOf = (name: string, order: number, ...locations: { code: string; type: string }[]) => {
    const zone = world.addZone({ name, order, locations })
    world.addZoneMethod(zone.id, { method_id: 'flat_rate', title: name, settings: { cost: String(order) } })
  }
  zoneOf('Азия', 30, { code: 'AS', type: 'continent' })
  zoneOf('Россия', 20, { code: 'RU', type: 'country' })
  zoneOf('Центр', 10, { code: 'RU', type: 'country' }, { code: '101*', type: 'postcode' })
  zoneOf('Киев', 25, { code: 'UA:UA30', type: 'state' })
  world.addZoneMethod(0, { method_id: 'flat_rate', settings: { cost: '99' } })
  await refresh(side)
  const { offers } = await openOffers(side, 1)
  expect(await offers({ postcode: '101000' })).toEqual([['flat_rate', 1_000]])
  expect(await offers({ country: 'RU', postcode: '620000' })).toEqual([['flat_rate', 2_000]])
  expect(await offers({ country: 'KZ', postcode: '1' })).toEqual([['flat_rate', 3_000]])
  expect(await offers({ country: 'UA', region: 'київ', postcode: '1' })).toEqual([['flat_rate', 2_500]])
  expect(await offers({ country: 'UA', region: 'ua30', postcode: '1' })).toEqual([['flat_rate', 2_500]])
  expect(await offers({ country: 'FR', region: 'Paris', postcode: '75001' })).toEqual([['flat_rate', 9_900]])
})

test.each([
  ['a formula with a mistake', { method_id: 'flat_rate', settings: { cost: '10 + [weight]' } }],
  ['a cost by shipping class', { method_id: 'flat_rate', settings: { cost: '10', class_cost_7: '5' } }],
  ['no cost at all', { method_id: 'flat_rate', settings: { cost: '' } }],
  ['a minimum that is none', { method_id: 'free_shipping', settings: { requires: 'min_amount', min_amount: '5k' } }],
  ['another plugin’s kind', { method_id: 'cdek' }],
])('%s is offered to nobody, and told to the operator once', async (_, method) => {
  const side = await openSide()
  russia(side, { ...method, title: 'Странный' }, { method_id: 'local_pickup' })
  await refresh(side)
  await refresh(side)
  expect(await (await openOffers(side, 1)).offers()).toEqual([['local_pickup', 0]])
  expect(side.told).toEqual([expect.stringContaining('«Россия», «Странный»')])
})

test('a shop that sells in another currency gives us no way of delivery: our own stand in (E1)', async () => {
  const side = await openSide({ currency: 'UZS' })
  russia(side, { method_id: 'flat_rate', settings: { cost: '300' } })
  await refresh(side)
  expect((await (await openOffers(side, 1)).offers()).map(([id]) => id)).toEqual(['courier', 'pickup', 'post'])
})
