import { z } from 'zod'
import { readEach, type WooClient } from '#woocommerce'

const text = z.string().catch('')

const WooZone = z.object({ id: z.int().min(0), name: text, order: z.int().catch(0) })
const Location = z.object({ code: z.string(), type: z.string() })
const Method = z.object({
  instance_id: z.int().positive(),
  method_id: z.string().regex(/^[\w-]{1,80}$/),
  title: text,
  order: z.int().catch(0),
  enabled: z.boolean(),
  settings: z.record(z.string(), z.object({ label: text, value: z.unknown() })).catch({}),
})
const Named = z.object({ code: z.string(), name: text })
const Country = z.object({ states: z.array(Named).catch([]) })
const Continent = z.object({ countries: z.array(z.object({ code: z.string() })).catch([]) })

export type WooLocation = z.infer<typeof Location>
export type WooMethod = z.infer<typeof Method>

/** A zone of theirs with all there is in it. */
export interface WholeZone {
  id: number
  name: string
  locations: WooLocation[]
  methods: WooMethod[]
}

/** What the codes of places mean. */
export interface Places {
  /** Of a continent, its countries. */
  countries: ReadonlyMap<string, readonly string[]>
  /** Of `US:CA`, how people call it. */
  states: ReadonlyMap<string, string>
}

/** Every zone, in the order in which the site tries them; that of everywhere else is the last. */
export async function readZones(client: WooClient, signal?: AbortSignal): Promise<WholeZone[]> {
  const { read: zones } = readEach(WooZone, (await client.list('/shipping/zones', { signal })).items)
  const sorted = zones.sort((a, b) => Number(a.id === 0) - Number(b.id === 0) || a.order - b.order || a.id - b.id)
  return Promise.all(
    sorted.map(async ({ id, name }) => {
      const path = `/shipping/zones/${id}`
      const [locations, methods] = await Promise.all([
        client.list(`${path}/locations`, { signal }),
        client.list(`${path}/methods`, { signal }),
      ])
      const inOrder = readEach(Method, methods.items).read.sort(
        (a, b) => a.order - b.order || a.instance_id - b.instance_id,
      )
      return { id, name, locations: readEach(Location, locations.items).read, methods: inOrder }
    }),
  )
}

/** What the codes in zones mean, as far as there are any that need it. */
export async function readPlaces(
  client: WooClient,
  zones: readonly WholeZone[],
  signal?: AbortSignal,
): Promise<Places> {
  const locations = zones.flatMap((zone) => zone.locations)
  const continents = codesOf(locations.filter(({ type }) => type === 'continent').map(({ code }) => code))
  const countries = codesOf(
    locations.filter(({ type }) => type === 'state').map(({ code }) => code.split(':')[0] ?? ''),
  )
  const read = (kind: string, code: string) => client.read(`/data/${kind}/${code.toLowerCase()}`, { signal })
  const [inContinents, inCountries] = await Promise.all([
    Promise.all(continents.map(async (code) => Continent.parse(await read('continents', code)))),
    Promise.all(countries.map(async (code) => Country.parse(await read('countries', code)))),
  ])
  return {
    countries: new Map(
      continents.map((code, at) => [code, inContinents[at]?.countries.map((country) => country.code) ?? []]),
    ),
    states: new Map(
      countries.flatMap((country, at) =>
        (inCountries[at]?.states ?? []).map(({ code, name }) => [`${country}:${code}`, name] as const),
      ),
    ),
  }
}

const codesOf = (codes: readonly string[]) => [...new Set(codes)].filter((code) => /^[A-Z]{2}$/.test(code))
