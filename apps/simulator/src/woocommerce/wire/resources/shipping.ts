import type { ZoneMethodRecord, ZoneRecord } from '../../world/state.ts'
import { type Call, numbered, type Route } from '../call.ts'
import { WpError } from '../errors.ts'

const path = '/wc/v3/shipping/zones'
const one = `${path}/${numbered('zone')}`

const titles: Record<string, string> = {
  flat_rate: 'Flat rate',
  free_shipping: 'Free shipping',
  local_pickup: 'Local pickup',
}

/** Zones of delivery, to be read. */
export const shippingRoutes: Route[] = [
  {
    methods: ['GET'],
    path,
    right: 'list',
    answer: (call) => ({ body: call.shop.state.zones.map((zone) => zoneView(call, zone)) }),
  },
  { methods: ['GET'], path: one, right: 'view', answer: (call) => ({ body: zoneView(call, zoneOf(call)) }) },
  {
    methods: ['GET'],
    path: `${one}/locations`,
    right: 'list',
    answer: (call) => {
      const zone = zoneOf(call)
      const _links = { collection: [{ href: call.address }], describes: [{ href: `${call.root}${path}/${zone.id}` }] }
      return { body: zone.locations.map((location) => ({ ...location, _links })) }
    },
  },
  {
    methods: ['GET'],
    path: `${one}/methods`,
    right: 'list',
    answer: (call) => ({ body: zoneOf(call).methods.map((method) => methodView(call, method)) }),
  },
  {
    methods: ['GET'],
    path: `${one}/methods/${numbered('method')}`,
    right: 'view',
    answer: (call) => {
      const method = zoneOf(call).methods.find(({ instance_id }) => instance_id === call.ids.method)
      if (!method) {
        throw new WpError(404, 'woocommerce_rest_shipping_zone_method_invalid', 'Resource does not exist.')
      }
      return { body: methodView(call, method) }
    },
  },
]

function zoneOf({ shop, ids }: Call): ZoneRecord {
  const zone = shop.state.zones.find(({ id }) => id === ids.zone)
  if (!zone) throw new WpError(404, 'woocommerce_rest_shipping_zone_invalid', 'Resource does not exist.')
  return zone
}

function zoneView({ root }: Call, { id, name, order }: ZoneRecord): object {
  const self = `${root}${path}/${id}`
  const _links = {
    self: [{ href: self }],
    collection: [{ href: `${root}${path}` }],
    describedby: [{ href: `${self}/locations` }],
  }
  return { id, name, order, _links }
}

function methodView(call: Call, { instance_id, method_id, title, order, enabled, settings }: ZoneMethodRecord): object {
  const zone = `${call.root}${path}/${call.ids.zone}`
  const known =
    method_id === 'free_shipping'
      ? { title, requires: '', min_amount: '0', ignore_discounts: 'no' }
      : { title, cost: '0' }
  const ofClasses = method_id === 'flat_rate' ? classSettings(call, settings) : {}
  const _links = { self: [{ href: `${zone}/methods/${instance_id}` }], describes: [{ href: zone }] }
  const method_title = titles[method_id] ?? method_id
  return {
    ...{ id: instance_id, instance_id, title, order, enabled, method_id, method_title, method_description: '' },
    settings: {
      ...Object.fromEntries(
        Object.entries({ ...known, ...settings })
          .filter(([id]) => !OF_CLASSES.test(id))
          .map(([id, value]) => [id, settingView(id, value)]),
      ),
      ...ofClasses,
    },
    _links,
  }
}

const OF_CLASSES = /^(class_cost_\d+|no_class_cost|type)$/

/** There only while the shop has shipping classes; what was saved before there were any is null. */
function classSettings({ shop }: Call, saved: Record<string, string>): Record<string, object> {
  const classes = [...shop.state.shippingClasses.values()]
  if (classes.length === 0) return {}
  const labels = [
    ...classes.map(({ id, name }) => [`class_cost_${id}`, `"${name}" shipping class cost`] as const),
    ['no_class_cost', 'No shipping class cost'] as const,
    ['type', 'Calculation type'] as const,
  ]
  return Object.fromEntries(labels.map(([id, label]) => [id, { ...settingView(id, saved[id] ?? null), label }]))
}

/** Costs are text, and may be a formula: `10 + ( 2 * [qty] )`. */
const settingView = (id: string, value: string | null): object => ({
  id,
  label: id,
  description: '',
  type: 'text',
  value,
  default: '',
  tip: '',
  placeholder: '',
})
