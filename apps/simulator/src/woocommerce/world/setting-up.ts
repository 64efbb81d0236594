import type { Shop } from './shop.ts'
import type { GatewayRecord, ZoneMethodRecord, ZoneRecord } from './state.ts'

export type ZoneFields = Pick<ZoneRecord, 'name'> & Partial<Pick<ZoneRecord, 'order' | 'locations'>>
export type ZoneMethodFields = Pick<ZoneMethodRecord, 'method_id'> &
  Partial<Pick<ZoneMethodRecord, 'title' | 'enabled' | 'settings'>>

/** One more zone of delivery, without any way of it. */
export function addZone({ state }: Shop, { name, order = state.zones.length, locations = [] }: ZoneFields): ZoneRecord {
  const id = Math.max(...state.zones.map((zone) => zone.id)) + 1
  const zone = { id, name, order, locations, methods: [] }
  state.zones.push(zone)
  return zone
}

export function addZoneMethod({ state }: Shop, zone: ZoneRecord, fields: ZoneMethodFields): ZoneMethodRecord {
  state.lastIds.method += 1
  const instance_id = state.lastIds.method
  const method = { title: fields.method_id, enabled: true, settings: {}, ...fields, instance_id, order: instance_id }
  zone.methods.push(method)
  return method
}

/** A way to pay, as plugins add them; one that is there is changed. */
export function setGateway({ state }: Shop, id: string, fields: Partial<Omit<GatewayRecord, 'id'>>): GatewayRecord {
  const known = state.gateways.find((gateway) => gateway.id === id)
  if (known) return Object.assign(known, fields)
  const blank = { title: id, description: '', order: state.gateways.length, enabled: true, method_title: id }
  const gateway = { ...blank, method_description: '', ...fields, id }
  state.gateways.push(gateway)
  return gateway
}
