import type { GatewayRecord, ZoneRecord } from './state.ts'

/** Zone 0 is always there, and is nowhere in particular. */
export function standardZones(): ZoneRecord[] {
  return [
    { id: 0, name: 'Locations not covered by your other zones', order: 0, locations: [], methods: [] },
    {
      id: 1,
      name: 'Узбекистан',
      order: 1,
      locations: [{ code: 'UZ', type: 'country' }],
      methods: [
        method(1, 'flat_rate', 'Курьером', { cost: '25000' }),
        method(2, 'free_shipping', 'Бесплатная доставка', { requires: 'min_amount', min_amount: '500000' }),
        method(3, 'local_pickup', 'Самовывоз', { cost: '' }),
      ],
    },
  ]
}

const method = (instance_id: number, method_id: string, title: string, settings: Record<string, string>) => ({
  instance_id,
  method_id,
  title,
  order: instance_id,
  enabled: true,
  settings,
})

export function standardGateways(): GatewayRecord[] {
  return [
    gateway('bacs', 'Direct bank transfer', 'Make your payment directly into our bank account.', false),
    gateway('cheque', 'Check payments', 'Please send a check to the shop.', false),
    gateway('cod', 'Cash on delivery', 'Pay with cash upon delivery.', true),
  ].map((entry, order) => ({ ...entry, order }))
}

const gateway = (id: string, title: string, description: string, enabled: boolean) => ({
  id,
  title,
  description,
  enabled,
  method_title: title,
  method_description: description,
})
