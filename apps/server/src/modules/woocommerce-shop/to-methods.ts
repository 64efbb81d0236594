import { minorDigits } from '@vitrina/contract'
import { parseMoney } from '#catalog'
import type { Condition, MethodNews, Zone } from '#delivery'
import { textOfHtml } from '#platform'
import { readCost } from './cost-formula.ts'
import type { ShopSettings, ShopSource } from './model.ts'
import type { Places, WholeZone, WooMethod } from './read-zones.ts'

export type Reading = Pick<ShopSource, 'locale' | 'currency'> & Pick<ShopSettings, 'country'>

interface Terms extends Pick<MethodNews, 'priceMinor' | 'charges'> {
  needsAddress: boolean
  condition?: Condition | null
}

/**
 * The zones of a site as ways of delivery, and in sentences what of them cannot be taken over. There the first zone
 * that an address is in is its only one: a method goes where its zone does, unless one before it does.
 */
export function toMethods(
  zones: readonly WholeZone[],
  places: Places,
  reading: Reading,
): { methods: MethodNews[]; shortcomings: string[] } {
  const methods: MethodNews[] = []
  const shortcomings: string[] = []
  const before: Zone[] = []
  for (const zone of zones) {
    const where = toZones(zone, places, reading.country)
    if (!where) {
      shortcomings.push(`${said(zone.name)}: none of the places of this zone of delivery is known to us`)
      continue
    }
    for (const method of zone.methods.filter(({ enabled }) => enabled)) {
      const terms = readTerms(method, minorDigits(reading.currency))
      if ('wrong' in terms) shortcomings.push(`${said(zone.name)}, ${said(method.title)}: ${terms.wrong}`)
      else
        methods.push({
          ...describe(method, reading),
          ...terms,
          zones: where,
          unless: [...before],
          position: methods.length,
        })
    }
    before.push(...where)
    // Everything is in it: those after it are nobody's.
    if (where.length === 0) break
  }
  return { methods, shortcomings }
}

function describe({ method_id, instance_id, title }: WooMethod, { locale }: Reading) {
  // As WooCommerce itself calls a rate: orders are sent there with it.
  const id = `${method_id}:${instance_id}`
  return { id, title: { [locale]: textOfHtml(title) || method_id }, freeFromMinor: null, isActive: true }
}

const said = (name: string) => `«${textOfHtml(name).slice(0, 80)}»`

/** None: everywhere. Undefined: nowhere that we know of. */
function toZones({ locations }: WholeZone, { countries, states }: Places, home: string): Zone[] | undefined {
  const postcodes = locations.filter(({ type }) => type === 'postcode').map(({ code }) => code)
  const regional = locations.filter(({ type }) => type !== 'postcode')
  const found = regional.flatMap(({ type, code }): Zone[] => {
    if (type === 'continent') return (countries.get(code) ?? []).map((country) => inCountry(country, home))
    const [country = '', state] = code.split(':')
    if (!/^[A-Z]{2}$/.test(country)) return []
    if (type === 'country') return [inCountry(country, home)]
    if (type !== 'state' || !state) return []
    return [{ ...inCountry(country, home), regions: [state, states.get(code) ?? state] }]
  })
  if (regional.length > 0 && found.length === 0) return undefined
  const within = postcodes.length > 0 ? { postcodes } : {}
  if (found.length === 0) return postcodes.length > 0 ? [within] : []
  return found.map((zone) => ({ ...zone, ...within }))
}

function inCountry(country: string, home: string): Zone {
  return { country, ...(country !== home && { isAbroad: true }) }
}

function readTerms(method: WooMethod, digits: number): Terms | { wrong: string } {
  const setting = (name: string) => String(method.settings[name]?.value ?? '').trim()
  switch (method.method_id) {
    case 'flat_rate':
      return readFlatRate(method, setting('cost'), digits)
    case 'free_shipping':
      return readFreeShipping(setting, digits)
    case 'local_pickup': {
      const cost = setting('cost') === '' ? { priceMinor: 0, charges: [] } : readCost(setting('cost'), digits)
      if (!cost || cost.charges.length > 0) return { wrong: 'its cost is not an amount; nobody can choose it here' }
      return { ...cost, needsAddress: false }
    }
    default:
      return {
        wrong: `ways of delivery of the kind ${method.method_id} are another plugin's; nobody can choose it here`,
      }
  }
}

function readFlatRate({ settings }: WooMethod, cost: string, digits: number): Terms | { wrong: string } {
  const byClass = Object.entries(settings).some(
    ([name, { value }]) => /^(class_cost_|no_class_cost)/.test(name) && !/^0*$/.test(String(value ?? '').trim()),
  )
  if (byClass) return { wrong: 'what it costs depends on shipping classes; nobody can choose it here' }
  // WooCommerce does not offer it either.
  if (cost === '') return { wrong: 'it has no cost, not even 0; nobody can choose it, there as here' }
  const read = readCost(cost, digits)
  if (!read) return { wrong: 'its cost is not an amount, nor a formula that can be charged; nobody can choose it here' }
  return { ...read, needsAddress: true }
}

const REQUIRES: Record<string, Condition['requires']> = {
  coupon: 'coupon',
  min_amount: 'minimum',
  either: 'either',
  both: 'both',
}

function readFreeShipping(setting: (name: string) => string, digits: number): Terms | { wrong: string } {
  const free = { priceMinor: 0, charges: [], needsAddress: true }
  const named = setting('requires')
  if (named === '') return { ...free, condition: null }
  const requires = REQUIRES[named]
  const minMinor = parseMoney(setting('min_amount') || '0', digits)
  if (!requires || minMinor === undefined || minMinor < 0) {
    return { wrong: 'when it is free is not said in a way that we know; nobody can choose it here' }
  }
  return { ...free, condition: { requires, minMinor, isBeforeDiscount: setting('ignore_discounts') === 'yes' } }
}
