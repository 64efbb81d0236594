import type { AskQuote } from '@vitrina/contract'
import type { LocalText, Source } from '#catalog'
import type { Pricing } from './price.ts'

/** Where a method delivers to; what is not named is not asked for. */
export interface Zone {
  /** ISO 3166, two letters. */
  country?: string
  /** It is not the shop's own, which is meant by whoever names none. */
  isAbroad?: boolean
  regions?: string[]
  /** `101000`, `101*` or `101000...101999`. */
  postcodes?: string[]
}

export interface DeliveryRow extends Pricing {
  id: string
  source: Source
  title: LocalText
  needsAddress: boolean
  /** One of them has to match; none: everywhere. */
  zones: Zone[]
  /** Where it does not go, for there others do. */
  unless: Zone[]
  position: number
  isActive: boolean
}

/** As much of an address as has been told. */
type Whereabouts = NonNullable<AskQuote['address']>

/** Whether a method goes to an address; of `unknown`, which part of it has to be told first. */
export type Reach = { kind: 'served' | 'not_served' } | { kind: 'unknown'; missing: 'region' | 'postcode' }

/** A method as its source tells it; what it says nothing of, it does not have. */
export type MethodNews = Omit<DeliveryRow, 'source' | Untold> & Partial<Pick<DeliveryRow, Untold>>
type Untold = 'charges' | 'classCosts' | 'condition' | 'unless'

export function reachOf({ zones, unless = [] }: Pick<MethodNews, 'zones' | 'unless'>, address?: Whereabouts): Reach {
  const reach: Reach = zones.length === 0 ? { kind: 'served' } : reachOfZones(zones, address)
  if (reach.kind === 'not_served' || unless.length === 0) return reach
  const elsewhere = reachOfZones(unless, address)
  if (elsewhere.kind === 'served') return { kind: 'not_served' }
  return elsewhere.kind === 'unknown' ? elsewhere : reach
}

function reachOfZones(zones: readonly Zone[], address: Whereabouts = {}): Reach {
  const reaches = zones.map((zone) => reachOfZone(zone, address))
  return (
    reaches.find(({ kind }) => kind === 'served') ??
    reaches.find(({ kind }) => kind === 'unknown') ?? { kind: 'not_served' }
  )
}

function reachOfZone({ country, isAbroad, regions, postcodes }: Zone, address: Whereabouts): Reach {
  // Who names no country means the shop's own.
  if (country && (address.country ? country !== address.country : isAbroad)) return { kind: 'not_served' }
  if (regions && address.region) {
    const region = fold(address.region)
    if (!regions.some((one) => fold(one) === region)) return { kind: 'not_served' }
  }
  if (postcodes && address.postcode) {
    const postcode = foldPostcode(address.postcode)
    if (!postcodes.some((pattern) => postcodeMatches(pattern, postcode))) return { kind: 'not_served' }
  }
  if (regions && !address.region) return { kind: 'unknown', missing: 'region' }
  if (postcodes && !address.postcode) return { kind: 'unknown', missing: 'postcode' }
  return { kind: 'served' }
}

function postcodeMatches(pattern: string, postcode: string): boolean {
  const [from = '', to] = pattern.split('...').map(foldPostcode)
  if (to !== undefined) {
    // As text «9...10» would hold nothing.
    return /^\d+$/.test(postcode) && Number(from) <= Number(postcode) && Number(postcode) <= Number(to)
  }
  return from.endsWith('*') ? postcode.startsWith(from.slice(0, -1)) : postcode === from
}

function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase()
}

function foldPostcode(postcode: string): string {
  return postcode.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '')
}
