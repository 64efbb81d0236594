import { minorDigits } from '@vitrina/contract'
import type { MethodNews, Zone } from '#delivery'
import { textOfHtml } from '#platform'
import type { ShopSettings, ShopSource } from './model.ts'
import { readTerms, said } from './read-terms.ts'
import type { Places, WholeZone, WooMethod } from './read-zones.ts'

export type Reading = Pick<ShopSource, 'locale' | 'currency'> & Pick<ShopSettings, 'country'>

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
